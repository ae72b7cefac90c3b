namespace AtlasCmk.Sandbox.Atlas;

/// <summary>The attributes of a cluster in the published description.</summary>
internal static class ClusterShape
{
    public static BodyShape Whole { get; } = new(
        [.. ReadOnly("configServerType", "createDate", "effectiveReplicationSpecs", "featureCompatibilityVersion",
            "featureCompatibilityVersionExpirationDate", "groupId", "id", "internalClusterRole", "links", "mongoDBVersion", "stateName"),
         .. Of(AttributeKind.Text, "acceptDataRisksAndForceReplicaSetReconfig", "adaptiveCapacity", "configServerManagementMode", "diskWarmingMode",
            "encryptionAtRestProvider", "mongoDBMajorVersion", "name", "replicaSetScalingStrategy", "rootCertType", "versionReleaseSystem"),
         .. Of(AttributeKind.Flag, "backupEnabled", "globalClusterSelfManagedSharding", "paused", "pitEnabled", "redactClientLogData",
            "retainBackups", "terminationProtectionEnabled", "useAwsTimeBasedSnapshotCopyForFastInitialSync"),
         .. Of(AttributeKind.Block, "advancedConfiguration", "biConnector", "connectionStrings", "mongoDBEmployeeAccessGrant"),
         .. Of(AttributeKind.List, "labels", "replicationSpecs", "tags"),
         new BodyAttribute("clusterType", AttributeKind.Text) { Values = ["REPLICASET", "SHARDED", "GEOSHARDED"] }]);

    private static IEnumerable<BodyAttribute> ReadOnly(params string[] names) => names.Select(n => new BodyAttribute(n, AttributeKind.Text, ReadOnly: true));

    private static IEnumerable<BodyAttribute> Of(AttributeKind kind, params string[] names) => names.Select(n => new BodyAttribute(n, kind));
}
