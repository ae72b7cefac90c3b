namespace AtlasCmk.Rules;

internal static partial class AtlasErrorCodes
{
    private static IEnumerable<AtlasCmkError> OfClusters() =>
    [
        Code("CANNOT_UPDATE_PAUSED_CLUSTER", FailureKind.Refused, "ClusterPaused", "A paused cluster cannot be changed.", "A user paused it, or Atlas did because it cannot use the key.", "Resume the cluster, wait until it is IDLE, and run the command again."),
        Code("CANNOT_UPDATE_AND_PAUSE_CLUSTER", FailureKind.Refused, "AtlasApiError", "A cluster cannot be changed and paused in one request.", "The body of the request does both.", "Send two requests."),
        Code("CLUSTER_ALREADY_PAUSED", FailureKind.Refused, "AtlasApiError", "The cluster is already paused.", "It was paused before.", "Nothing is left to do."),
        Code("CLUSTER_ALREADY_REQUESTED_DELETION", FailureKind.Refused, "AtlasApiError", "The cluster is being deleted.", "It was requested earlier.", "Wait until it is deleted."),
        Code("CLUSTER_RESTORE_IN_PROGRESS_CANNOT_UPDATE", FailureKind.Refused, "AtlasApiError", "The cluster is being restored, and cannot be changed.", "A restore from a backup is in progress.", "Wait until the restore is complete, and run the command again."),
        Code("CLUSTER_NOT_FOUND", FailureKind.NotFound, "NotFoundInAtlas", "The project has no such cluster.", "A mistyped name, or a cluster of another project.", "List the clusters of the project: Get-AtlasClusterEncryption -ProjectId '…'"),
        Code("TENANT_CLUSTER_UPDATE_UNSUPPORTED", FailureKind.Refused, "AtlasApiError", "Shared-tier clusters do not support this change.", "A cluster of the tier M0, M2, M5 or Flex.", "Scale the cluster to M10 or more first."),
        Code("CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API", FailureKind.Refused, "AtlasApiError", "The request is for dedicated clusters, but this is a Flex cluster.", "Flex clusters have a separate path.", "Ask /groups/{id}/flexClusters; a Flex cluster takes no key of yours."),
        Code("CANNOT_USE_NON_FLEX_CLUSTER_IN_FLEX_API", FailureKind.Refused, "AtlasApiError", "The request is for Flex clusters, but this is a dedicated cluster.", "Dedicated clusters have a separate path.", "Ask /groups/{id}/clusters."),
        Code("MULTI_CLOUD_CLUSTER_INVALID", FailureKind.Refused, "AtlasApiError", "The cluster must not be a multi-cloud cluster.", "The request is not available for multi-cloud clusters.", "Show the providers of every cluster: Get-AtlasClusterEncryption -ProjectId '…'", PrivateEndpoints),
        Code("NO_CAPACITY", FailureKind.Refused, "AtlasApiError", "The cloud has no capacity for the cluster.", "The region does not have enough instances of this size.", "Try again later, or use another size or region.", Regions),
        Code("OUT_OF_CAPACITY", FailureKind.Refused, "AtlasApiError", "The cloud has no capacity for the cluster.", "The region does not have enough instances of this size.", "Try again later, or use another size or region.", Regions),
        Code("SNAPSHOT_NOT_FOUND", FailureKind.NotFound, "NotFoundInAtlas", "There is no such snapshot.", "It has expired or was deleted.", "List what is there: Get-AtlasKeyUsage shows the snapshots that need a key."),
        Code("INVALID_SNAPSHOT_RESTORE_ENCRYPTION", FailureKind.Refused, "AtlasApiError", "The snapshot cannot be restored to a cluster with this encryption.", "A restore needs the key of the snapshot's time.", "Restore to a cluster whose project still has that key.", EncryptionAtRest),
        Code("INCORRECT_BACKUP_API_ENDPOINT", FailureKind.Refused, "AtlasApiError", "Snapshots of sharded clusters and of replica sets have separate paths.", "The path belongs to the other kind.", "Ask …/backup/snapshots/shardedClusters for sharded clusters."),
        Code("BACKUP_CONFIG_NOT_FOUND", FailureKind.NotFound, "NotFoundInAtlas", "The cluster has no backups.", "Cloud Backups are off.", "Nothing to do for the key: a cluster without backups has none that need it."),
        Code("BACKUP_JOB_NOT_FOUND", FailureKind.NotFound, "NotFoundInAtlas", "The cluster has no backups.", "Cloud Backups are off.", "Nothing to do for the key: a cluster without backups has none that need it."),
    ];

