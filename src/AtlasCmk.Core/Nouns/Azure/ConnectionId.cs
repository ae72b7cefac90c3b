using System.Text.RegularExpressions;

namespace AtlasCmk;

/// <summary>The Azure resource id of a private endpoint connection of a vault.</summary>
internal sealed partial record ConnectionId(KeyVaultReference Vault, string Name)
{
    public string ResourceId => $"{Vault.ResourceId}/privateEndpointConnections/{Name}";

    /// <summary>Also out of a copied text, with blanks around it or as the address of a page of the portal; null where it has none.</summary>
    public static ConnectionId? Parse(string resourceId, AzureCloud cloud) =>
        Pattern().Match(AzureResourceText.Find(resourceId) ?? "") is { Success: true } m
            ? new(new(cloud, m.Groups["sub"].Value, m.Groups["rg"].Value, m.Groups["vault"].Value), m.Groups["name"].Value)
            : null;

    public bool IsSameConnection(ConnectionId other) => ResourceId.Equals(other.ResourceId, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => ResourceId;

    [GeneratedRegex("^/subscriptions/(?<sub>[^/\\s]+)/resourceGroups/(?<rg>[^/\\s]+)/providers/Microsoft\\.KeyVault/vaults/(?<vault>[^/\\s]+)/privateEndpointConnections/(?<name>[^/\\s]+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
