using System.Collections.Concurrent;
using Xunit;

namespace AtlasCmk.Tests.Fakes;

/// <summary>Holds requests, so that a test sees which of them are made at once: those that stand here while none has been answered.</summary>
internal sealed class RequestBarrier
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentQueue<TaskCompletionSource> _waiting = new();
    private readonly SemaphoreSlim _arrivals = new(0);

    public Task PassAsync()
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(turn);
        _arrivals.Release();
        return turn.Task;
    }

    /// <summary>Waits until so many have arrived, and releases exactly those.</summary>
    public async Task LetThroughAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            Assert.True(await _arrivals.WaitAsync(s_patience), $"{i} requests came at once, and not {count}.");
        }

        for (var i = 0; i < count; i++)
        {
            Assert.True(_waiting.TryDequeue(out var turn));
            turn.SetResult();
        }
    }
}
