namespace AtlasCmk;

/// <summary>A vault in Azure: subscription, resource group, name and cloud.</summary>
internal sealed record KeyVaultReference(AzureCloud Cloud, string SubscriptionId, string ResourceGroupName, string Name)
{
    public string ResourceId => $"/subscriptions/{SubscriptionId}/resourceGroups/{ResourceGroupName}/providers/Microsoft.KeyVault/vaults/{Name}";

    /// <summary>Azure Resource Manager ignores case in IDs.</summary>
    public bool IsSameVault(KeyVaultReference? other) =>
        other is not null && ResourceId.Equals(other.ResourceId, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a key is in this vault: vault names are unique within their cloud.</summary>
    public bool Holds(KeyIdentifier key) => key.Cloud == Cloud && key.VaultName.Equals(Name, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => ResourceId;
}
