using System.Text.RegularExpressions;

namespace AtlasCmk;

/// <summary>The Azure resource ID of a private endpoint connection of a vault.</summary>
internal sealed partial record ConnectionId(KeyVaultReference Vault, string Name)
{
    public string ResourceId => $"{Vault.ResourceId}/privateEndpointConnections/{Name}";

    /// <summary>Parses an ID, also from copied text: with spaces around it, or in a portal URL. Null if the text contains none.</summary>
    public static ConnectionId? Parse(string resourceId, AzureCloud cloud) =>
        Pattern().Match(AzureResourceText.Find(resourceId) ?? "") is { Success: true } m
            ? new(new(cloud, m.Groups["sub"].Value, m.Groups["rg"].Value, m.Groups["vault"].Value), m.Groups["name"].Value)
            : null;

    public bool IsSameConnection(ConnectionId other) => ResourceId.Equals(other.ResourceId, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => ResourceId;

    [GeneratedRegex("^/subscriptions/(?<sub>[^/\\s]+)/resourceGroups/(?<rg>[^/\\s]+)/providers/Microsoft\\.KeyVault/vaults/(?<vault>[^/\\s]+)/privateEndpointConnections/(?<name>[^/\\s]+)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}

/// <summary>Finds a resource ID in copied text: with spaces around it, or in an Azure portal URL.</summary>
internal static class AzureResourceText
{
    private const string Start = "/subscriptions/";

    private static readonly string[] s_portals = ["portal.azure.com", "portal.azure.us", "portal.azure.cn"];

    /// <summary>The ID from /subscriptions/ on, without a trailing slash; null if the text contains none.</summary>
    public static string? Find(string text)
    {
        var plain = text.Trim().TrimEnd('/');
        if (plain.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
        {
            return plain;
        }

        // The portal puts the ID after the #: https://portal.azure.com/#@contoso.com/resource/subscriptions/…/overview
        if (!Uri.TryCreate(plain, UriKind.Absolute, out var page) || page.Scheme != Uri.UriSchemeHttps || !IsPortal(page.Host))
        {
            return null;
        }

        var fragment = Uri.UnescapeDataString(page.Fragment.Split('?')[0]);
        var start = fragment.IndexOf(Start, StringComparison.OrdinalIgnoreCase);
        return start < 0 ? null : WithoutBlade(fragment[start..].TrimEnd('/'));
    }

    /// <summary>Whether a text is the ID of a resource outside key vaults; false if it is not a resource ID.</summary>
    public static bool IsOtherThanVault(string? text) =>
        text is not null && Find(text) is { } path && path.Contains("/providers/", StringComparison.OrdinalIgnoreCase)
        && !path.Contains("/providers/Microsoft.KeyVault/vaults/", StringComparison.OrdinalIgnoreCase);

    private static bool IsPortal(string host) => s_portals.Any(p => host.Equals(p, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + p, StringComparison.OrdinalIgnoreCase));

    /// <summary>The portal appends a page name. Types and names come in pairs, so a page is one extra part.</summary>
    private static string WithoutBlade(string id)
    {
        var parts = id.Split('/');
        var provider = Array.FindIndex(parts, p => p.Equals("providers", StringComparison.OrdinalIgnoreCase));
        var isPaired = provider < 0 ? parts.Length % 2 == 1 : (parts.Length - provider) % 2 == 0;
        return isPaired ? id : string.Join('/', parts[..^1]);
    }
}
