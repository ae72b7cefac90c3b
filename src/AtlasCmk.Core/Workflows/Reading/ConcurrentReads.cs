namespace AtlasCmk.Workflows;

/// <summary>Reads many items with limited concurrency. An organization has up to 250 projects, a project 25 clusters, and a key any number of versions.</summary>
internal static class ConcurrentReads
{
    private const int AtOnce = 8;

    /// <summary>As soon as one read completes, the next one begins, so that a slow item delays no other.</summary>
    /// <returns>The results, in the order of the items.</returns>
    public static async Task<List<TOut>> SelectAsync<TIn, TOut>(IEnumerable<TIn> items, Func<TIn, Task<TOut>> read)
    {
        List<TIn> all = [.. items];
        var results = new TOut[all.Count];
        var next = -1;
        var isFailing = false;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, all.Count)).Select(_ => ReadAsync())).ConfigureAwait(false);
        return [.. results];

        async Task ReadAsync()
        {
            for (var index = Interlocked.Increment(ref next); index < all.Count && !Volatile.Read(ref isFailing); index = Interlocked.Increment(ref next))
            {
                try
                {
                    results[index] = await read(all[index]).ConfigureAwait(false);
                }
                catch
                {
                    Volatile.Write(ref isFailing, true);
                    throw;
                }
            }
        }
    }
}
