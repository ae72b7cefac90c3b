using System.Runtime.CompilerServices;

namespace AtlasCmk.Workflows;

/// <summary>The items of a list that are there at the same time: of an Atlas list, a page.</summary>
internal static class Batches
{
    /// <summary>While a batch is processed, the next page is already requested.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<T>> InBatchesAsync<T>(this IAsyncEnumerable<T> items, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        List<T> batch = [];
        var enumerator = items.GetAsyncEnumerator(cancellation);
        await using (enumerator.ConfigureAwait(false))
        {
            while (true)
            {
                var next = enumerator.MoveNextAsync().AsTask();
                if (!next.IsCompleted && batch.Count > 0)
                {
                    yield return batch;
                    batch = [];
                }

                if (!await next.ConfigureAwait(false))
                {
                    break;
                }

                batch.Add(enumerator.Current);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
