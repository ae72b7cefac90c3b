using System.Text.Json.Nodes;
using static AtlasCmk.Tests.Recordings.NounProperty;

namespace AtlasCmk.Tests.Recordings;

/// <summary>The nouns that the client makes of Atlas's recorded answers, property by property.</summary>
internal static class NounMaps
{
    private const string Region = "replicationSpecs[].regionConfigs[]";

    private static readonly string[] s_nodes = ["electableSpecs", "readOnlySpecs", "analyticsSpecs"];

    public static NounMap<AtlasProject> Project { get; } = new(
        Same("ProjectId", "id"),
        Same("Name", "name"),
        Same("ProjectName", "name"),
        Same("OrganizationId", "orgId"),
        Same("ClusterCount", "clusterCount"),
        Same("Created", "created"))
    {
        Derived = ["OrganizationName"],
        LeftOut = ["links", "tags", "withDefaultAlertsSettings"],
    };

    public static NounMap<AtlasCluster> Cluster { get; } = new(
        Same("ProjectId", "groupId"),
        Same("Name", "name"),
        new("Kind", [$"{Region}.providerName"], body => Regions(body).Any(IsTenant) ? ClusterKind.Shared : ClusterKind.Dedicated),
        new("Providers", [$"{Region}.backingProviderName"], body => Regions(body).Select(r => r[IsTenant(r) ? "backingProviderName" : "providerName"]!.ToString()).Distinct()),
        new("Regions", [$"{Region}.regionName"], body => Regions(body).Select(r => r["regionName"]!.ToString()).Distinct()),
        new("InstanceSize", [.. s_nodes.Select(n => $"{Region}.{n}.instanceSize"), $"{Region}.electableSpecs.effectiveInstanceSize"], body => Sizes(body).Distinct().Single()),
        new("HasUnreadNodes", [.. s_nodes.Select(n => $"{Region}.{n}.nodeCount")], _ => false),
        Same("InternalRole", "internalClusterRole"),
        Same("StateName", "stateName"),
        Same("Paused", "paused"),
        Same("EncryptionAtRestProvider", "encryptionAtRestProvider"),
        Same("ClusterType", "clusterType"),
        Same("BackupEnabled", "backupEnabled"),
        Same("PointInTimeEnabled", "pitEnabled"),
        Always("Unsaid", Array.Empty<string>()))
    {
        Derived = ["IsMultiCloud", "IsEncryptedWithAzure", "MayBeEncryptedWithAzure", "NameAtStake", "KeyInWords"],
        LeftOut =
        [
            "adaptiveCapacity", "advancedConfiguration", "biConnector", "configServerManagementMode", "configServerType", "connectionStrings", "createDate",
            "diskWarmingMode", "effectiveDatabaseEdition", "effectiveReplicationSpecs", "featureCompatibilityVersion", "globalClusterSelfManagedSharding", "id",
            "labels", "links", "mongoDBMajorVersion", "mongoDBVersion", "redactClientLogData", "retainBackups", "rootCertType", "tags", "terminationProtectionEnabled",
            "useAwsTimeBasedSnapshotCopyForFastInitialSync", "versionReleaseSystem", "replicationSpecs[].id", "replicationSpecs[].zoneId", "replicationSpecs[].zoneName",
            $"{Region}.autoScaling", $"{Region}.priority", $"{Region}.effectiveElectableSpecs", $"{Region}.effectiveReadOnlySpecs", $"{Region}.effectiveAnalyticsSpecs",
            .. from nodes in s_nodes
               from field in new[] { "diskIOPS", "diskSizeGB", "diskThroughput", "ebsVolumeType" }
               select $"{Region}.{nodes}.{field}",
        ],
    };

    public static NounMap<AtlasCluster> FlexCluster { get; } = new(
        Same("ProjectId", "groupId"),
        Same("Name", "name"),
        new("Kind", ["providerSettings.providerName"], body => $"{At(body, "providerSettings.providerName")}" == "FLEX" ? ClusterKind.Flex : null),
        new("Providers", ["providerSettings.backingProviderName"], body => new[] { At(body, "providerSettings.backingProviderName") }),
        new("Regions", ["providerSettings.regionName"], body => new[] { At(body, "providerSettings.regionName") }),
        Always("InstanceSize", "FLEX"),
        Always("HasUnreadNodes", false),
        Always("InternalRole", "NONE"),
        Same("StateName", "stateName"),
        Always("Paused", false),
        Always("EncryptionAtRestProvider", "NONE"),
        Same("ClusterType", "clusterType"),
        Always("BackupEnabled", false),
        Always("PointInTimeEnabled", false),
        Always("Unsaid", Array.Empty<string>()))
    {
        Derived = Cluster.Derived,
        LeftOut =
        [
            "backupSettings", "connectionStrings", "createDate", "id", "mongoDBVersion", "providerSettings.diskSizeGB", "tags", "terminationProtectionEnabled",
            "versionReleaseSystem",
        ],
    };

    public static NounMap<BackupSnapshot> Snapshot { get; } = new(
        Same("Id", "id"),
        Same("ClusterName", "replicaSetName"),
        Same("Status", "status"),
        Same("CreatedAt", "createdAt"),
        Same("ExpiresAt", "expiresAt"),
        Always("MasterKeyUuid", null),
        Same("CopyRegions", "copyRegions"))
    {
        LeftOut =
        [
            "cloudProvider", "description", "frequencyType", "links", "mongodVersion", "policyItems", "snapshotType", "storageSizeBytes", "type",
        ],
    };

    public static NounMap<ProjectEvent> Event { get; } = new(
        Same("Id", "id"),
        Same("TypeName", "eventTypeName"),
        Same("Created", "created"))
    {
        LeftOut = ["apiKeyId", "clusterName", "dbUserUsername", "groupId", "isGlobalAdmin", "links", "publicKey", "remoteAddress"],
    };

    private static IEnumerable<JsonNode> Regions(JsonNode body) => body["replicationSpecs"]!.AsArray().SelectMany(spec => spec!["regionConfigs"]!.AsArray()).OfType<JsonNode>();

    private static bool IsTenant(JsonNode region) => region["providerName"]!.ToString() == "TENANT";

    /// <summary>Of the nodes that there are; a shared tier has no count.</summary>
    private static IEnumerable<string> Sizes(JsonNode body) =>
        from region in Regions(body)
        from name in s_nodes
        let nodes = region[name]
        where nodes is not null && nodes["nodeCount"]?.GetValue<int>() != 0
        select (nodes["effectiveInstanceSize"] ?? nodes["instanceSize"])!.ToString();
}