    private static IEnumerable<AtlasCmkError> OfRequests() =>
    [
        Code("INVALID_VERSION_DATE", FailureKind.Protocol, "AtlasVersionRefused", "Atlas does not serve the version of the API that was asked for.", "The version was never there, or the Accept header has none.", "This version of the API is not served any more: update AtlasCmk.", Versions),
        Code("VERSION_GONE", FailureKind.Protocol, "AtlasVersionRefused", "Atlas serves this version of the API no more.", "Its time has run out.", "This version of the API is not served any more: update AtlasCmk.", Versions),
        Code("INVALID_JSON", FailureKind.Refused, "AtlasApiError", "The body is not JSON.", BodyCause, BodyRemedy),
        Code("MALFORMED_JSON", FailureKind.Refused, "AtlasApiError", "The body is not JSON.", BodyCause, BodyRemedy),
        Code("INVALID_JSON_ATTRIBUTE", FailureKind.Refused, "AtlasApiError", "The body has an attribute that Atlas does not know.", BodyCause, BodyRemedy),
        Code("INVALID_ATTRIBUTE", FailureKind.Refused, "AtlasApiError", "An attribute has a value that Atlas does not take.", BodyCause, BodyRemedy),
        Code("INVALID_ENUM_VALUE", FailureKind.Refused, "AtlasApiError", "An attribute has a value that is not one of those that Atlas knows.", BodyCause, BodyRemedy),
        Code("MISSING_ATTRIBUTE", FailureKind.Refused, "AtlasApiError", "An attribute is missing.", BodyCause, BodyRemedy),
        Code("MISSING_ATTRIBUTES", FailureKind.Refused, "AtlasApiError", "Attributes are missing.", BodyCause, BodyRemedy),
        Code("MISSING_OR_INVALID_ATTRIBUTE", FailureKind.Refused, "AtlasApiError", "An attribute is missing, or has a value that Atlas does not take.", BodyCause, BodyRemedy),
        Code("ATTRIBUTE_READ_ONLY", FailureKind.Refused, "AtlasApiError", "An attribute is Atlas's own, and cannot be set.", BodyCause, BodyRemedy),
        Code("VALIDATION_ERROR", FailureKind.Refused, "AtlasApiError", "Something in the request is not as Atlas wants it.", BodyCause, BodyRemedy),
        Code("INVALID_PATH_PARAMETER", FailureKind.Refused, "AtlasApiError", "A part of the path is not what belongs there.", "An id that is none, or a name with characters that names do not have.", "Check the ids and names: Atlas's detail names the one that is wrong."),
        Code("INVALID_QUERY_PARAMETER", FailureKind.Refused, "AtlasApiError", "The query has a parameter that Atlas does not take there.", "A path of Invoke-AtlasRequest with a wrong query.", "Check the query against Atlas's documentation of the request."),
        Code("RESOURCE_NOT_FOUND", FailureKind.NotFound, "NotFoundInAtlas", "There is nothing at this path.", "An id that is gone, or a path that Atlas does not have.", "Check the name or id: Atlas does not know it, or no longer."),
        Code("FEATURE_UNSUPPORTED", FailureKind.Refused, "FeatureUnsupported", "Atlas does not offer this feature to the project.", "A feature that is given out on request.", "Atlas does not offer this feature to the project: ask your Account Manager to have it enabled."),
        Code("UNSUPPORTED_FEATURE", FailureKind.Refused, "AtlasApiError", "Atlas does not offer this to the cluster or project.", "Its kind, tier or configuration.", "Atlas's detail says what stands against it."),
        Code("UNSUPPORTED_FOR_CURRENT_PLAN", FailureKind.PermissionDenied, "AtlasApiError", "The organization's plan does not include this.", "A feature of another support plan.", "Ask your Account Manager."),
        Code("UNSUPPORTED_FOR_CURRENT_CONFIG", FailureKind.PermissionDenied, "AtlasApiError", "The project's configuration does not admit this.", "A setting of the project or cluster stands against it.", "Atlas's detail says which."),
        Code("WRITES_NOT_ALLOWED_DURING_APP_UPGRADES", FailureKind.Refused, "AtlasUpgrading", "Atlas takes no changes at the moment.", "Atlas itself is being upgraded.", "Atlas is being upgraded and takes no changes for a while: run the command again in some minutes."),
        Code("RATE_LIMITED", FailureKind.Throttled, "RateLimited", "Too many requests in a short time.", "Others use the project's, the user's or the address's allowance too.", "Wait a minute, or lower -ThrottleLimit.", RateLimits),
        Code("RATE_LIMITED_TOKEN_BUCKET", FailureKind.Throttled, "RateLimited", "Too many requests in a short time.", "Others use the project's, the user's or the address's allowance too.", "Wait a minute, or lower -ThrottleLimit.", RateLimits),
        Code("UNEXPECTED_ERROR", FailureKind.Failed, "AtlasServerError", "A fault on Atlas's side.", "Seen for example on creating an endpoint right after a project was enabled. On a 401 it is the general code, and means that Atlas rejected the credentials.", AtlasErrors.AtlasServerError.Remedy),
        Code("SERVICE_UNAVAILABLE", FailureKind.Failed, "AtlasServerError", "Atlas is not available at the moment.", "Maintenance, or a fault.", AtlasErrors.AtlasServerError.Remedy),
        Code("ATLAS_GENERAL_ERROR", FailureKind.Refused, "AtlasApiError", "Something went wrong, and Atlas has no code for it.", "Atlas's detail says what.", "Read Atlas's detail; MongoDB support can look the request up by its time."),
    ];

    private const string BodyCause = "What the command sent is not what Atlas expects there: a mistake in the body of Invoke-AtlasRequest, or a change of Atlas's.";
    private const string BodyRemedy = "Atlas's detail names the attribute. If the command was not Invoke-AtlasRequest, update AtlasCmk.";
}
