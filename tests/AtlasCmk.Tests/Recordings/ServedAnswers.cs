using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;
using AtlasCmk.Tests.Contracts;
using Xunit;

namespace AtlasCmk.Tests.Recordings;

/// <summary>The Sandbox's answers to requests such as those that were recorded: one Sandbox for all tests.</summary>
public sealed class ServedAnswers : IAsyncLifetime
{
    private const string Reading = "2024-08-05";
    private const string Writing = "2024-10-23";
    private const string Deleting = "2023-02-01";

    private readonly List<RecordedAnswer> _answers = [];
    private SandboxWire _wire = null!;

    internal IReadOnlyList<RecordedAnswer> All => _answers;

    public async Task InitializeAsync()
    {
        if (RecordingFiles.WhyAbsent is not null)
        {
            return;
        }

        _wire = await SandboxWire.StartAsync("encrypted", new SandboxOptions { Projects = 3, Mixed = true });
        await ProjectsAsync();
        await ClustersAsync();
        await SnapshotsAsync();
        await RefusalsAsync();
        await EventsAsync();
    }

    public async Task DisposeAsync()
    {
        if (_wire is not null)
        {
            await _wire.DisposeAsync();
        }
    }

    private async Task ProjectsAsync()
    {
        _wire.Command("setBackupCompliancePolicy", """{"encryptionAtRestEnabled":false}""");
        await AskAsync("listGroups", "/api/atlas/v2/groups");
        await AskAsync("listOrgs", "/api/atlas/v2/orgs");
        await AskAsync("getGroup", _wire.Project);
        await AskAsync("getGroupBackupCompliancePolicy", $"{_wire.Project}/backupCompliancePolicy", "2023-10-01");
        await AskAsync("createGroupCloudProviderAccess", $"{_wire.Project}/cloudProviderAccess", method: "POST", body: """{"providerName":"AWS"}""");
        await AskAsync("listGroupCloudProviderAccess", $"{_wire.Project}/cloudProviderAccess");
    }

    private async Task ClustersAsync()
    {
        var clusters = $"{_wire.Project}/clusters";
        foreach (var (name, type, shards, region) in new[]
        {
            ("new-azure", "REPLICASET", 1, """{"providerName":"AZURE","regionName":"US_EAST_2","priority":7,"electableSpecs":{"instanceSize":"M10","nodeCount":3}}"""),
            ("new-aws", "REPLICASET", 1, """{"providerName":"AWS","regionName":"US_EAST_1","priority":7,"electableSpecs":{"instanceSize":"M10","nodeCount":3}}"""),
            ("new-sharded", "SHARDED", 2, """{"providerName":"AWS","regionName":"EU_WEST_1","priority":7,"electableSpecs":{"instanceSize":"M30","nodeCount":3}}"""),
            ("new-free", "REPLICASET", 1, """{"providerName":"TENANT","backingProviderName":"AWS","regionName":"US_EAST_1","priority":7,"electableSpecs":{"instanceSize":"M0"}}"""),
        })
        {
            var tags = name is "new-sharded" or "new-free" ? ""","tags":[{"key":"env","value":"test"}]""" : "";
            var specs = string.Join(',', Enumerable.Repeat($$"""{"regionConfigs":[{{region}}]}""", shards));
            await AskAsync("createGroupCluster", clusters, Writing, "POST", $$"""{"name":"{{name}}","clusterType":"{{type}}","replicationSpecs":[{{specs}}]{{tags}}}""", 201);
            await AskAsync("getGroupCluster", $"{clusters}/{name}", Reading);
        }

        _wire.Clock.Advance(TimeSpan.FromMinutes(10));
        await AskAsync("updateGroupCluster", $"{clusters}/new-sharded", Writing, "PATCH", """{"backupEnabled":true}""");
        foreach (var name in new[] { "new-azure", "new-aws", "new-sharded", "new-free", "reports" })
        {
            await AskAsync("getGroupCluster", $"{clusters}/{name}", Reading);
        }

        await AskAsync("listGroupClusters", clusters, Reading);
        await AskAsync("listGroupFlexClusters", $"{_wire.Project}/flexClusters", "2024-11-13");
        _wire.Command("addCluster", """{"kind":"search","name":"finder"}""");
        await AskAsync("getGroupClusterSearchDeployment", $"{clusters}/finder/search/deployment", "2025-03-12");
        await AskAsync("getGroupClusterSearchDeployment", $"{clusters}/orders/search/deployment", "2025-03-12");
    }

    private async Task SnapshotsAsync()
    {
        var snapshots = $"{_wire.Project}/clusters/reports/backup/snapshots";
        foreach (var status in new[] { "inProgress", "completed" })
        {
            var id = _wire.Command("addSnapshot", new { name = "reports", status, snapshotType = "onDemand", frequencyType = "ondemand", description = "before the move" })["id"];
            await AskAsync("getGroupClusterBackupSnapshot", $"{snapshots}/{id}");
        }

        await AskAsync("listGroupClusterBackupSnapshots", snapshots);
    }

    /// <summary>Recorded events name API keys, and no service account: an API key makes one here.</summary>
    private async Task EventsAsync()
    {
        var world = _wire.Server.World;
        world.Do(() => world.Feed.Write(world.Projects[0], EventTypes.ConfigurationUpdated, caller: world.Feed.CallerOf(world.Credentials[0], "203.0.113.7")));
        await AskAsync("listGroupEvents", $"{_wire.Project}/events?includeCount=false");
    }

    private async Task RefusalsAsync()
    {
        await AskAsync("getGroupCluster", $"{_wire.Project}/clusters/none", Reading, expected: 404);
        await AskAsync("getGroupCluster", $"{_wire.Project}/clusters/playground", Reading, expected: 400);
        await AskAsync("deleteGroupCluster", $"{_wire.Project}/clusters/playground", Deleting, "DELETE", expected: 400);
        _wire.Command("setCluster", """{"name":"new-aws","terminationProtection":true}""");
        await AskAsync("deleteGroupCluster", $"{_wire.Project}/clusters/new-aws", Deleting, "DELETE", expected: 400);
        await AskAsync("deleteGroupCluster", $"{_wire.Project}/clusters/new-azure", Deleting, "DELETE", expected: 202);
        foreach (var (operation, method, path) in RecordedAnswer.All.Where(a => a.Status == 401 && a.OperationId is not null).Select(a => (a.OperationId!, a.Method, a.Path)).Distinct())
        {
            await AskAsync(operation, path, method: method, expected: 401, body: method is "POST" ? "{}" : null, anonymous: true);
        }
    }

    private async Task AskAsync(string operation, string path, string version = "2023-01-01", string method = "GET", string? body = null, int expected = 200, bool anonymous = false)
    {
        var type = $"application/vnd.atlas.{version}+json";
        using var request = new HttpRequestMessage(new(method), path);
        request.Headers.Authorization = anonymous ? null : new("Bearer", await _wire.AtlasTokenAsync());
        request.Headers.Accept.ParseAdd(type);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, MediaTypeHeaderValue.Parse(type));
        using var response = await _wire.SendAsync(request);
        // Before the body is read, which parses one of them.
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).ToDictionary(h => h.Key, h => h.Value.ToString());
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == (int)response.StatusCode, $"{method} {path}: {(int)response.StatusCode} {text}");
        _answers.Add(new(operation, "Sandbox", method, path, (int)response.StatusCode, headers, text.Length == 0 ? null : JsonNode.Parse(text)));
    }
}
