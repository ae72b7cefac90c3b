namespace AtlasCmk.Sandbox.Atlas;

/// <summary>
/// The <c>X-Java-Method</c> header, in which Atlas names the internal method that handled a request. Only recorded values
/// are here. An operation or a version without a recording does not get the header.
/// </summary>
internal static class JavaMethods
{
    private const string Clusters = "/groups/{groupId}/clusters";

    private static readonly Dictionary<(string Method, string Path, string Version), string> s_recorded = new()
    {
        [("GET", "/orgs", "2023-01-01")] = "ApiOrganizationsResource::getAllOrgs",
        [("GET", "/groups", "2023-01-01")] = "ApiAtlasGroupsResource::getAllGroups",
        [("GET", "/groups/{groupId}", "2023-01-01")] = "ApiAtlasGroupsResource::getGroup",
        [("GET", "/groups/{groupId}/backupCompliancePolicy", "2023-10-01")] = "ApiDiskBackupDataProtectionResource::getDataProtectionSettings",
        [("GET", "/groups/{groupId}/cloudProviderAccess", "2023-01-01")] = "ApiAtlasCloudProviderAccessResource::getCloudProviderAccess",
        [("POST", "/groups/{groupId}/cloudProviderAccess", "2023-01-01")] = "ApiAtlasCloudProviderAccessResource::addCloudProviderAccessRole",
        [("GET", "/groups/{groupId}/events", "2023-01-01")] = "ApiGroupEventsResource::getAllEvents",
        [("GET", "/groups/{groupId}/flexClusters", "2024-11-13")] = "ApiAtlasFlexClusterResource::getAllFlexClusters",
        [("GET", Clusters, "2024-08-05")] = "ApiAtlasClusterDescriptionResource20240805::getAllClusters",
        [("POST", Clusters, "2024-10-23")] = "ApiAtlasClusterDescriptionResource20241023::createCluster",
        [("GET", Clusters + "/{clusterName}", "2024-08-05")] = "ApiAtlasClusterDescriptionResource20240805::getCluster",
        [("PATCH", Clusters + "/{clusterName}", "2024-10-23")] = "ApiAtlasClusterDescriptionResource20241023::updateCluster",
        [("DELETE", Clusters + "/{clusterName}", "2023-02-01")] = "ApiAtlasClusterDescriptionV15Resource::deleteCluster",
        [("GET", Clusters + "/{clusterName}/backup/snapshots", "2023-01-01")] = "ApiAtlasDiskBackupSnapshotsResource::getSnapshots",
        [("GET", Clusters + "/{clusterName}/backup/snapshots/{snapshotId}", "2023-01-01")] = "ApiAtlasDiskBackupSnapshotsResource::getSnapshot",
        [("GET", Clusters + "/{clusterName}/search/deployment", "2025-03-12")] = "ApiAtlasSearchDeploymentResource::getSearchDeployment",
    };

    public static string? Of(AtlasApiOperation operation, ApiVersion version) =>
        s_recorded.GetValueOrDefault((operation.Method, operation.Path, $"{version.Date:yyyy-MM-dd}"));
}
