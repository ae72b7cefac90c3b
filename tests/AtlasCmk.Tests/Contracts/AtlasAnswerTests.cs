using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>The Atlas face against the published description: every operation of it, in every version.</summary>
public sealed class AtlasAnswerTests
{
    private const string V2024August = "application/vnd.atlas.2024-08-05+json";
    private const string V2024October = "application/vnd.atlas.2024-10-23+json";
    private const string Limits = "application/vnd.atlas.2025-03-12+json";

    private static readonly SandboxOptions s_rich = new() { Projects = 5, Mixed = true, SnapshotsNameTheirKey = true };

    [ContractFact]
    public async Task Every_published_operation_is_there_and_answers_as_described()
    {
        await using var wire = await SandboxWire.StartAsync("encrypted", s_rich);
        await ProjectsAsync(wire);
        await EncryptionAsync(wire);
        await ClustersAsync(wire);
        await SnapshotsAsync(wire);
        await RolesAsync(wire);
        var token = await wire.TokenAsync();
        await wire.FormAsync("/api/oauth/revoke", $"token={token}&token_type_hint=access_token");

        wire.AssertDescribed();
        Assert.Equal(
            Published.Atlas.Operations.Select(o => o.Id).Order(StringComparer.Ordinal),
            Published.OperationsIn(wire.Server.Exchanges).Order(StringComparer.Ordinal));
    }

    [ContractFact]
    public async Task Endpoints_look_as_described_in_every_state()
    {
        await using var wire = await SandboxWire.StartAsync("active");
        foreach (var status in new[] { "INITIATING", "PENDING_ACCEPTANCE", "ACTIVE", "FAILED", "PENDING_RECREATION", "DELETING" })
        {
            wire.Command("setEndpoint", new { region = "US_CENTRAL", status, errorMessage = "why" });
            var list = (await wire.AtlasAsync("GET", wire.Endpoints))!["results"]!.AsArray();
            Assert.Contains(list, endpoint => endpoint!["status"]!.GetValue<string>() == status);
        }

        wire.AssertDescribed();
    }

    [ContractFact]
    public async Task Lists_look_as_described_on_every_page()
    {
        await using var wire = await SandboxWire.StartAsync(options: s_rich);
        foreach (var path in new[] { "/api/atlas/v2/groups", $"{wire.Project}/clusters", $"{wire.Project}/flexClusters", $"{wire.Endpoints}", $"{wire.Project}/clusters/orders/backup/snapshots" })
        {
            foreach (var query in new[] { "?itemsPerPage=1", "?itemsPerPage=2&pageNum=2", "?pageNum=99", "?includeCount=false", "?pretty=true" })
            {
                await wire.AtlasAsync("GET", path + query, accept: Published.Atlas.Find("GET", path)!.VersionedTypes.First());
            }
        }

        wire.AssertDescribed();
    }

    private static async Task ProjectsAsync(SandboxWire wire)
    {
        await wire.AtlasAsync("GET", "/api/atlas/v2/groups");
        await wire.AtlasAsync("GET", wire.Project);
        await wire.AtlasAsync("GET", "/api/atlas/v2/rateLimits", accept: Limits);
        wire.Command("setRateLimit", """{"set":"encryptionAtRest","capacity":100}""");
        await wire.AtlasAsync("GET", "/api/atlas/v2/rateLimits/encryptionAtRest", accept: Limits);
        await wire.AtlasAsync("GET", $"{wire.Project}/backupCompliancePolicy", expected: 404);
        wire.Command("setBackupCompliancePolicy", """{"encryptionAtRestEnabled":false}""");
        await EachVersionAsync(wire, $"{wire.Project}/backupCompliancePolicy");
    }

