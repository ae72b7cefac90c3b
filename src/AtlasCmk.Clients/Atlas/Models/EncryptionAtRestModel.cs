using Newtonsoft.Json;

namespace AtlasCmk.Clients;

internal sealed class EncryptionAtRestModel
{
    [JsonProperty("azureKeyVault")]
    public AzureKeyVaultModel? AzureKeyVault { get; init; }

    [JsonProperty("awsKms")]
    public ProviderModel? AwsKms { get; init; }

    [JsonProperty("googleCloudKms")]
    public ProviderModel? GoogleCloudKms { get; init; }

    [JsonProperty("enabledForSearchNodes")]
    public bool? EnabledForSearchNodes { get; init; }

    /// <summary>The missing field that makes it unknown whether the project uses an Azure key. Null if this is known.</summary>
    public string? Gap => this is { AzureKeyVault: null, AwsKms: null, GoogleCloudKms: null } ? "azureKeyVault"
        : AzureKeyVault is { Enabled: null } ? "azureKeyVault.enabled"
        : null;

    public EncryptionAtRest ToEncryptionAtRest(string projectId)
    {
        var vault = AzureKeyVault ?? new();
        return new(projectId)
        {
            Enabled = vault.Enabled == true,
            Valid = vault.Valid,
            RequirePrivateNetworking = vault.RequirePrivateNetworking == true,
            KeyIdentifier = vault.KeyIdentifier.OrNull(),
            KeyVaultName = vault.KeyVaultName.OrNull(),
            ResourceGroupName = vault.ResourceGroupName.OrNull(),
            SubscriptionId = vault.SubscriptionId.OrNull(),
            TenantId = vault.TenantId.OrNull(),
            ClientId = vault.ClientId.OrNull(),
            RoleId = vault.RoleId.OrNull(),
            AzureEnvironment = vault.AzureEnvironment.OrNull(),
            EnabledForSearchNodes = EnabledForSearchNodes == true,
            OtherProviders = [.. AwsKms?.Enabled == true ? ["AWS"] : Array.Empty<string>(), .. GoogleCloudKms?.Enabled == true ? ["GCP"] : Array.Empty<string>()],
        };
    }
}

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

/// <summary>The block of another provider, of which only on or off matters. If off, Atlas omits the block or sends <c>enabled</c> false.</summary>
internal sealed class ProviderModel
{
    [JsonProperty("enabled")]
    public bool? Enabled { get; init; }
}
