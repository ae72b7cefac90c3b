using Xunit;

namespace AtlasCmk.Tests.Requests;

public sealed class AtlasRequestTests
{
    private const string Version = "2023-01-01";

    [Theory]
    [InlineData("/groups", "/groups", "")]
    [InlineData("groups/1/clusters", "/groups/1/clusters", "")]
    [InlineData("/api/atlas/v2/groups?pageNum=2&x=%2F", "/groups", "?pageNum=2&x=%2F")]
    [InlineData("/groups/a%20b/c:d", "/groups/a%20b/c:d", "")]
    [InlineData("/groups/1/alerts?link=https://example.com/..", "/groups/1/alerts", "?link=https://example.com/..")]
    public void A_path_within_the_API_is_taken_as_it_is(string given, string path, string query)
    {
        var request = AtlasRequestReading.Create("get", given, Version);

        Assert.Equal(("GET", path, query, Version), (request.Method, request.Path, request.Query, request.Version));
    }

    [Theory]
    [InlineData("https://example.com/groups")]
    [InlineData("//example.com/groups")]
    [InlineData("///example.com")]
    [InlineData("/%2f/../example")]
    [InlineData("\\\\example.com\\groups")]
    [InlineData("/groups/../../oauth/token")]
    [InlineData("/groups/%2e%2E/x")]
    [InlineData("/groups/..%2f..%2foauth")]
    [InlineData("/groups/%5c..%5c")]
    [InlineData("/./groups")]
    [InlineData("/api/oauth/token")]
    [InlineData("/api/atlas/v2/../v1.0/groups")]
    [InlineData("/groups#fragment")]
    [InlineData("/groups?x=1#fragment")]
    [InlineData("/groups\r\nHost: example.com")]
    [InlineData("/groups/%0d%0a")]
    [InlineData("/groups?x=a b")]
    [InlineData("/")]
    [InlineData("?x=1")]
    [InlineData("/groups/é")]
    public void A_path_that_leads_elsewhere_is_refused(string path) =>
        Assert.Equal("PathLeavesTheHost", Assert.Throws<AtlasCmkException>(() => AtlasRequestReading.Create("GET", path, Version)).ErrorId);

    [Theory]
    [InlineData("latest")]
    [InlineData("2023-13-01")]
    [InlineData("2023-01-01+json, */*")]
    public void A_version_is_a_date(string version) =>
        Assert.Equal("VersionIsNoDate", Assert.Throws<AtlasCmkException>(() => AtlasRequestReading.Create("GET", "/groups", version)).ErrorId);

    [Fact]
    public void A_body_is_not_printed() => Assert.Equal(
        "POST /groups",
        (AtlasRequestReading.Create("POST", "/groups", Version) with { BodyText = "{\"secret\":1}" }).ToString());
}
