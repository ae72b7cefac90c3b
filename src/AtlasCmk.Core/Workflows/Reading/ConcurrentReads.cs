namespace AtlasCmk.Workflows;

/// <summary>Reads many items with limited concurrency. An organization has up to 250 projects, a project 25 clusters, and a key any number of versions.</summary>
internal static class ConcurrentReads
{
    private const int AtOnce = 8;

    /// <returns>The results, in the order of the items.</returns>
    public static async Task<List<TOut>> SelectAsync<TIn, TOut>(IEnumerable<TIn> items, Func<TIn, Task<TOut>> read)
    {
        var results = new List<TOut>();
        foreach (var some in items.Chunk(AtOnce))
        {
            results.AddRange(await Task.WhenAll(some.Select(read)).ConfigureAwait(false));
        }

        return results;
    }
}
