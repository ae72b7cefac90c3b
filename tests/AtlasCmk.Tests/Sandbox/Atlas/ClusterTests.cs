using System.Net;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class ClusterTests
{
    private const string Azure = """{"encryptionAtRestProvider":"AZURE"}""";

    [Fact]
    public async Task Encrypting_a_cluster_needs_one_field_and_some_time()
    {
        await using var host = await AtlasHost.StartAsync("active");
        var path = Path(host, "ledger");
        Assert.Equal("UPDATING", (await host.PatchAsync(path, Azure))["stateName"]!.GetValue<string>());
        host.World.Pass(host.World.World.Durations.ClusterUpdate);

        var seen = await host.GetAsync(path);
        Assert.Equal(("IDLE", "AZURE"), (seen["stateName"]!.GetValue<string>(), seen["encryptionAtRestProvider"]!.GetValue<string>()));
        Assert.Equal(["AZURE"], Regions(seen).Select(r => r["providerName"]!.GetValue<string>()).Distinct());
        Assert.Equal(2, seen["replicationSpecs"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_cluster_is_deleted_in_its_time_and_not_twice()
    {
        await using var host = await AtlasHost.StartAsync("fresh");
        var path = Path(host, "ledger");
        await AtlasHost.ReadAsync(await host.SendAsync(HttpMethod.Delete, path), HttpStatusCode.Accepted);

        Assert.Equal("DELETING", (await host.GetAsync(path))["stateName"]!.GetValue<string>());
        await host.RefusedAsync(400, "CLUSTER_ALREADY_REQUESTED_DELETION", HttpMethod.Delete, path);
        host.World.Pass(host.World.World.Durations.ClusterUpdate);
        await host.RefusedAsync(404, "CLUSTER_NOT_FOUND", HttpMethod.Get, path);
    }

    [Theory]
    [InlineData("trial", 400, "CANNOT_USE_ENCRYPTION_AT_REST_TENANT")]
    [InlineData("playground", 400, "CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API")]
    [InlineData("archive", 409, "CANNOT_UPDATE_PAUSED_CLUSTER")]
    [InlineData("reports", 400, "ENCRYPTION_AT_REST_PROVIDER_NOT_SUPPORTED")]
    [InlineData("global", 409, "CANNOT_UPDATE_PAUSED_CLUSTER")]
    [InlineData("nothing", 404, "CLUSTER_NOT_FOUND")]
    public async Task Clusters_that_cannot_be_encrypted_say_why(string name, int status, string code)
    {
        await using var host = await AtlasHost.StartAsync("active", new SandboxOptions { Mixed = true });
        await host.RefusedAsync(status, code, HttpMethod.Patch, Path(host, name), Azure);
    }

    [Fact]
    public async Task Other_clouds_may_use_the_vault_over_the_public_network()
    {
        await using var host = await AtlasHost.StartAsync("enabled", new SandboxOptions { Mixed = true });
        await host.PatchAsync(Path(host, "reports"), Azure);
        await host.PatchAsync(Path(host, "global"), Azure);
    }

    [Theory]
    [InlineData("fresh", 400, "ENCRYPTION_AT_REST_NOT_ENABLED")]
    [InlineData("pending", 409, "REGION_UNAVAILABLE")]
    public async Task The_project_must_be_ready(string stage, int status, string code)
    {
        await using var host = await AtlasHost.StartAsync(stage);
        await host.RefusedAsync(status, code, HttpMethod.Patch, Path(host, "orders"), Azure);
        Assert.Equal("NONE", host.World.Cluster("orders").EncryptionAtRestProvider);
    }

    [Fact]
    public async Task Every_region_of_a_cluster_needs_its_own_endpoint()
    {
        await using var host = await AtlasHost.StartAsync("active");
        host.World.Command("removeEndpoint", new { region = "US_CENTRAL" });

        var error = await host.RefusedAsync(409, "REGION_UNAVAILABLE", HttpMethod.Patch, Path(host, "ledger"), Azure);
        Assert.Equal("US_CENTRAL", error["parameters"]![0]!.GetValue<string>());
        await host.PatchAsync(Path(host, "orders"), Azure);
    }

    [Theory]
    [InlineData("""{"encryptionAtRestProvider":"AWS"}""", 409, "CANNOT_CHANGE_ENCRYPTION_AT_REST_PROVIDER")]
    [InlineData("""{"encryptionAtRestProvider":"azure"}""", 400, "INVALID_ENCRYPTION_AT_REST_PROVIDER")]
    [InlineData("""{"encryptionAtRestProvider":null}""", 400, "MISSING_ENCRYPTION_AT_REST_PROVIDER")]
    [InlineData("""{"encryptionAtRestProvider":"NONE","paused":true}""", 409, "CANNOT_UPDATE_AND_PAUSE_CLUSTER")]
    [InlineData("""{"stateName":"IDLE"}""", 400, "ATTRIBUTE_READ_ONLY")]
    [InlineData("""{"encryption":"NONE"}""", 400, "INVALID_ATTRIBUTE")]
    public async Task Changes_that_make_no_sense_are_refused(string body, int status, string code)
    {
        await using var host = await AtlasHost.StartAsync("encrypted");
        await host.RefusedAsync(status, code, HttpMethod.Patch, Path(host, "orders"), body);
    }

    [Fact]
    public async Task A_key_that_cannot_be_used_locks_the_cluster_either_way()
    {
        await using var host = await AtlasHost.StartAsync("encrypted");
        host.World.Command("setKeyVersion", new { enabled = false });
        await host.RefusedAsync(400, "ENCRYPTION_AT_REST_SETTINGS_INVALID", HttpMethod.Patch, Path(host, "ledger"), Azure);
        await host.RefusedAsync(400, "ENCRYPTION_AT_REST_SETTINGS_INVALID", HttpMethod.Patch, Path(host, "orders"), """{"encryptionAtRestProvider":"NONE"}""");

        host.World.Pass(host.World.World.Durations.ValidationInterval);
        Assert.True((await host.GetAsync(Path(host, "orders")))["paused"]!.GetValue<bool>());
        await host.RefusedAsync(409, "CANNOT_UPDATE_PAUSED_CLUSTER", HttpMethod.Patch, Path(host, "orders"), """{"paused":false}""");
    }

    [Fact]
    public async Task A_paused_cluster_is_woken_first()
    {
        await using var host = await AtlasHost.StartAsync("active", new SandboxOptions { Mixed = true });
        await host.RefusedAsync(409, "CLUSTER_ALREADY_PAUSED", HttpMethod.Patch, Path(host, "archive"), """{"paused":true}""");
        await host.PatchAsync(Path(host, "archive"), """{"paused":false}""");
        await host.PatchAsync(Path(host, "archive"), Azure);
    }

    [Fact]
    public async Task Lists_hold_dedicated_and_flex_clusters_apart_and_no_serverless_ones()
    {
        await using var host = await AtlasHost.StartAsync(options: new SandboxOptions { Mixed = true });
        var dedicated = (await host.GetAsync($"{host.ProjectPath}/clusters"))["results"]!.AsArray().Select(c => c!["name"]!.GetValue<string>());
        Assert.Equal(["orders", "payments", "ledger", "global", "reports", "trial", "archive"], dedicated);
        var flex = (await host.GetAsync($"{host.ProjectPath}/flexClusters"))["results"]![0]!;
        Assert.Equal("FLEX", flex["providerSettings"]!["providerName"]!.GetValue<string>());
        Assert.Empty((await host.GetAsync($"{host.ProjectPath}/serverless"))["results"]!.AsArray());
        Assert.Equal(8, (await host.GetAsync(host.ProjectPath))["clusterCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_new_cluster_is_created_encrypted_where_its_region_has_an_endpoint()
    {
        await using var host = await AtlasHost.StartAsync("active");
        var created = await AtlasHost.ReadAsync(await host.SendAsync(HttpMethod.Post, $"{host.ProjectPath}/clusters", NewCluster("fresh", "EUROPE_WEST")), HttpStatusCode.Created);
        Assert.Equal("CREATING", created["stateName"]!.GetValue<string>());
        host.World.Pass(host.World.World.Durations.ClusterUpdate);
        Assert.Equal(host.World.Key.Identifier, host.World.Cluster("fresh").KeyIdentifier);

        await host.RefusedAsync(409, "REGION_UNAVAILABLE", HttpMethod.Post, $"{host.ProjectPath}/clusters", NewCluster("second", "US_WEST"));
        await host.RefusedAsync(400, "DUPLICATE_CLUSTER_NAME", HttpMethod.Post, $"{host.ProjectPath}/clusters", NewCluster("fresh", "EUROPE_WEST"));
        await host.RefusedAsync(400, "MISSING_ATTRIBUTES", HttpMethod.Post, $"{host.ProjectPath}/clusters", new { name = "third" });
        await host.RefusedAsync(400, "INVALID_JSON_ATTRIBUTE", HttpMethod.Post, $"{host.ProjectPath}/clusters",
            """{"name":"x","clusterType":"REPLICASET","replicationSpecs":[{"regionConfigs":[5]}]}""");
    }

    [Fact]
    public async Task Search_nodes_follow_the_cluster_only_with_the_project_setting()
    {
        await using var host = await AtlasHost.StartAsync("active");
        host.World.Command("addCluster", new { kind = "search", name = "find", encryptionAtRestProvider = "AZURE" });
        var path = $"{Path(host, "find")}/search/deployment";
        Assert.Equal("NONE", (await host.GetAsync(path))["encryptionAtRestProvider"]!.GetValue<string>());

        await host.PatchAsync(host.EncryptionPath, """{"enabledForSearchNodes":true}""");
        Assert.Equal("AZURE", (await host.GetAsync(path))["encryptionAtRestProvider"]!.GetValue<string>());
        await host.RefusedAsync(400, "ATLAS_SEARCH_DEPLOYMENT_DOES_NOT_EXIST", HttpMethod.Get, $"{Path(host, "orders")}/search/deployment", accept: "application/vnd.atlas.2024-05-30+json");
        Assert.False((await host.GetAsync($"{Path(host, "orders")}/search/deployment")).ContainsKey("encryptionAtRestProvider"));
    }

    [Fact]
    public async Task Snapshots_are_asked_for_by_the_type_of_their_cluster()
    {
        await using var host = await AtlasHost.StartAsync();
        var replicaSet = $"{Path(host, "orders")}/backup/snapshots";
        var sharded = $"{Path(host, "ledger")}/backup/snapshots";
        var first = (await host.GetAsync($"{replicaSet}?itemsPerPage=1"))["results"]![0]!;
        Assert.Equal("replicaSet", first["type"]!.GetValue<string>());
        Assert.False(first.AsObject().ContainsKey("masterKeyUUID"));
        Assert.Equal(first["id"]!.GetValue<string>(), (await host.GetAsync($"{replicaSet}/{first["id"]}"))["id"]!.GetValue<string>());

        var whole = (await host.GetAsync($"{sharded}/shardedClusters"))["results"]![0]!;
        Assert.Equal(2, whole["members"]!.AsArray().Count);
        await host.GetAsync($"{sharded}/shardedCluster/{whole["id"]}");

        await host.RefusedAsync(400, "INCORRECT_BACKUP_API_ENDPOINT", HttpMethod.Get, sharded);
        await host.RefusedAsync(400, "INCORRECT_BACKUP_API_ENDPOINT", HttpMethod.Get, $"{replicaSet}/shardedClusters");
        await host.RefusedAsync(404, "SNAPSHOT_NOT_FOUND", HttpMethod.Get, $"{replicaSet}/660000000000000000000000");
        host.World.Command("setCluster", new { name = "orders", backupEnabled = false });
        await host.RefusedAsync(404, "BACKUP_CONFIG_NOT_FOUND", HttpMethod.Get, replicaSet);
    }

    [Fact]
    public async Task Snapshots_name_their_key_if_the_world_has_that_option()
    {
        await using var host = await AtlasHost.StartAsync("encrypted", new SandboxOptions { SnapshotsNameTheirKey = true });
        var snapshots = (await host.GetAsync($"{Path(host, "orders")}/backup/snapshots"))["results"]!.AsArray();

        Assert.Equal(Guid.ParseExact(host.World.Key.Version, "N").ToString(), snapshots[0]!["masterKeyUUID"]!.GetValue<string>());
        Assert.False(snapshots[1]!.AsObject().ContainsKey("masterKeyUUID"));
    }

    private static string Path(AtlasHost host, string cluster) => $"{host.ProjectPath}/clusters/{cluster}";

    private static IEnumerable<JsonNode> Regions(JsonObject cluster) =>
        cluster["replicationSpecs"]!.AsArray().SelectMany(s => s!["regionConfigs"]!.AsArray()).Select(r => r!);

    private static string NewCluster(string name, string region) => $$$"""
        {"name":"{{{name}}}","clusterType":"REPLICASET","encryptionAtRestProvider":"AZURE","backupEnabled":true,"replicationSpecs":[{"regionConfigs":[
          {"providerName":"AZURE","regionName":"{{{region}}}","priority":7,"electableSpecs":{"instanceSize":"M10","nodeCount":3}}]}]}
        """;
}
