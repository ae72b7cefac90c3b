using System.Globalization;
using System.Numerics;
using AtlasCmk.Clients;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>Requests of the caller's own: what is sent, what comes back, and what is sent again.</summary>
public sealed class InvokedRequestTests
{
    private const string Version = "2024-10-23";

    private static async Task<List<object?>> InvokeAsync(AtlasApiSetup atlas, AtlasRequest request)
    {
        List<object?> output = [];
        await foreach (var item in atlas.Api.InvokeAsync(request, default))
        {
            output.Add(item);
        }

        return output;
    }

    [Fact]
    public async Task A_request_is_sent_unchanged_and_returns_plain_values()
    {
        using var atlas = AtlasApiSetup.Answering("""{"name":"a","count":7,"share":0.5,"big":123456789012345678901,"bigger":99999999999999999999999999999999999999"""
            + ""","on":true,"none":null,"when":"2024-03-01T10:20:30Z","items":[1,{"x":"y"}]}""");

        var fields = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(
            Assert.Single(await InvokeAsync(atlas, AtlasRequestReading.Create("GET", "/groups/1/things?verbose=true", Version))));

        Assert.Equal(["name", "count", "share", "big", "bigger", "on", "none", "when", "items"], fields.Keys);
        Assert.Equal(["a", 7L, 0.5, 123456789012345678901m, BigInteger.Parse("99999999999999999999999999999999999999", CultureInfo.InvariantCulture),
            true, null, "2024-03-01T10:20:30Z"], fields.Values.Take(8));
        Assert.Equal("y", ((IReadOnlyDictionary<string, object?>)((IReadOnlyList<object?>)fields["items"]!)[1]!)["x"]);
        Assert.EndsWith("/api/atlas/v2/groups/1/things?verbose=true", atlas.Call.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal($"application/vnd.atlas.{Version}+json", atlas.Call.Headers["Accept"]);
    }

    [Fact]
    public async Task A_body_is_sent_whether_it_is_text_or_values()
    {
        using var atlas = new AtlasApiSetup(_ => FakeTransport.Empty(204));
        var values = new Dictionary<string, object?> { ["on"] = false, ["list"] = new List<object?> { 1, "a", null, ulong.MaxValue, BigInteger.Pow(10, 30) },
            ["at"] = new DateTimeOffset(2024, 3, 1, 11, 20, 30, TimeSpan.FromHours(1)) };

        Assert.Empty(await InvokeAsync(atlas, AtlasRequestReading.Create("PATCH", "/groups/1", Version) with { Body = values }));
        await InvokeAsync(atlas, AtlasRequestReading.Create("PUT", "/groups/1", Version) with { BodyText = """ [ {"a": 1} ] """ });

        Assert.Equal(
            ["""{"on":false,"list":[1,"a",null,18446744073709551615,1000000000000000000000000000000],"at":"2024-03-01T10:20:30Z"}""", """[{"a":1}]"""],
            atlas.Calls.Select(c => c.Body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("{\"a\":")]
    [InlineData("{} {}")]
    public async Task A_text_that_is_no_JSON_is_refused_before_anything_is_sent(string body)
    {
        using var atlas = AtlasApiSetup.Answering("{}");

        var failure = await Assert.ThrowsAsync<AtlasCmkException>(() => InvokeAsync(atlas, AtlasRequestReading.Create("POST", "/groups", Version) with { BodyText = body }));

        Assert.Equal("BodyIsNoJson", failure.ErrorId);
        Assert.Empty(atlas.Transport.Arrivals);
    }

    [Fact]
    public async Task All_pages_are_read_and_only_the_caller_s_own_parameters_stay()
    {
        using var atlas = new AtlasApiSetup(a => FakeTransport.Json(200, a.PathAndQuery.Contains("pageNum=1&", StringComparison.Ordinal)
            ? """{"results":[{"id":"1"},{"id":"2"}],"links":[{"rel":"next","href":"x"}]}"""
            : """{"results":[{"id":"3"}],"links":[{"rel":"self","href":"x"}]}"""));

        var output = await InvokeAsync(atlas, AtlasRequestReading.Create("GET", "/groups?pageNum=9&status=OPEN&itemsPerPage=1", Version) with { AllPages = true });

        Assert.Equal(["1", "2", "3"], output.Cast<IReadOnlyDictionary<string, object?>>().Select(o => o["id"]));
        Assert.EndsWith("/groups?pageNum=2&itemsPerPage=500&includeCount=false&status=OPEN", atlas.Calls[1].PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_without_results_is_not_a_list()
    {
        using var atlas = AtlasApiSetup.Answering("""{"id":"1"}""");

        var failure = await Assert.ThrowsAsync<AtlasCmkException>(() => InvokeAsync(atlas, AtlasRequestReading.Create("GET", "/groups/1", Version) with { AllPages = true }));

        Assert.Equal("AllPagesOfNoList", failure.ErrorId);
        Assert.Contains("GET /groups/1 has no pages", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Leave -All out", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_without_an_id_may_be_alike_and_all_come()
    {
        using var atlas = new AtlasApiSetup(a => FakeTransport.Json(200, a.PathAndQuery.Contains("pageNum=1&", StringComparison.Ordinal)
            ? """{"results":[{"x":1},{"x":1},7,7],"links":[{"rel":"next","href":"x"}]}"""
            : """{"results":[{"x":1}],"links":[{"rel":"self","href":"x"}]}"""));

        Assert.Equal(5, (await InvokeAsync(atlas, AtlasRequestReading.Create("GET", "/groups/1/things", Version) with { AllPages = true })).Count);
    }

    [Fact]
    public async Task A_list_without_ids_that_repeats_itself_for_ever_is_found_out()
    {
        using var atlas = AtlasApiSetup.Answering("""{"results":[{"x":1}],"links":[{"rel":"next","href":"x"}]}""");

        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => InvokeAsync(atlas, AtlasRequestReading.Create("GET", "/groups/1/things", Version) with { AllPages = true }));

        Assert.Contains("page 2 of the list repeats", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", true)]
    [InlineData("PUT", true)]
    [InlineData("DELETE", true)]
    [InlineData("PATCH", false)]
    [InlineData("POST", false)]
    public async Task Only_what_HTTP_promises_to_be_repeatable_is_sent_again_after_a_lost_answer(string method, bool again)
    {
        var answers = 0;
        using var atlas = new AtlasApiSetup(_ => answers++ == 0 ? FakeTransport.Json(503, "{}") : FakeTransport.Json(200, "{}"));
        var work = InvokeAsync(atlas, AtlasRequestReading.Create(method, "/groups/1", Version));
        while (!work.IsCompleted)
        {
            atlas.Time.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Equal(again, (await Record.ExceptionAsync(() => work)) is null);
    }

    [Fact]
    public async Task A_role_that_is_too_small_refers_to_the_documentation()
    {
        using var atlas = AtlasApiSetup.Answering("""{"error":403,"errorCode":"ACCESS_FORBIDDEN"}""", 403);

        var failure = await Assert.ThrowsAsync<AtlasApiException>(() => InvokeAsync(atlas, AtlasRequestReading.Create("GET", "/groups/1", Version)));

        Assert.Contains("which needs what its documentation names", failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("This call needs what its documentation names: give that role", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"_id":null}""")]
    public async Task A_principal_without_a_role_is_not_left_out(string principal)
    {
        using var atlas = AtlasApiSetup.Answering($$"""{"azureServicePrincipals":[{{principal}},{"_id":"1"}]}""");
        Assert.Equal("UnreadableAnswer", (await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.ListServicePrincipalsAsync("g", default))).ErrorId);
    }

    [Fact]
    public async Task Principals_of_Azure_are_read_and_registered()
    {
        using var atlas = new AtlasApiSetup(a => FakeTransport.Json(200, a.Method == "GET"
            ? """
                {"awsIamRoles":[{"providerName":"AWS","roleId":"5"}],
                "azureServicePrincipals":[{"_id":"1","providerName":"AZURE","tenantId":"t","servicePrincipalId":"p","atlasAzureAppId":"a",
                "createdDate":"2024-03-01T10:20:30Z","featureUsages":[{"featureType":"ENCRYPTION_AT_REST"}]}]}
                """
            : """{"_id":"2","providerName":"AZURE"}"""));

        var listed = Assert.Single(await atlas.Api.ListServicePrincipalsAsync("g", default));
        var created = await atlas.Api.CreateServicePrincipalAsync("g", new("t", "p", "a"), default);
        await atlas.Api.AuthorizeServicePrincipalAsync("g", created.RoleId, default);

        Assert.Equal(("1", "t", "p", "a", "ENCRYPTION_AT_REST"), (listed.RoleId, listed.TenantId, listed.ServicePrincipalId, listed.AtlasAzureAppId, Assert.Single(listed.UsedBy)));
        Assert.Equal("""{"providerName":"AZURE","atlasAzureAppId":"a","servicePrincipalId":"p","tenantId":"t"}""", atlas.Calls[1].Body);
        Assert.Equal(("PATCH", """{"providerName":"AZURE"}"""), (atlas.Calls[2].Method, atlas.Calls[2].Body));
        Assert.EndsWith("/groups/g/cloudProviderAccess/2", atlas.Calls[2].PathAndQuery, StringComparison.Ordinal);
    }
}
