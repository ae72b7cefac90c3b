using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Suggestions;

public sealed class SuggestionCacheTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _end = new();
    private readonly SuggestionCache<string> _answers;
    private int _reads;

    public SuggestionCacheTests() => _answers = new(_time, _end.Token);

    public void Dispose() => _end.Dispose();

    [Fact]
    public async Task An_immediate_answer_is_returned_at_once_and_requested_once()
    {
        Assert.Equal("1", await AskAsync());
        Assert.Equal("1", await AskAsync());
    }

    [Fact]
    public async Task An_answer_counts_for_some_seconds_and_no_longer()
    {
        Assert.Equal("1", await AskAsync());
        _time.Advance(SuggestionCache<string>.Freshness - TimeSpan.FromTicks(1));
        Assert.Equal("1", await AskAsync());
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("2", await AskAsync());
    }

    [Fact]
    public async Task Completion_waits_a_limited_time_and_uses_a_late_answer_the_next_time()
    {
        var late = new TaskCompletionSource<string>();
        var asked = _answers.AskAsync("q", _ => late.Task);
        _time.Advance(SuggestionCache<string>.Patience - TimeSpan.FromTicks(1));
        Assert.False(asked.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await asked);

        late.SetResult("late");
        Assert.Equal("late", await _answers.AskAsync("q", _ => throw new InvalidOperationException("It is being read already.")));
    }

    [Fact]
    public async Task While_a_newer_answer_is_late_the_old_one_is_given()
    {
        await AskAsync();
        _time.Advance(SuggestionCache<string>.Freshness);
        var asked = _answers.AskAsync("q", _ => new TaskCompletionSource<string>().Task);
        _time.Advance(SuggestionCache<string>.Patience);

        Assert.Equal("1", await asked);
    }

    [Fact]
    public async Task A_failure_is_no_answer_and_is_not_asked_for_again_at_once()
    {
        Assert.Null(await _answers.AskAsync("q", _ => { _reads++; throw new InvalidOperationException("no"); }));
        Assert.Null(await AskAsync());
        _time.Advance(SuggestionCache<string>.Freshness);
        Assert.Equal("2", await AskAsync());
    }

    [Fact]
    public async Task A_read_that_never_ends_is_ended_and_may_be_tried_again()
    {
        var ended = new TaskCompletionSource();
        var asked = _answers.AskAsync("q", async cancellation =>
        {
            using var registration = cancellation.Register(ended.SetResult);
            await Task.Delay(Timeout.Infinite, cancellation);
            return "never";
        });
        _time.Advance(SuggestionCache<string>.Patience);
        Assert.Null(await asked);
        while (!ended.Task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        _time.Advance(SuggestionCache<string>.Freshness);
        while (await AskAsync() is null)
        {
            _time.Advance(SuggestionCache<string>.Freshness);
        }
    }

    [Fact]
    public async Task After_the_end_nothing_is_answered_and_what_is_being_read_is_ended()
    {
        await AskAsync();
        var ended = new TaskCompletionSource();
        var asked = _answers.AskAsync("another", async cancellation =>
        {
            using var registration = cancellation.Register(ended.SetResult);
            await Task.Delay(Timeout.Infinite, cancellation);
            return "never";
        });
        await _end.CancelAsync();

        Assert.Null(await asked);
        Assert.Null(await AskAsync());
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    private Task<string?> AskAsync() => _answers.AskAsync("q", _ => Task.FromResult($"{++_reads}"));
}
