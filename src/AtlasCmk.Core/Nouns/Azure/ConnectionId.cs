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

/// <summary>The id of a resource in a text that was copied: with blanks around it, or in the address of a page of the Azure portal.</summary>
internal static class AzureResourceText
{
    private const string Start = "/subscriptions/";

    private static readonly string[] s_portals = ["portal.azure.com", "portal.azure.us", "portal.azure.cn"];

    /// <summary>The id from /subscriptions/ on, without a slash at its end; null where the text has none.</summary>
    public static string? Find(string text)
    {
        var plain = text.Trim().TrimEnd('/');
        if (plain.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
        {
            return plain;
        }

        // The portal has the id behind the #: https://portal.azure.com/#@contoso.com/resource/subscriptions/…/overview
        if (!Uri.TryCreate(plain, UriKind.Absolute, out var page) || page.Scheme != Uri.UriSchemeHttps || !IsPortal(page.Host))
        {
            return null;
        }

        var fragment = Uri.UnescapeDataString(page.Fragment.Split('?')[0]);
        var start = fragment.IndexOf(Start, StringComparison.OrdinalIgnoreCase);
        return start < 0 ? null : WithoutBlade(fragment[start..].TrimEnd('/'));
    }

    /// <summary>Whether a text is the id of a resource that does not belong to a key vault; not where it is no id at all.</summary>
    public static bool IsOtherThanVault(string? text) =>
        text is not null && Find(text) is { } path && path.Contains("/providers/", StringComparison.OrdinalIgnoreCase)
        && !path.Contains("/providers/Microsoft.KeyVault/vaults/", StringComparison.OrdinalIgnoreCase);

    private static bool IsPortal(string host) => s_portals.Any(p => host.Equals(p, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + p, StringComparison.OrdinalIgnoreCase));

    /// <summary>Below a resource the portal names the page: types and names come in pairs, and a page is one part more.</summary>
    private static string WithoutBlade(string id)
    {
        var parts = id.Split('/');
        var provider = Array.FindIndex(parts, p => p.Equals("providers", StringComparison.OrdinalIgnoreCase));
        var isPaired = provider < 0 ? parts.Length % 2 == 1 : (parts.Length - provider) % 2 == 0;
        return isPaired ? id : string.Join('/', parts[..^1]);
    }
}
