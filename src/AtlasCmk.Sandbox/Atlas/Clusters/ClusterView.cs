using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

internal static class ClusterView
{
    public const string ServerVersion = "8.0.12";

    public static JsonObject Of(Cluster cluster) => new()
    {
        ["id"] = cluster.Id,
        ["name"] = cluster.Name,
        ["groupId"] = cluster.Project.Id,
        ["clusterType"] = cluster.ClusterType,
        ["createDate"] = cluster.Created.ToAtlas(),
        ["stateName"] = cluster.StateName,
        ["paused"] = cluster.Paused,
        ["encryptionAtRestProvider"] = cluster.EncryptionAtRestProvider,
        ["backupEnabled"] = cluster.BackupEnabled,
        ["pitEnabled"] = cluster.PointInTimeEnabled,
        ["mongoDBMajorVersion"] = "8.0",
        ["mongoDBVersion"] = ServerVersion,
        ["versionReleaseSystem"] = "LTS",
        ["rootCertType"] = "ISRGROOTX1",
        ["terminationProtectionEnabled"] = false,
        ["internalClusterRole"] = cluster.InternalRole,
        ["labels"] = new JsonArray(),
        ["tags"] = new JsonArray(),
        ["connectionStrings"] = new JsonObject { ["standardSrv"] = $"mongodb+srv://{cluster.Name}.{cluster.Project.Id[..6]}.mongodb.net" },
        ["replicationSpecs"] = Specs(cluster),
        ["effectiveReplicationSpecs"] = Specs(cluster),
        ["sandboxUnknownField"] = true,
    };

    private static JsonArray Specs(Cluster cluster) => cluster.HidesNodes ? [] : new([.. cluster.Shards.Select(shard => new JsonObject
    {
        ["id"] = shard.Id,
        ["zoneId"] = shard.ZoneId,
        ["zoneName"] = shard.ZoneName,
        ["regionConfigs"] = new JsonArray([.. shard.Regions.Select(Region)]),
    })]);

    private static JsonObject Region(RegionConfig region)
    {
        var view = new JsonObject
        {
            ["providerName"] = region.ProviderName,
            ["regionName"] = region.RegionName,
            ["priority"] = region.Priority,
        };
        if (region.ProviderName == "TENANT")
        {
            view["backingProviderName"] = region.BackingProviderName;
            view["electableSpecs"] = new JsonObject { ["instanceSize"] = region.InstanceSize, ["effectiveInstanceSize"] = region.InstanceSize };
            return view;
        }

        view["electableSpecs"] = Nodes(region, region.ElectableNodes);
        view["readOnlySpecs"] = Nodes(region, region.ReadOnlyNodes);
        view["analyticsSpecs"] = Nodes(region, region.AnalyticsNodes);
        return view;
    }

    private static JsonObject Nodes(RegionConfig region, int count) => new()
    {
        ["instanceSize"] = region.InstanceSize,
        ["nodeCount"] = count,
        ["diskSizeGB"] = 32,
    };
}
