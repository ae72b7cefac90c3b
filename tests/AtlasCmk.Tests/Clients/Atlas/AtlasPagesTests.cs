using System.Web;
using CsCheck;
using Newtonsoft.Json.Linq;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>Lists come whole from however many pages, and end.</summary>
public sealed class AtlasPagesTests
{
    private const string Project = AtlasApiSetup.ProjectId;

    [Fact]
    public Task A_list_is_complete_for_any_length_and_page_size() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[1, 12], Gen.Bool).SampleAsync(async (length, pageSize, lyingTotal) =>
        {
            using var atlas = new AtlasApiSetup(arrival =>
            {
                var number = int.Parse(HttpUtility.ParseQueryString(arrival.Uri.Query)["pageNum"]!, System.Globalization.CultureInfo.InvariantCulture);
                var items = Enumerable.Range(0, length).Skip((number - 1) * pageSize).Take(pageSize);
                return Page(items, next: number * pageSize < length, total: lyingTotal ? 3 : null);
            });

            var endpoints = await atlas.Api.ListPrivateEndpointsAsync(Project, default);

            Assert.Equal(Enumerable.Range(0, length).Select(Id), endpoints.Select(e => e.EndpointId));
            Assert.Equal(Math.Max(1, (length + pageSize - 1) / pageSize), atlas.Calls.Count);
        }, iter: 60);

    [Theory]
    [InlineData(499, 1)]
    [InlineData(500, 2)]
    public async Task Without_links_a_full_page_means_that_there_may_be_another(int firstPage, int calls)
    {
        using var atlas = new AtlasApiSetup(arrival => Page(arrival.PathAndQuery.Contains("pageNum=1&", StringComparison.Ordinal) ? Enumerable.Range(0, firstPage) : [], next: null));

        Assert.Equal(firstPage, (await atlas.Api.ListPrivateEndpointsAsync(Project, default)).Count);
        Assert.Equal(calls, atlas.Calls.Count);
    }

    /// <summary>Recorded: where nothing is to be counted, a full page links to itself alone. A server may make shorter pages than it was asked for.</summary>
    [Theory]
    [InlineData(500, "", 2)]
    [InlineData(500, "?includeCount=false&pageNum=1&itemsPerPage=500", 2)]
    [InlineData(100, "?includeCount=false&pageNum=1&itemsPerPage=100", 2)]
    [InlineData(99, "?includeCount=false&pageNum=1&itemsPerPage=100", 1)]
    [InlineData(499, "", 1)]
    public async Task A_full_page_without_a_link_to_the_next_may_have_another_after_it(int firstPage, string self, int calls)
    {
        using var atlas = new AtlasApiSetup(arrival =>
        {
            var isFirst = arrival.PathAndQuery.Contains("pageNum=1&", StringComparison.Ordinal);
            var items = new JArray(Enumerable.Range(isFirst ? 0 : firstPage, isFirst ? firstPage : 3).Select(Endpoint));
            return FakeTransport.Json(200, new JObject { ["results"] = items, ["totalCount"] = 0,
                ["links"] = new JArray(new JObject { ["rel"] = "self", ["href"] = $"https://cloud.mongodb.com/x{self}" }) }.ToString());
        });

        Assert.Equal(calls == 2 ? firstPage + 3 : firstPage, (await atlas.Api.ListPrivateEndpointsAsync(Project, default)).Count);
        Assert.Equal(calls, atlas.Calls.Count);
    }

    [Fact]
    public async Task An_empty_page_that_promises_more_leaves_the_rest_unknown()
    {
        using var atlas = new AtlasApiSetup(_ => Page([], next: true));

        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.ListPrivateEndpointsAsync(Project, default));

        Assert.Equal("UnreadableAnswer", failure.ErrorId);
        Assert.Contains("page 1 of the list is empty", failure.Message, StringComparison.Ordinal);
        Assert.Single(atlas.Calls);
    }

    /// <summary>A cache that ignores the query gives the first page for every page.</summary>
    [Fact]
    public async Task A_page_that_repeats_the_one_before_it_is_no_end_of_a_list()
    {
        using var atlas = new AtlasApiSetup(arrival => Page([1, 2, 3], next: arrival.PathAndQuery.Contains("pageNum=1&", StringComparison.Ordinal)));

        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.ListPrivateEndpointsAsync(Project, default));

        Assert.Contains("page 2 of the list repeats", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_without_end_is_given_up()
    {
        var item = 0;
        using var atlas = new AtlasApiSetup(_ => Page([Interlocked.Increment(ref item)], next: true));

        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.ListPrivateEndpointsAsync(Project, default));

        Assert.Equal("UnreadableAnswer", failure.ErrorId);
        Assert.Contains("more than 1000 pages", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_repeats_itself_for_ever_is_found_out()
    {
        using var atlas = new AtlasApiSetup(_ => Page([1, 2, 3], next: true));

        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.ListPrivateEndpointsAsync(Project, default));

        Assert.Contains("page 2 of the list repeats", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, atlas.Calls.Count);
    }

    [Fact]
    public async Task An_item_that_moves_to_the_next_page_is_returned_once()
    {
        using var atlas = new AtlasApiSetup(arrival => arrival.PathAndQuery.Contains("pageNum=1&", StringComparison.Ordinal) ? Page([1, 2], next: true) : Page([2, 3], next: false));

        Assert.Equal([Id(1), Id(2), Id(3)], (await atlas.Api.ListPrivateEndpointsAsync(Project, default)).Select(e => e.EndpointId));
    }

    [Fact]
    public async Task Requests_stop_when_the_caller_has_read_enough_projects()
    {
        using var atlas = new AtlasApiSetup(_ =>
            FakeTransport.Json(200, """{"results":[{"id":"1","name":"n","orgId":"o","created":"2024-03-01T10:20:30Z"}],"links":[{"rel":"next","href":"https://elsewhere.example/"}]}"""));

        await foreach (var project in atlas.Api.ListProjectsAsync(default))
        {
            Assert.Equal("n", project.Name);
            break;
        }

        Assert.Equal("/api/atlas/v2/groups?pageNum=1&itemsPerPage=500&includeCount=false", atlas.Call.PathAndQuery);
    }

    private static JObject Endpoint(int item) => new() { ["id"] = Id(item), ["regionName"] = "US_EAST_2", ["status"] = "ACTIVE" };

    private static string Id(int item) => $"{item:x24}";

    private static HttpResponseMessage Page(IEnumerable<int> items, bool? next, int? total = null)
    {
        var page = new JObject
        {
            ["results"] = new JArray(items.Select(Endpoint)),
            ["totalCount"] = total,
        };
        if (next is { } promised)
        {
            page["links"] = new JArray(new JObject { ["rel"] = "self" }, new JObject { ["rel"] = promised ? "next" : "previous" });
        }

        return FakeTransport.Json(200, page.ToString());
    }
}
