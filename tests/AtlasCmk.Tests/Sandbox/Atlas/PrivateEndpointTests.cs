using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class PrivateEndpointTests
{
    [Fact]
    public async Task An_endpoint_goes_all_its_way_on_the_wire()
    {
        await using var host = await AtlasHost.StartAsync("private");
        var created = await CreateAsync(host, "US_CENTRAL");
        var path = $"{host.EndpointsPath}/{created["id"]}";
        Assert.Equal("INITIATING", created["status"]!.GetValue<string>());
        Assert.False(created.ContainsKey("privateEndpointConnectionName"));
        await host.RefusedAsync(400, "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETE_BLOCKED_DURING_PROVISIONING", HttpMethod.Delete, path);

        host.World.Pass(host.World.World.Durations.Provisioning);
        var pending = await host.GetAsync(path);
        Assert.Equal("PENDING_ACCEPTANCE", pending["status"]!.GetValue<string>());
        Assert.NotNull(host.World.Vault.FindConnection(pending["privateEndpointConnectionName"]!.GetValue<string>()));

        using (var deleted = await host.SendAsync(HttpMethod.Delete, path, """{"cloudProvider":"AZURE","regions":["US_CENTRAL"]}"""))
        {
            Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
            Assert.Empty(await deleted.Content.ReadAsStringAsync());
        }

        Assert.Equal("DELETING", (await host.GetAsync(path))["status"]!.GetValue<string>());
        host.World.Pass(host.World.World.Durations.Deletion);
        await host.RefusedAsync(404, "RESOURCE_NOT_FOUND", HttpMethod.Get, path);
        Assert.Empty((await host.GetAsync(host.EndpointsPath))["results"]!.AsArray());
    }

    [Fact]
    public async Task Whatever_blocks_an_endpoint_is_reported()
    {
        await using var host = await AtlasHost.StartAsync();
        Task Refused(int status, string code, object body) => host.RefusedAsync(status, code, HttpMethod.Post, host.EndpointsPath, body);
        await Refused(400, "ENCRYPTION_AT_REST_NOT_ENABLED", new { regionName = "US_EAST" });

        AtlasCmk.Sandbox.World.WorldStages.Apply(host.World.World, "enabled");
        await Refused(400, "VALIDATION_ERROR", new { regionName = "US_EAST" });

        await host.PatchAsync(host.EncryptionPath, """{"azureKeyVault":{"requirePrivateNetworking":true}}""");
        await Refused(400, "MISSING_ATTRIBUTE", new { });
        await Refused(400, "INVALID_REGION", new { regionName = "US_EAST_1" });
        await Refused(400, "ATTRIBUTE_READ_ONLY", new { regionName = "US_EAST", status = "ACTIVE" });
        await Refused(400, "VALIDATION_ERROR", new { regionName = "US_EAST", cloudProvider = "AWS" });
        Assert.Empty(host.World.Project.Endpoints);
        await CreateAsync(host, "US_EAST");
        await Refused(409, "VALIDATION_ERROR", new { regionName = "US_EAST" });
        Assert.Single(host.World.Project.Endpoints);
    }

    [Fact]
    public async Task Providers_are_written_as_the_description_has_them()
    {
        await using var host = await AtlasHost.StartAsync("active");
        Assert.Equal(3, (await host.GetAsync(host.EndpointsPath))["results"]!.AsArray().Count);
        Assert.Empty((await host.GetAsync(host.EndpointsPath.Replace("AZURE", "AWS", StringComparison.Ordinal)))["results"]!.AsArray());
        await host.RefusedAsync(400, "INVALID_PROVIDER", HttpMethod.Get, host.EndpointsPath.Replace("AZURE", "azure", StringComparison.Ordinal));
        await host.RefusedAsync(400, "INVALID_PATH_PARAMETER", HttpMethod.Get, $"{host.EndpointsPath}/nonsense");
    }

    [Fact]
    public async Task A_rejected_endpoint_reports_its_recreation()
    {
        await using var host = await AtlasHost.StartAsync("active");
        var endpoint = host.World.Endpoint("EUROPE_WEST");
        host.World.World.Do(() => host.World.World.Endpoints.Decide(endpoint.Connection!, "Rejected", "no"));
        host.World.Pass(host.World.World.Durations.Notice);

        var seen = await host.GetAsync($"{host.EndpointsPath}/{endpoint.Id}");
        Assert.Equal("PENDING_RECREATION", seen["status"]!.GetValue<string>());
        Assert.Equal("Connection request removed, recreating endpoint", seen["errorMessage"]!.GetValue<string>());
    }

    private static async Task<JsonObject> CreateAsync(AtlasHost host, string region) =>
        await AtlasHost.ReadAsync(await host.SendAsync(HttpMethod.Post, host.EndpointsPath, new { regionName = region }), HttpStatusCode.Accepted);
}
