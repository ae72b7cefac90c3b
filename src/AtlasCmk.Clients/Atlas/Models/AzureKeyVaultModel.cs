using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>Atlas's azureKeyVault, without the secret. The secret is write-only, and a returned secret is ignored.</summary>
internal sealed class AzureKeyVaultModel
{
    [JsonProperty("enabled")]
    public bool? Enabled { get; init; }

    [JsonProperty("valid")]
    public bool? Valid { get; init; }

    [JsonProperty("requirePrivateNetworking")]
    public bool? RequirePrivateNetworking { get; init; }

    [JsonProperty("keyIdentifier")]
    public string? KeyIdentifier { get; init; }

    [JsonProperty("keyVaultName")]
    public string? KeyVaultName { get; init; }

    [JsonProperty("resourceGroupName")]
    public string? ResourceGroupName { get; init; }

    [JsonProperty("subscriptionID")]
    public string? SubscriptionId { get; init; }

    [JsonProperty("tenantID")]
    public string? TenantId { get; init; }

    [JsonProperty("clientID")]
    public string? ClientId { get; init; }

    [JsonProperty("roleId")]
    public string? RoleId { get; init; }

    [JsonProperty("azureEnvironment")]
    public string? AzureEnvironment { get; init; }
}
