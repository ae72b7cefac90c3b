namespace AtlasCmk.Clients;

/// <summary>Every Atlas operation that AtlasCmk uses, with its name in the published API description.</summary>
internal static class AtlasOperations
{
    private const string AnyRole = "Organization Member";
    private const string ReadOnly = "Project Read Only";
    private const string Owner = "Project Owner";

    public static readonly AtlasOperation ListGroups = new(HttpMethod.Get, "/groups", "2023-01-01", AnyRole);
    public static readonly AtlasOperation ListOrgs = new(HttpMethod.Get, "/orgs", "2023-01-01", AnyRole);
    public static readonly AtlasOperation GetGroup = new(HttpMethod.Get, "/groups/{}", "2023-01-01", ReadOnly);

    public static readonly AtlasOperation GetGroupEncryptionAtRest = new(HttpMethod.Get, "/groups/{}/encryptionAtRest", "2023-01-01", ReadOnly);
    public static readonly AtlasOperation UpdateGroupEncryptionAtRest = new(HttpMethod.Patch, "/groups/{}/encryptionAtRest", "2023-01-01", Owner);

    public static readonly AtlasOperation ListGroupEncryptionAtRestPrivateEndpoints = new(HttpMethod.Get, "/groups/{}/encryptionAtRest/AZURE/privateEndpoints", "2023-01-01", Owner);
    public static readonly AtlasOperation CreateGroupEncryptionAtRestPrivateEndpoint = new(HttpMethod.Post, "/groups/{}/encryptionAtRest/AZURE/privateEndpoints", "2023-01-01", Owner);
    public static readonly AtlasOperation GetGroupEncryptionAtRestPrivateEndpoint = new(HttpMethod.Get, "/groups/{}/encryptionAtRest/AZURE/privateEndpoints/{}", "2023-01-01", Owner);
    public static readonly AtlasOperation RequestGroupEncryptionAtRestPrivateEndpointDeletion = new(HttpMethod.Delete, "/groups/{}/encryptionAtRest/AZURE/privateEndpoints/{}", "2023-01-01", Owner);

    // Version 2024-08-05 of the update is withdrawn on 2027-03-01. The list operation has no newer version.
    public static readonly AtlasOperation ListGroupClusters = new(HttpMethod.Get, "/groups/{}/clusters", "2024-08-05", ReadOnly);
    public static readonly AtlasOperation GetGroupCluster = new(HttpMethod.Get, "/groups/{}/clusters/{}", "2024-08-05", ReadOnly);
    public static readonly AtlasOperation UpdateGroupCluster = new(HttpMethod.Patch, "/groups/{}/clusters/{}", "2024-10-23", Owner);
    public static readonly AtlasOperation ListGroupFlexClusters = new(HttpMethod.Get, "/groups/{}/flexClusters", "2024-11-13", ReadOnly);
    public static readonly AtlasOperation ListGroupServerlessInstances = new(HttpMethod.Get, "/groups/{}/serverless", "2023-01-01", ReadOnly) { OutlivesItsVersion = true };

    public static readonly AtlasOperation ListGroupClusterBackupSnapshots = new(HttpMethod.Get, "/groups/{}/clusters/{}/backup/snapshots", "2023-01-01", ReadOnly);
    public static readonly AtlasOperation ListGroupClusterBackupSnapshotShardedClusters = new(HttpMethod.Get, "/groups/{}/clusters/{}/backup/snapshots/shardedClusters", "2023-01-01", ReadOnly);
    public static readonly AtlasOperation GetGroupBackupCompliancePolicy = new(HttpMethod.Get, "/groups/{}/backupCompliancePolicy", "2023-10-01", Owner);
    public static readonly AtlasOperation GetGroupClusterSearchDeployment = new(HttpMethod.Get, "/groups/{}/clusters/{}/search/deployment", "2025-03-12", ReadOnly);

    public static readonly AtlasOperation ListGroupEvents = new(HttpMethod.Get, "/groups/{}/events", "2023-01-01", ReadOnly);

    public static readonly AtlasOperation ListGroupCloudProviderAccess = new(HttpMethod.Get, "/groups/{}/cloudProviderAccess", "2023-01-01", ReadOnly);
    public static readonly AtlasOperation CreateGroupCloudProviderAccess = new(HttpMethod.Post, "/groups/{}/cloudProviderAccess", "2023-01-01", Owner);
    public static readonly AtlasOperation AuthorizeGroupCloudProviderAccessRole = new(HttpMethod.Patch, "/groups/{}/cloudProviderAccess/{}", "2023-01-01", Owner);
}
