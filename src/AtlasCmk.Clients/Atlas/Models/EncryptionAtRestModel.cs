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
