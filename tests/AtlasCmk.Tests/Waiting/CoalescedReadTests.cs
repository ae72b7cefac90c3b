using Xunit;

namespace AtlasCmk.Tests.Waiting;

public sealed class CoalescedReadTests
{
    private readonly List<TaskCompletionSource<int>> _looks = [];
    private readonly CoalescedRead<int> _fresh;

    public CoalescedReadTests() => _fresh = new(() =>
    {
        lock (_looks)
        {
            _looks.Add(new());
            return _looks[^1].Task;
        }
    });

    /// <summary>The second look begins on another thread, once the first has ended.</summary>
    private async Task<int> AnswerAsync(int look, Task<int> who)
    {
        while (true)
        {
            lock (_looks)
            {
                if (_looks.Count > look)
                {
                    _looks[look].SetResult(look);
                    break;
                }
            }

            await Task.Yield();
        }

        return await who;
    }

    [Fact]
    public async Task A_wait_that_starts_during_a_poll_shares_the_next_one()
    {
        var first = _fresh.NowAsync();
        var others = Enumerable.Range(0, 20).Select(_ => _fresh.NowAsync()).ToList();

        Assert.Equal(0, await AnswerAsync(0, first));
        Assert.Equal(1, await AnswerAsync(1, others[0]));
        Assert.All(await Task.WhenAll(others), look => Assert.Equal(1, look));
        Assert.Equal(2, _looks.Count);
    }

    [Fact]
    public async Task A_later_wait_starts_a_new_poll()
    {
        Assert.Equal(0, await AnswerAsync(0, _fresh.NowAsync()));
        Assert.Equal(1, await AnswerAsync(1, _fresh.NowAsync()));
    }

    [Fact]
    public async Task A_look_that_fails_is_its_own_affair()
    {
        var first = _fresh.NowAsync();
        var second = _fresh.NowAsync();
        _looks[0].SetException(new InvalidOperationException("lost"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        Assert.Equal(1, await AnswerAsync(1, second));
    }
}
