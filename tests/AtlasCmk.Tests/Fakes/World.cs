using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Fakes;

/// <summary>One project in a small Atlas and a small Azure, under a clock that only a test moves. Whatever is asked of it is written down in order.</summary>
internal sealed class World
{
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_patience = TimeSpan.FromHours(6);

    private readonly ConcurrentQueue<string> _journal = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly DateTimeOffset _began;

    public World()
    {
        _began = Time.GetUtcNow();
        Atlas = new(Time, _journal);
        KeyVault = new(Time, _journal);
        Keys = new(KeyVault, Time, _journal);
        Entra = new(_journal);
        Applications = new(_journal);
        Answers = new(_journal);
        Records = new(_journal);
        Session = new(new FakeConnection(this), Log, Time, _stop.Token);
    }

    public FakeTimeProvider Time { get; } = new();

    public FakeAtlas Atlas { get; }

    public FakeKeyVault KeyVault { get; }

    public SessionContext Session { get; }

    public FakeKeys Keys { get; }

    public FakeEntra Entra { get; }

    public FakeApplications Applications { get; }

    public FakeRecords Records { get; }

    public FakeLog Log { get; } = new();

    public FakeAnswers Answers { get; }

    public ProjectContext Project => Session.Project(Given.ProjectId);

    /// <summary>Requests and questions, in order.</summary>
    public IReadOnlyList<string> Journal => [.. _journal];

    public TimeSpan Elapsed => Time.GetUtcNow() - _began;

    public int Count(string entry) => _journal.Count(e => e.StartsWith(entry, StringComparison.Ordinal));

    public void Stop() => _stop.Cancel();

    /// <summary>
    /// Advances the clock until the workflow has ended. All of it runs on one thread without a synchronization context, where
    /// timers and continuations run inside the tick that sets them off: the same test always sees the same order.
    /// </summary>
    public T Run<T>(Func<Task<T>> workflow)
    {
        return Task.Run(LetTimePass).GetAwaiter().GetResult();

        async Task<T> LetTimePass()
        {
            SynchronizationContext.SetSynchronizationContext(null);
            var work = workflow();
            while (!work.IsCompleted)
            {
                Assert.True(Elapsed < s_patience, $"Still under way after {s_patience.TotalHours} hours.");
                Time.Advance(s_tick);
            }

            return await work;
        }
    }
}
