using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Reads a list of Azure whole: each page names the next one. A member that cannot be understood does not take the list with it.</summary>
internal static class AzurePages
{
    /// <summary>No list that is read here has a hundredth of these.</summary>
    private const int MaxPages = 1000;

    /// <summary>Null where what the list belongs to is not there.</summary>
    /// <param name="client">The interface.</param>
    /// <param name="call">The request.</param>
    /// <param name="map">Understands a member; null where it cannot.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<IReadOnlyList<TItem>?> FindAllAsync<TModel, TItem>(this AzureClient client, AzureCall call, Func<TModel?, TItem?> map, CancellationToken cancellation)
        where TModel : class
        where TItem : class =>
        await client.FindAsync(call, answer => Page(call, answer), cancellation).ConfigureAwait(false) is { } first
            ? await client.CollectAsync(call, first, map, cancellation).ConfigureAwait(false)
            : null;

    /// <summary>For a list that is there wherever its owner is.</summary>
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
                ?? throw AzureFailures.Unreadable(call, 200, "its next page is not there");
        }

        if (members - items.Count is > 0 and var leftOut)
        {
            Asked.SomeMustBe(members, items.Count, AzureFailures.Untrusted(call, 200));
            client.Log.Warning($"Of the answer to the request to {call.What}, {leftOut} {(leftOut == 1 ? "member" : "members")} could not be understood and {(leftOut == 1 ? "is" : "are")} left out.");
        }

        return items;
    }

    private static ArmPage<JToken> Page(AzureCall call, AzureAnswer answer) =>
        AzureClient.Read<ArmPage<JToken>>(call, answer) is { Value: not null } page ? page : throw AzureFailures.Unreadable(call, answer.Status, "without a list");

    /// <summary>Null where the member is of another form.</summary>
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
