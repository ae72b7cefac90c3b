using AtlasCmk.Clients;

namespace AtlasCmk.Tests.Fakes;

/// <summary>Things of Atlas and Azure to start a test with.</summary>
internal static class Given
{
    public const string ProjectId = "66c9e8f1dd6c9960802420e9";
    public const string Key = "https://kv-atlas.vault.azure.net/keys/atlas-cmk/0123456789abcdef0123456789abcdef";
    public const string OtherKey = "https://kv-atlas.vault.azure.net/keys/atlas-cmk/fedcba9876543210fedcba9876543210";
    public const string Subscription = "b1e2c3d4-0000-4000-8000-000000000001";
    public const string Tenant = "b1e2c3d4-0000-4000-8000-000000000002";
    public const string Client = "b1e2c3d4-0000-4000-8000-000000000003";

    public static KeyVaultReference Vault { get; } = new(AzureCloud.Public, Subscription, "rg-keys", "kv-atlas");

    public static EncryptionAtRest NotEnabled { get; } = new(ProjectId);

    /// <summary>A project under a key, with the given network.</summary>
    public static EncryptionAtRest Encryption(bool? valid = true, bool requirePrivateNetworking = false, string key = Key, string projectId = ProjectId) => new(projectId)
    {
        Enabled = true,
        Valid = valid,
        RequirePrivateNetworking = requirePrivateNetworking,
        KeyIdentifier = key,
        KeyVaultName = Vault.Name,
        ResourceGroupName = Vault.ResourceGroupName,
        SubscriptionId = Subscription,
        TenantId = Tenant,
        ClientId = Client,
        AzureEnvironment = "AZURE",
    };

    /// <summary>The same, with a sign-in as a registered service principal.</summary>
    public static EncryptionAtRest ByRole() => new(ProjectId)
    {
        Enabled = true,
        Valid = true,
        KeyIdentifier = Key,
        KeyVaultName = Vault.Name,
        ResourceGroupName = Vault.ResourceGroupName,
        SubscriptionId = Subscription,
        RoleId = "66c9e8f1dd6c9960802420eb",
        AzureEnvironment = "AZURE",
    };

    /// <summary>A usable version, created at that time.</summary>
    public static KeyVersion KeyVersion(string identifier, DateTimeOffset created) => new(KeyIdentifierReading.Parse(identifier))
    {
        Enabled = true,
        Created = created,
        Updated = created,
        KeyType = "RSA",
        KeySize = 3072,
        Operations = ["encrypt", "decrypt", "wrapKey", "unwrapKey"],
    };

    /// <summary>The properties for a new version.</summary>
    public static KeyVersion NewVersion(string vault, string keyName, int size = 3072) =>
        new(KeyIdentifierReading.Parse($"https://{vault}.vault.azure.net/keys/{keyName}/{new string('0', 32)}")) { Enabled = true, KeyType = "RSA",
            KeySize = size, Operations = ["encrypt", "decrypt"] };

    public static string RoleId(int number = 1) => number.ToString("x24", System.Globalization.CultureInfo.InvariantCulture);

    public static ServicePrincipalRequest PrincipalRequest { get; } = new(Tenant, Subscription, ServicePrincipalRequest.AtlasApplication.ToString("D"));

    public static AzureServicePrincipal Principal(int number = 1, ServicePrincipalRequest? request = null) => new(ProjectId, RoleId(number))
    {
        TenantId = (request ?? PrincipalRequest).TenantId,
        ServicePrincipalId = (request ?? PrincipalRequest).ServicePrincipalId,
        AtlasAzureAppId = (request ?? PrincipalRequest).AtlasAzureAppId,
    };

    /// <summary>A project that has no client secret.</summary>
    public static EncryptionAtRest EncryptionByRole(bool? valid = true, bool requirePrivateNetworking = false) => new(ProjectId)
    {
        Enabled = true,
        Valid = valid,
        RequirePrivateNetworking = requirePrivateNetworking,
        KeyIdentifier = Key,
        KeyVaultName = Vault.Name,
        ResourceGroupName = Vault.ResourceGroupName,
        SubscriptionId = Subscription,
        RoleId = RoleId(),
        AzureEnvironment = "AZURE",
    };

    public static string EndpointId(int number) => number.ToString("x24", System.Globalization.CultureInfo.InvariantCulture);

    public static AkvPrivateEndpoint Endpoint(string region, string status, string? connection = null, int number = 1, string? error = null) =>
        new(ProjectId, EndpointId(number), region, status) { PrivateEndpointConnectionName = connection, ErrorMessage = error };

    public static ConnectionId Connection(string name) => new(Vault, name);

    public static AtlasCluster Cluster(string name, string provider = "NONE", string state = "IDLE") => new(ProjectId, name, ClusterKind.Dedicated)
    {
        Providers = ["AZURE"],
        Regions = ["US_EAST_2"],
        InstanceSize = "M10",
        StateName = state,
        EncryptionAtRestProvider = provider,
    };

    public static AtlasCluster MultiCloudCluster(string name) => Cluster(name) with { Providers = ["AWS", "AZURE"] };

    /// <summary>Atlas answers with an error.</summary>
    public static AtlasApiException Refusal(string method, int status, string? code) =>
        AtlasFailures.From(new(method, $"/api/atlas/v2/groups/{ProjectId}/encryptionAtRest", "Project Owner"), status, new(code, null, null, []));

    /// <summary>Atlas's answer is lost on the way.</summary>
    public static AtlasUnreachableException Loss() =>
        ServiceErrors.Unreachable("cloud.mongodb.com", "POST", $"/api/atlas/v2/groups/{ProjectId}/encryptionAtRest/AZURE/privateEndpoints", "the connection was closed");

    /// <summary>The request does not leave.</summary>
    public static AtlasUnreachableException NothingSent() =>
        ServiceErrors.Unreachable("cloud.mongodb.com", "PATCH", $"/api/atlas/v2/groups/{ProjectId}/encryptionAtRest", "a name cannot be resolved", maySent: false);
}
