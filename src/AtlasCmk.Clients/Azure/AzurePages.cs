namespace AtlasCmk.Clients;

/// <summary>Reads a list of Azure whole: each page names the next one.</summary>
internal static class AzurePages
{
    /// <returns>Null where what the list belongs to is not there.</returns>
    public static async Task<IReadOnlyList<TItem>?> FindAllAsync<TModel, TItem>(this AzureClient client, AzureCall call, Func<AzureAnswer, TModel, TItem> map, CancellationToken cancellation, string query = "") =>
        await client.FindAsync(call, cancellation, query).ConfigureAwait(false) is { } first
            ? await client.CollectAsync(call, first, map, cancellation).ConfigureAwait(false)
            : null;

    public static async Task<IReadOnlyList<TItem>> ListAsync<TModel, TItem>(this AzureClient client, AzureCall call, Func<AzureAnswer, TModel, TItem> map, CancellationToken cancellation) =>
        await client.CollectAsync(call, await client.SendAsync(call, null, cancellation).ConfigureAwait(false), map, cancellation).ConfigureAwait(false);

    private static async Task<IReadOnlyList<TItem>> CollectAsync<TModel, TItem>(this AzureClient client, AzureCall call, AzureAnswer first, Func<AzureAnswer, TModel, TItem> map, CancellationToken cancellation)
    {
        var items = new List<TItem>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var answer = first; ;)
        {
            var page = AzureClient.Read<ArmPage<TModel>>(call, answer);
            items.AddRange((page.Value ?? throw AzureFailures.Unreadable(call, answer.Status, "without a list")).Select(model => map(answer, model)));
            if (string.IsNullOrEmpty(page.NextLink))
            {
                return items;
            }

            if (!seen.Add(page.NextLink))
            {
                throw AzureFailures.Unreadable(call, answer.Status, "its next page is a page that was read before");
            }

            answer = await client.FollowAsync(call, answer.Status, page.NextLink, cancellation).ConfigureAwait(false)
                ?? throw AzureFailures.Unreadable(call, answer.Status, "its next page is not there");
        }
    }
}
