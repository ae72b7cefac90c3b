using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Walks through a list of Atlas, page by page.</summary>
/// <remarks>
/// The total that Atlas gives is "an estimate and may not be exact": a list ends with a page without a link to the next, or, where
/// there are no links at all, with a page that is not full. The total is asked for only where a list that may be short must not pass for whole.
/// </remarks>
internal static class AtlasPages
{
    private const int ItemsPerPage = 500;

    /// <summary>Half a million items: no list of Atlas is longer, and a server that never ends must not hold a command for ever.</summary>
    private const int MostPages = 1000;

    /// <param name="query">What follows the page's number in the address.</param>
    /// <param name="noList">What is wrong where the answer is JSON and no list; null where the operation is known to be one, so that such an answer is not Atlas's.</param>
    /// <param name="isShort">Gets the last answer, how many items there were, and the larger total that Atlas gives; null to believe the list.</param>
    public static async IAsyncEnumerable<T> ListAsync<T>(this AtlasChannel channel, AtlasOperation operation, AtlasCall call, string query, [EnumeratorCancellation] CancellationToken cancellation,
        Func<AtlasCmkException>? noList = null, Action<AtlasAnswer, long, long>? isShort = null)
        where T : class
    {
        // A list that changes while it is read shifts items to the next page, where they come a second time.
        HashSet<string> seen = [];
        List<JToken> before = [];
        var count = 0L;
        var includeCount = isShort is null ? "false" : "true";
        for (var number = 1; ; number++)
        {
            var answer = await channel.SendAsync(operation, call, $"?pageNum={number}&itemsPerPage={ItemsPerPage}&includeCount={includeCount}{query}", null, cancellation).ConfigureAwait(false);
            var json = answer.Parse();
            if (noList is not null && (json as JObject)?["results"] is not JArray)
            {
                throw noList();
            }

            var page = answer.Read<PageModel>(json);
            // Two items without an id may be alike and be two.
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

    private static bool HasNext(PageModel page) => page.Links is { Count: > 0 } links
        ? links.Any(link => link?.Rel == "next")
        : page.Results.Count >= ItemsPerPage;

    private static string? Identity(JToken item) => item is JObject fields && fields["id"] is JValue { Value: { } id } ? id.ToString() : null;
}
