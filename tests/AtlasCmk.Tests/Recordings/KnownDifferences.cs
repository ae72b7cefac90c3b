namespace AtlasCmk.Tests.Recordings;

/// <summary>Every difference between the recordings of Atlas and the Sandbox. An entry that is no longer needed fails a test.</summary>
internal static class KnownDifferences
{
    private const string Unknown = "Clients must ignore fields that they do not know, so the Sandbox adds one on purpose.";
    private const string Shortened = "Added when the recording was shortened; Atlas does not send it.";
    private const string Untagged = "None of the recorded list items has tags. Single projects and clusters were recorded with tags of this form.";
    private const string OldVersion = "The published description that the Sandbox follows no longer has version 2023-02-01: the Sandbox answers 410.";
    private const string NotDescribed = "The published description does not allow null here, and validators refuse it.";
    private const string Uncalled = "No cmdlet calls this operation; it is reached with Invoke-AtlasRequest alone.";
    private const string Outside = "A path outside the API.";
    private const string FlexCluster = "getGroupCluster 400 CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API";

    public static IReadOnlyList<KnownDifference> InAnswers { get; } =
    [
        new("*", "+ $*.sandboxUnknownField*", Unknown),
        new("listGroups", "+ $.results[].tags[]*", Untagged),
        new("listGroupClusters", "+ $.results[](SHARDED AWS).tags[]*", Untagged),
        new("*", "- $.x-shortened-from: Number", Shortened),
        new("listGroupEvents", "- $.results[].dbUserUsername: String", "The Sandbox has no database users, and no event about one."),
        new(FlexCluster, "- deprecation: Mon, 5 Aug 2024 00:00:00 GMT", OldVersion),
        new(FlexCluster, "- sunset: Thu, 1 Jul 2027 00:00:00 GMT", OldVersion),
        new(FlexCluster, "- x-java-method: ApiAtlasClusterDescriptionV15Resource::getCluster", OldVersion),
        new(FlexCluster, "+ x-java-method: ApiAtlasClusterDescriptionResource20240805::getCluster", OldVersion),
        new("getGroupBackupCompliancePolicy", "- $.onDemandPolicyItem: Null", NotDescribed),
        new("createGroupCloudProviderAccess", "- $.authorizedDate: Null", NotDescribed),
        new("createGroupCloudProviderAccess", "- $.iamAssumedRoleArn: Null", NotDescribed),
        new("listGroupCloudProviderAccess", "- $.awsIamRoles[].authorizedDate: Null", NotDescribed),
        new("listGroupCloudProviderAccess", "- $.awsIamRoles[].iamAssumedRoleArn: Null", NotDescribed),
    ];

    /// <summary>Recorded operations that the Sandbox does not serve.</summary>
    public static IReadOnlyList<KnownDifference> Unserved { get; } =
    [
        .. All(Outside, "/private"),
        .. All(OldVersion, "createGroupCluster 201 2023-02-01", "getGroupCluster 200 2023-02-01", "listGroupClusters 200 2023-02-01", "updateGroupCluster 200 2023-02-01"),
        .. All(Uncalled, "acknowledgeGroupAlert", "createGroupAlertConfig", "deleteGroupAlertConfig", "getGroupAlert", "getGroupAlertConfig",
            "listAlertConfigMatcherFieldNames", "listGroupAlertConfigs", "listGroupAlerts", "updateGroupAlertConfig"),
        .. All(Uncalled, "createGroup", "deleteGroup", "getGroupSettings", "getOrg", "listOrgEvents", "updateGroup", "updateGroupSettings"),
        .. All(Uncalled, "autoGroupClusterScalingConfiguration", "createGroupFlexCluster", "deleteGroupFlexCluster", "getGroupClusterProcessArgs",
            "getGroupFlexCluster", "listGroupClusterProviderRegions", "updateGroupClusterProcessArgs"),
        .. All(Uncalled, "deleteGroupClusterBackupSnapshot", "getGroupFlexClusterBackupSnapshot", "listGroupFlexClusterBackupSnapshots", "takeGroupClusterBackupSnapshots",
            "updateGroupBackupCompliancePolicy"),
        .. All(Uncalled, "createGroupClusterSearchDeployment", "deleteGroupClusterSearchDeployment", "updateGroupClusterSearchDeployment"),
        .. All(Uncalled, "createGroupAccessListEntry", "deleteGroupAccessListEntry", "getGroupAccessListEntry", "listGroupAccessListEntries"),
        .. All(Uncalled, "getGroupMaintenanceWindow", "resetGroupMaintenanceWindow", "updateGroupMaintenanceWindow"),
    ];

    private static IEnumerable<KnownDifference> All(string reason, params string[] groups) => groups.Select(group => new KnownDifference(group, "*", reason));
}
