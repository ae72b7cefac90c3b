using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>A cluster with the recorded fields. Fields that this world does not model have the value of a new cluster.</summary>
internal static class ClusterView
{
    public const string ServerVersion = "8.0.29";

    private const string MajorVersion = "8.0";

    public static JsonObject Of(AtlasApiRequest request, Cluster cluster)
    {
        var view = Common(request, cluster);
        if (!cluster.IsTenant)
        {
            view["advancedConfiguration"] = new JsonObject
            {
                ["customOpensslCipherConfigTls12"] = new JsonArray(),
                ["customOpensslCipherConfigTls13"] = new JsonArray(),
                ["minimumEnabledTlsProtocol"] = "TLS1_2",
                ["tlsCipherConfigMode"] = "DEFAULT",
            };
        }

        if (cluster.IsSharded)
        {
            view["configServerManagementMode"] = "ATLAS_MANAGED";
            view["configServerType"] = "EMBEDDED";
        }

        return view;
    }

    private static JsonObject Common(AtlasApiRequest request, Cluster cluster) => new()
    {
        ["adaptiveCapacity"] = null,
        ["backupEnabled"] = cluster.BackupEnabled,
        // Recorded in lowercase, which the published description does not allow.
        ["biConnector"] = new JsonObject { ["enabled"] = false, ["readPreference"] = "SECONDARY" },
        ["clusterType"] = cluster.ClusterType,
        ["connectionStrings"] = ConnectionStrings.Of(cluster),
        ["createDate"] = cluster.Created.ToAtlas(),
        ["diskWarmingMode"] = "FULLY_WARMED",
        ["effectiveDatabaseEdition"] = "CORE",
        ["effectiveReplicationSpecs"] = Specs(cluster, Region),
        ["encryptionAtRestProvider"] = cluster.EncryptionAtRestProvider,
        ["featureCompatibilityVersion"] = MajorVersion,
        ["globalClusterSelfManagedSharding"] = false,
        ["groupId"] = cluster.Project.Id,
        ["id"] = cluster.Id,
        ["internalClusterRole"] = cluster.InternalRole,
        ["labels"] = new JsonArray(),
        ["links"] = Links(request, cluster),
        ["mongoDBMajorVersion"] = MajorVersion,
        ["mongoDBVersion"] = ServerVersion,
        ["name"] = cluster.Name,
        ["paused"] = cluster.Paused,
        ["pitEnabled"] = cluster.PointInTimeEnabled,
        ["redactClientLogData"] = false,
        ["replicationSpecs"] = Specs(cluster, RegionWithEffectiveSpecs),
        ["retainBackups"] = false,
        ["rootCertType"] = "ISRGROOTX1",
        ["stateName"] = cluster.StateName,
        ["tags"] = Tags.View(cluster.Tags),
        ["terminationProtectionEnabled"] = cluster.TerminationProtectionEnabled,
        ["useAwsTimeBasedSnapshotCopyForFastInitialSync"] = false,
        ["versionReleaseSystem"] = "LTS",
        ["sandboxUnknownField"] = true,
    };

    private static JsonArray Links(AtlasApiRequest request, Cluster cluster)
    {
        var self = request.AddressOf($"/groups/{cluster.Project.Id}/clusters/{cluster.Name}");
        return new(
            new JsonObject { ["href"] = self, ["rel"] = "self" },
            new JsonObject { ["href"] = self + "/backup/restoreJobs", ["rel"] = "https://cloud.mongodb.com/restoreJobs" },
            new JsonObject { ["href"] = self + "/backup/snapshots", ["rel"] = "https://cloud.mongodb.com/snapshots" });
    }

    private static JsonArray Specs(Cluster cluster, Func<RegionConfig, JsonObject> region) => cluster.HidesNodes ? [] : new([.. cluster.Shards.Select(shard => new JsonObject
    {
        ["id"] = shard.Id,
        ["zoneId"] = shard.ZoneId,
        ["zoneName"] = shard.ZoneName,
        ["regionConfigs"] = new JsonArray([.. shard.Regions.Select(region)]),
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
            view["electableSpecs"] = new JsonObject { ["instanceSize"] = region.InstanceSize, ["effectiveInstanceSize"] = region.InstanceSize, ["diskSizeGB"] = 0.5 };
            return view;
        }

        view["autoScaling"] = new JsonObject
        {
            ["compute"] = new JsonObject { ["enabled"] = false, ["scaleDownEnabled"] = false },
            ["diskGB"] = new JsonObject { ["enabled"] = false },
        };
        view["electableSpecs"] = Nodes(region, region.ElectableNodes);
        view["readOnlySpecs"] = Nodes(region, region.ReadOnlyNodes);
        view["analyticsSpecs"] = Nodes(region, region.AnalyticsNodes);
        return view;
    }

    private static JsonObject RegionWithEffectiveSpecs(RegionConfig region)
    {
        var view = Region(region);
        if (region.ProviderName != "TENANT")
        {
            view["effectiveElectableSpecs"] = Nodes(region, region.ElectableNodes);
            view["effectiveReadOnlySpecs"] = Nodes(region, region.ReadOnlyNodes);
            view["effectiveAnalyticsSpecs"] = Nodes(region, region.AnalyticsNodes);
        }

        return view;
    }

    /// <summary>In the recordings, Azure has a throughput and AWS has a volume type.</summary>
    private static JsonObject Nodes(RegionConfig region, int count)
    {
        var view = new JsonObject
        {
            ["instanceSize"] = region.InstanceSize,
            ["diskIOPS"] = region.ProviderName == "AZURE" ? 3500 : 3000,
            ["diskSizeGB"] = 32.0,
            ["nodeCount"] = count,
        };
        switch (region.ProviderName)
        {
            case "AZURE":
                view["diskThroughput"] = 125;
                break;
            case "AWS":
                view["ebsVolumeType"] = "STANDARD";
                break;
        }

        return view;
    }
}
