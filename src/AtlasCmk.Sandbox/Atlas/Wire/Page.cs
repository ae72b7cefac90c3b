using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>A paged list. A list that counts its items links to the next page, if there is one.</summary>
internal static class Page
{
    public static AtlasApiResponse Of<T>(AtlasApiRequest request, IEnumerable<T> items, Func<T, JsonObject> view)
    {
        var number = request.QueryNumber("pageNum", absent: 1, minimum: 1, maximum: int.MaxValue);
        var size = request.QueryNumber("itemsPerPage", absent: 100, minimum: 1, maximum: 500);
        var first = (long)(number - 1) * size;
        var links = new JsonArray(Link(request, number, size, "self"));
        if (number > 1)
        {
            links.Add(Link(request, number - 1, size, "previous"));
        }

        // One pass: a list of ten thousand is not copied for each of its pages.
        List<T> shown = [];
        var count = 0;
        foreach (var item in items)
        {
            if (count >= first && count < first + size)
            {
                shown.Add(item);
            }

            count++;
        }

        // As recorded: without a count, a full page does not say whether another follows.
        var isCounted = request.QueryFlag("includeCount", absent: true);
        if (isCounted && first + size < count)
        {
            links.Add(Link(request, number + 1, size, "next"));
        }

        var body = Whole(shown, view);
        body["links"] = links;
        // "An estimate and may not be exact": the option makes it wrong by more than a page. Without a count it is 0, as recorded.
        body["totalCount"] = !isCounted ? 0
            : request.World.Options.InexactCounts ? count / 2 : count;
        return AtlasApiResponse.Ok(body);
    }

    /// <summary>A list that the API does not page.</summary>
    public static JsonObject Whole<T>(IEnumerable<T> items, Func<T, JsonObject> view) =>
        new() { ["results"] = new JsonArray([.. items.Select(view)]) };

    private static JsonObject Link(AtlasApiRequest request, int number, int size, string rel) => new()
    {
        ["href"] = request.Address($"?includeCount={Flag(request)}&{request.OtherQuery("includeCount", "pageNum", "itemsPerPage")}pageNum={number}&itemsPerPage={size}"),
        ["rel"] = rel,
    };

    private static string Flag(AtlasApiRequest request) => request.QueryFlag("includeCount", absent: true) ? "true" : "false";
}
