using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Reads all pages of an Azure list. An unreadable item does not make the list fail.</summary>
internal static class AzurePages
{
    /// <summary>Far more than any list here has.</summary>
    private const int MaxPages = 1000;

    /// <summary>Null if the owner of the list does not exist.</summary>
    /// <param name="client">The client.</param>
    /// <param name="call">The request.</param>
    /// <param name="map">Reads an item. Null if it is unreadable.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<IReadOnlyList<TItem>?> FindAllAsync<TModel, TItem>(this AzureClient client, AzureCall call, Func<TModel?, TItem?> map, CancellationToken cancellation)
        where TModel : class
        where TItem : class =>
        await client.FindAsync(call, answer => Page(call, answer), cancellation).ConfigureAwait(false) is { } first
            ? await client.CollectAsync(call, first, map, cancellation).ConfigureAwait(false)
            : null;

    /// <summary>For a list that always exists if its owner exists.</summary>
    public static async Task<IReadOnlyList<TItem>> ListAsync<TModel, TItem>(this AzureClient client, AzureCall call, Func<TModel?, TItem?> map, CancellationToken cancellation, string query = "")
        where TModel : class
        where TItem : class =>
        await client.CollectAsync(call, await client.SendAsync(call, null, answer => Page(call, answer), cancellation, query).ConfigureAwait(false), map, cancellation).ConfigureAwait(false);

    private static async Task<IReadOnlyList<TItem>> CollectAsync<TModel, TItem>(
        this AzureClient client, AzureCall call, ArmPage<JToken> first, Func<TModel?, TItem?> map, CancellationToken cancellation)
        where TModel : class
        where TItem : class
    {
        var (items, seen, members) = (new List<TItem>(), new HashSet<string>(StringComparer.Ordinal), 0);
        for (var page = first; ;)
        {
            members += page.Value!.Count;
            items.AddRange(page.Value.Select(member => map(Model<TModel>(member))).OfType<TItem>());
            if (string.IsNullOrEmpty(page.NextLink))
            {
                break;
            }

            if (!seen.Add(page.NextLink) || seen.Count >= MaxPages)
            {
                throw AzureFailures.Unreadable(call, 200, seen.Count >= MaxPages ? $"its list has more than {MaxPages} pages" : "its next page is a page that was read before");
            }

            page = await client.FollowAsync(call, 200, page.NextLink, answer => Page(call, answer), cancellation).ConfigureAwait(false)
                ?? throw AzureFailures.Unreadable(call, 200, "its next page does not exist");
        }

        if (members - items.Count is > 0 and var leftOut)
        {
            Asked.SomeMustBe(members, items.Count, AzureFailures.Untrusted(call, 200));
            client.Log.Warning($"{leftOut} unreadable {(leftOut == 1 ? "item was" : "items were")} omitted from the response to the request to {call.What}.");
        }

        return items;
    }

    private static ArmPage<JToken> Page(AzureCall call, AzureAnswer answer) =>
        AzureClient.Read<ArmPage<JToken>>(call, answer) is { Value: not null } page ? page : throw AzureFailures.Unreadable(call, answer.Status, "without a list");

    /// <summary>Null if the item has another format.</summary>
    private static TModel? Model<TModel>(JToken? member)
        where TModel : class
    {
        try
        {
            return (member as JObject)?.ToObject<TModel>(JsonSerializer.Create(AzureJson.Settings));
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }
}
