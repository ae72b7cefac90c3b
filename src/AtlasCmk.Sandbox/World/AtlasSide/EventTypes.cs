namespace AtlasCmk.Sandbox.World;

/// <summary>The published types of the events in this world.</summary>
internal static class EventTypes
{
    public const string ConfigurationUpdated = "ENCRYPTION_AT_REST_CONFIGURATION_UPDATED";
    public const string ValidationSucceeded = "ENCRYPTION_AT_REST_CONFIGURATION_VALIDATION_SUCCEEDED";
    public const string ValidationFailed = "ENCRYPTION_AT_REST_CONFIGURATION_VALIDATION_FAILED";
    public const string KeyRotationStarted = "ENCRYPTION_AT_REST_KEY_ROTATION_STARTED";
    public const string KeyRotated = "AZURE_ENCRYPTION_KEY_ROTATED";
    public const string ConfigNoLongerValid = "ENCRYPTION_AT_REST_CONFIG_NO_LONGER_VALID";
    public const string ConfigIsValid = "ENCRYPTION_AT_REST_CONFIG_IS_VALID";
    public const string KeyInvalid = "AZURE_ENCRYPTION_KEY_INVALID";
    public const string KeyValid = "AZURE_ENCRYPTION_KEY_VALID";
    public const string NetworkAccessDenied = "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED";
    public const string NetworkAccessRestored = "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_RESTORED";
    public const string PrivateEndpointCreated = "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_CREATED";
    public const string PrivateEndpointDeleted = "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETED";
    public const string ClusterCreated = "CLUSTER_CREATED";
    public const string ClusterReady = "CLUSTER_READY";
    public const string ClusterUpdateSubmitted = "CLUSTER_UPDATE_SUBMITTED";
    public const string ClusterUpdateStarted = "CLUSTER_UPDATE_STARTED";
    public const string ClusterUpdateCompleted = "CLUSTER_UPDATE_COMPLETED";
}