    private static async Task EncryptionAsync(SandboxWire wire)
    {
        await wire.AtlasAsync("GET", wire.Encryption);
        await wire.AtlasAsync("PATCH", wire.Encryption, """{"enabledForSearchNodes":true}""");
        await wire.AtlasAsync("PATCH", wire.Encryption,
            """{"awsKms":{"enabled":true,"customerMasterKeyID":"k","region":"US_EAST_1","secretAccessKey":"s","accessKeyID":"019dd98d94b4bb778e7552e4"}"""
            + ""","googleCloudKms":{"enabled":true,"keyVersionResourceID":"k","serviceAccountKey":"s"}}""");
        var created = await wire.AtlasAsync("POST", wire.Endpoints, """{"regionName":"US_WEST"}""", expected: 202);
        wire.Command("setEndpoint", """{"region":"US_WEST","status":"FAILED","errorMessage":"No capacity."}""");
        await wire.AtlasAsync("GET", wire.Endpoints);
        await wire.AtlasAsync("GET", $"{wire.Endpoints}/{created!["id"]}");
        await wire.AtlasAsync("DELETE", $"{wire.Endpoints}/{created["id"]}", expected: 204);
    }

    private static async Task ClustersAsync(SandboxWire wire)
    {
        var clusters = $"{wire.Project}/clusters";
        await wire.AtlasAsync("GET", clusters, accept: V2024August);
        await wire.AtlasAsync("GET", $"{clusters}/ledger", accept: V2024August);
        await wire.AtlasAsync("PATCH", $"{clusters}/ledger", """{"encryptionAtRestProvider":"AZURE"}""", V2024October);
        await wire.AtlasAsync("PATCH", $"{clusters}/payments", """{"backupEnabled":true}""", V2024August);
        var region = new
        {
            providerName = "AZURE",
            regionName = "US_EAST_2",
            priority = 7,
            electableSpecs = new { instanceSize = "M10", nodeCount = 3 },
            readOnlySpecs = new { instanceSize = "M10", nodeCount = 1 },
        };
        foreach (var (name, version) in new[] { ("one", V2024October), ("two", V2024August) })
        {
            await wire.AtlasAsync("POST", clusters,
                new { name, clusterType = "REPLICASET", replicationSpecs = new[] { new { regionConfigs = new[] { region } } } }, version, expected: 201);
        }

        wire.Command("addCluster", """{"kind":"search","name":"finder","size":"M30"}""");
        wire.Command("addCluster", """{"kind":"gcp","name":"elsewhere","size":"M30"}""");
        await EachVersionAsync(wire, $"{clusters}/finder/search/deployment");
        await wire.AtlasAsync("GET", clusters, accept: V2024August);
        await EachVersionAsync(wire, $"{wire.Project}/flexClusters");
        await EachVersionAsync(wire, $"{wire.Project}/serverless");
    }

    private static async Task SnapshotsAsync(SandboxWire wire)
    {
        foreach (var (cluster, many, one) in new[] { ("orders", "", ""), ("ledger", "/shardedClusters", "/shardedCluster") })
        {
            wire.Command("addSnapshot", new { name = cluster, keyVersion = wire.World.KeyIdentifier[^32..], frequencyType = "yearly", snapshotType = "onDemand" });
            var snapshots = $"{wire.Project}/clusters/{cluster}/backup/snapshots";
            var list = await wire.AtlasAsync("GET", snapshots + many);
            await wire.AtlasAsync("GET", $"{snapshots}{one}/{list!["results"]![0]!["id"]}");
        }
    }

    private static async Task RolesAsync(SandboxWire wire)
    {
        var roles = $"{wire.Project}/cloudProviderAccess";
        var principal = wire.Command("addAzureApplication", new { clientId = WorldSetup.AtlasAzureAppId })["objectId"];
        var role = await wire.AtlasAsync("POST", roles,
            new { providerName = "AZURE", tenantId = wire.World.TenantId, servicePrincipalId = principal, atlasAzureAppId = WorldSetup.AtlasAzureAppId });
        await wire.AtlasAsync("PATCH", $"{roles}/{role!["_id"]}", """{"providerName":"AZURE"}""");
        await wire.AtlasAsync("GET", $"{roles}/{role["_id"]}");
        await wire.AtlasAsync("GET", roles);
    }

    private static async Task EachVersionAsync(SandboxWire wire, string path)
    {
        foreach (var version in Published.Atlas.Find("GET", path)!.VersionedTypes)
        {
            await wire.AtlasAsync("GET", path, accept: version);
        }
    }
}
