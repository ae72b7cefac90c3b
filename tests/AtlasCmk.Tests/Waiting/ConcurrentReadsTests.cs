using Xunit;

namespace AtlasCmk.Tests.Waiting;

public sealed class ConcurrentReadsTests
{
    [Fact]
    public async Task A_slow_item_delays_no_other_and_at_most_eight_are_read_at_once()
    {
        var slow = new TaskCompletionSource<int>();
        var (begun, running, most) = (0, 0, 0);

        var reading = ConcurrentReads.SelectAsync(Enumerable.Range(0, 100), async item =>
        {
            begun++;
            most = Math.Max(most, ++running);
            var result = item == 0 ? await slow.Task : await Task.FromResult(item);
            running--;
            return result;
        });

        Assert.Equal((100, false), (begun, reading.IsCompleted));
        slow.SetResult(0);
        Assert.Equal(Enumerable.Range(0, 100), await reading);
        Assert.InRange(most, 1, 8);
    }

    [Fact]
    public async Task A_failure_begins_no_further_reads()
    {
        var begun = 0;

        await Assert.ThrowsAsync<InvalidOperationException>(() => ConcurrentReads.SelectAsync(Enumerable.Range(0, 100), item =>
            ++begun == 5 ? Task.FromException<int>(new InvalidOperationException()) : Task.FromResult(item)));

        Assert.Equal(5, begun);
    }
}
