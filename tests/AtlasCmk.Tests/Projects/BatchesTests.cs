using Xunit;

namespace AtlasCmk.Tests.Projects;

public sealed class BatchesTests
{
    [Fact]
    public async Task A_page_is_a_batch_and_comes_before_the_next_one_is_there()
    {
        var gate = new TaskCompletionSource();
        await using var batches = Items(gate.Task).InBatchesAsync().GetAsyncEnumerator();

        Assert.True(await batches.MoveNextAsync());
        Assert.Equal([2, 1], batches.Current);
        gate.SetResult();
        Assert.True(await batches.MoveNextAsync());
        Assert.Equal([3], batches.Current);
        Assert.False(await batches.MoveNextAsync());
    }

    private static async IAsyncEnumerable<int> Items(Task secondPage)
    {
        yield return 2;
        yield return 1;
        await secondPage;
        yield return 3;
    }
}
