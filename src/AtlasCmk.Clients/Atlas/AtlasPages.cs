using System.Globalization;
using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Reads an Atlas list, page by page.</summary>
/// <remarks>
/// Atlas's total is "an estimate and may not be exact", so the last page is the one that is not full and has no link to the next.
/// Without a total, a full page has no such link either. The total is requested only if a truncated list must be detected.
/// </remarks>
internal static class AtlasPages
{
    private const int ItemsPerPage = 500;
    private const string SizeParameter = "itemsPerPage=";

    /// <summary>Half a million items, more than any Atlas list has. A server that always returns another page must not block a command.</summary>
    private const int MostPages = 1000;

    /// <param name="query">The query after the page number.</param>
    /// <param name="noList">The problem if the response is JSON but not a list. Null if the operation is a known list, so such a response is not Atlas's.</param>
    /// <param name="isShort">Receives the last response, the number of items, and Atlas's larger total. Null accepts the list as complete.</param>
    public static async IAsyncEnumerable<T> ListAsync<T>(this AtlasChannel channel, AtlasOperation operation, AtlasCall call, string query, [EnumeratorCancellation] CancellationToken cancellation,
        Func<AtlasCmkException>? noList = null, Action<AtlasAnswer, long, long>? isShort = null)
        where T : class
    {
        // If the list changes while it is read, items move to the next page and appear twice.
        HashSet<string> seen = [];
        List<JToken> before = [];
        var count = 0L;
        var includeCount = isShort is null ? "false" : "true";
        for (var number = 1; ; number++)
        {
            var answer = await channel.SendAsync(operation, call, $"?pageNum={number}&{SizeParameter}{ItemsPerPage}&includeCount={includeCount}{query}", null, cancellation).ConfigureAwait(false);
            var json = answer.Parse();
            if (noList is not null && (json as JObject)?["results"] is not JArray)
            {
                throw noList();
            }

            var page = answer.Read<PageModel>(json);
            // Two items without an ID can be equal but distinct.
            var fresh = page.Results.Where(item => Identity(item) is not { } id || seen.Add(id)).ToList();
            foreach (var item in fresh)
            {
                yield return item as T ?? answer.Read<T>(item);
            }

            if (page.Results.Count > 0 && page.Results.SequenceEqual(before, JToken.EqualityComparer))
            {
                throw answer.Unreadable($"page {number} of the list repeats the one before it");
            }

            count += fresh.Count;
            if (!HasNext(page))
            {
                if (page.TotalCount > count)
                {
                    isShort?.Invoke(answer, count, page.TotalCount.Value);
                }

                yield break;
            }

            if (fresh.Count == 0)
            {
                throw answer.Unreadable($"page {number} of the list {(page.Results.Count == 0 ? "is empty" : "repeats earlier ones")} and still promises another");
            }

            if (number == MostPages)
            {
                throw answer.Unreadable($"the list has more than {MostPages} pages");
            }

            before = page.Results;
        }
    }

    /// <summary>The first page, and the total according to Atlas: more than the page has, if there is another one.</summary>
    public static async Task<(IReadOnlyList<T> Items, long Total)> FirstPageAsync<T>(this AtlasChannel channel, AtlasOperation operation, AtlasCall call, CancellationToken cancellation)
        where T : class
    {
        var answer = await channel.SendAsync(operation, call, $"?pageNum=1&{SizeParameter}{ItemsPerPage}&includeCount=true", null, cancellation).ConfigureAwait(false);
        var page = answer.Read<PageModel>();
        return ([.. page.Results.Select(answer.Read<T>)], Math.Max(page.TotalCount ?? 0, page.Results.Count + (HasNext(page) ? 1 : 0)));
    }

    private static bool HasNext(PageModel page) =>
        page.Links?.Any(link => link?.Rel == "next") == true || page.Results.Count >= SizeOf(page);

    /// <summary>The size of a full page. A server can use a smaller size than requested, which it shows in the self link.</summary>
    private static int SizeOf(PageModel page)
    {
        var self = page.Links?.FirstOrDefault(link => link?.Rel == "self")?.Href ?? "";
        var size = self.Split('?', '&').FirstOrDefault(p => p.StartsWith(SizeParameter, StringComparison.Ordinal))?[SizeParameter.Length..];
        return int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < ItemsPerPage ? number : ItemsPerPage;
    }

    private static string? Identity(JToken item) => item is JObject fields && fields["id"] is JValue { Value: { } id } ? id.ToString() : null;
}
