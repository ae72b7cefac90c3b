using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class AtlasWireTests
{
    [Theory]
    [InlineData("application/vnd.atlas.2024-08-05+json", "2024-08-05")]
    [InlineData("application/vnd.atlas.2024-10-23+json", "2024-08-05")]
    [InlineData("application/vnd.atlas.2026-01-01+json", "2024-08-05")]
    public async Task A_newer_date_is_served_by_the_newest_older_version(string accept, string served)
    {
        await using var host = await AtlasHost.StartAsync();
        using var response = await host.SendAsync(HttpMethod.Get, $"{host.ProjectPath}/clusters", accept: accept);

        Assert.Equal($"application/vnd.atlas.{served}+json;charset=utf-8", response.Content.Headers.ContentType!.ToString().Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("application/json", 406, "INVALID_VERSION_DATE")]
    [InlineData("*/*", 406, "INVALID_VERSION_DATE")]
    [InlineData("application/vnd.atlas.2022-12-31+json", 406, "INVALID_VERSION_DATE")]
    [InlineData("application/vnd.atlas.2024-02-30+json", 406, "INVALID_VERSION_DATE")]
    [InlineData("application/vnd.atlas.2023-02-01+json", 410, "VERSION_GONE")]
    public async Task A_missing_unknown_or_removed_version_is_refused(string accept, int status, string code)
    {
        await using var host = await AtlasHost.StartAsync();
        using var response = await host.SendAsync(HttpMethod.Get, $"{host.ProjectPath}/clusters", accept: accept);

        Assert.Equal(code, (await AtlasHost.ReadAsync(response, (HttpStatusCode)status))["errorCode"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_date_before_the_first_version_of_an_operation_is_no_version_of_it()
    {
        await using var host = await AtlasHost.StartAsync();
        await host.RefusedAsync(406, "INVALID_VERSION_DATE", HttpMethod.Get, $"{host.ProjectPath}/flexClusters", accept: "application/vnd.atlas.2024-08-05+json");
    }

    [Fact]
    public async Task Authentication_is_checked_before_the_API_version()
    {
        await using var host = await AtlasHost.StartAsync();
        using var response = await host.Anonymous().GetAsync($"{host.ProjectPath}/clusters");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task A_deprecated_version_says_when_it_ends()
    {
        await using var host = await AtlasHost.StartAsync("encrypted");
        using var old = await host.SendAsync(HttpMethod.Patch, $"{host.ProjectPath}/clusters/ledger", new { paused = true }, "application/vnd.atlas.2024-08-05+json");
        Assert.Equal("Mon, 1 Mar 2027 00:00:00 GMT", old.Headers.GetValues("Sunset").Single());
        Assert.Equal("Wed, 23 Oct 2024 00:00:00 GMT", old.Headers.GetValues("Deprecation").Single());

        using var current = await host.SendAsync(HttpMethod.Get, $"{host.ProjectPath}/clusters");
        Assert.False(current.Headers.Contains("Sunset"));
    }

    [Fact]
    public async Task Paths_are_tolerant_of_a_trailing_slash_and_clear_about_the_rest()
    {
        await using var host = await AtlasHost.StartAsync("enabled");
        await host.GetAsync($"{host.EncryptionPath}/");
        await host.RefusedAsync(404, "RESOURCE_NOT_FOUND", HttpMethod.Get, $"{host.ProjectPath}/nothing");
        await host.RefusedAsync(405, "METHOD_NOT_ALLOWED", HttpMethod.Put, host.EncryptionPath, new { });
    }

    [Theory]
    [InlineData("{", "MALFORMED_JSON")]
    [InlineData("", "MALFORMED_JSON")]
    [InlineData("[]", "INVALID_JSON")]
    [InlineData("{\"azure\":{}}", "INVALID_ATTRIBUTE")]
    [InlineData("{\"azureKeyVault\":[]}", "INVALID_JSON_ATTRIBUTE")]
    [InlineData("{\"azureKeyVault\":{\"valid\":true}}", "ATTRIBUTE_READ_ONLY")]
    [InlineData("{\"azureKeyVault\":{\"keyId\":\"x\"}}", "INVALID_ATTRIBUTE")]
    [InlineData("{\"azureKeyVault\":{\"requirePrivateNetworking\":\"true\"}}", "INVALID_JSON_ATTRIBUTE")]
    [InlineData("{\"azureKeyVault\":{\"subscriptionID\":\"mine\"}}", "INVALID_JSON_ATTRIBUTE")]
    public async Task Bodies_are_checked_before_anything_else_happens(string body, string code)
    {
        await using var host = await AtlasHost.StartAsync("enabled");
        var before = WorldState.Of(host.World.World).ToJsonString();
        await host.RefusedAsync(400, code, HttpMethod.Patch, host.EncryptionPath, body);

        Assert.Equal(before, WorldState.Of(host.World.World).ToJsonString());
    }

    [Fact]
    public async Task A_body_that_is_not_called_JSON_is_not_read()
    {
        await using var host = await AtlasHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Patch, host.EncryptionPath);
        request.Headers.Accept.ParseAdd(AtlasHost.Oldest);
        request.Content = new StringContent("{}", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var response = await host.Client().SendAsync(request);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Pages_lead_to_each_other_and_counts_may_lie()
    {
        await using var host = await AtlasHost.StartAsync(options: new SandboxOptions { Projects = 5, InexactCounts = true });
        var seen = new List<string>();
        for (var path = "/api/atlas/v2/groups?itemsPerPage=2"; path is not null;)
        {
            var page = await host.GetAsync(path);
            Assert.Equal(2, page["totalCount"]!.GetValue<int>());
            seen.AddRange(page["results"]!.AsArray().Select(p => p!["id"]!.GetValue<string>()));
            path = page["links"]!.AsArray().SingleOrDefault(l => l!["rel"]!.GetValue<string>() == "next")?["href"]!.GetValue<string>();
        }

        Assert.Equal(host.World.World.Projects.Select(p => p.Id), seen);
        var beyond = await host.GetAsync("/api/atlas/v2/groups?itemsPerPage=500&pageNum=9&includeCount=false");
        Assert.Empty(beyond["results"]!.AsArray());
        Assert.Equal(0, beyond["totalCount"]!.GetValue<int>());
        await host.RefusedAsync(400, "INVALID_QUERY_PARAMETER", HttpMethod.Get, "/api/atlas/v2/groups?itemsPerPage=501");
    }

    /// <summary>As recorded for events: a full page had a link to itself only.</summary>
    [Fact]
    public async Task A_page_that_counts_nothing_does_not_link_to_the_next()
    {
        await using var host = await AtlasHost.StartAsync(options: new SandboxOptions { Projects = 5 });
        var page = await host.GetAsync("/api/atlas/v2/groups?itemsPerPage=2&includeCount=false");

        Assert.Equal(["self"], page["links"]!.AsArray().Select(link => $"{link!["rel"]}"));
        Assert.Equal((2, 0), (page["results"]!.AsArray().Count, page["totalCount"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Answers_contain_undocumented_fields()
    {
        await using var host = await AtlasHost.StartAsync("active");
        Assert.True((await host.GetAsync(host.EncryptionPath)).ContainsKey("sandboxUnknownField"));
        Assert.True((await host.GetAsync(host.EndpointsPath))["results"]![0]!.AsObject().ContainsKey("sandboxUnknownField"));
    }

    [Fact]
    public async Task An_envelope_holds_the_status_too()
    {
        await using var host = await AtlasHost.StartAsync();
        var wrapped = await host.GetAsync($"{host.ProjectPath}?envelope=true");
        Assert.Equal(200, wrapped["status"]!.GetValue<int>());
        Assert.Equal(host.World.Project.Id, wrapped["content"]!["id"]!.GetValue<string>());

        var list = await host.GetAsync("/api/atlas/v2/groups?envelope=true");
        Assert.Equal(200, list["status"]!.GetValue<int>());
        Assert.Single((JsonArray)list["results"]!);
    }

    [Fact]
    public async Task Errors_without_a_cause_in_this_world_come_when_they_are_asked_for()
    {
        await using var host = await AtlasHost.StartAsync("private");
        host.World.Command("refuse", new { errorCode = "UNEXPECTED_ERROR", status = 500, method = "POST", path = "/privateEndpoints" });
        await host.GetAsync(host.EndpointsPath);
        await host.RefusedAsync(500, "UNEXPECTED_ERROR", HttpMethod.Post, host.EndpointsPath, new { regionName = "US_EAST" });
        Assert.Empty(host.World.Project.Endpoints);
        using var second = await host.SendAsync(HttpMethod.Post, host.EndpointsPath, new { regionName = "US_EAST" });
        Assert.Equal(HttpStatusCode.Accepted, second.StatusCode);

        host.World.Command("refuse", new { errorCode = "SERVICE_UNAVAILABLE", status = 503, retryAfter = 7 });
        using var unavailable = await host.SendAsync(HttpMethod.Get, host.EndpointsPath);
        Assert.Equal(7, unavailable.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
    }

    [Fact]
    public async Task During_an_upgrade_Atlas_is_read_only()
    {
        await using var host = await AtlasHost.StartAsync("private");
        host.World.Command("setUpgrading", new { upgrading = true });
        await host.GetAsync(host.EncryptionPath);
        await host.RefusedAsync(405, "WRITES_NOT_ALLOWED_DURING_APP_UPGRADES", HttpMethod.Post, host.EndpointsPath, new { regionName = "US_EAST" });
        Assert.Empty(host.World.Project.Endpoints);
    }
}
