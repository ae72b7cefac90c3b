using System.Text.RegularExpressions;

namespace AtlasCmk;

/// <summary>A key in Azure Key Vault, and usually one version of it: <c>https://{vault}.{suffix}/keys/{name}/{version}</c>.</summary>
/// <remarks>
/// Sources: Microsoft, "About keys, secrets and certificates"; Atlas's changelog of 2026-02-12: without a version, Atlas follows the
/// latest enabled one. Identifiers are compared by their parts, ignoring case as Azure does. The text has one canonical form.
/// </remarks>
internal sealed partial record KeyIdentifier
{
    private KeyIdentifier(AzureCloud cloud, string vaultName, string keyName, string? version)
    {
        Cloud = cloud;
        VaultName = vaultName;
        KeyName = keyName;
        Version = version;
    }

    public AzureCloud Cloud { get; }

    /// <summary>In lower case.</summary>
    public string VaultName { get; }

    /// <summary>As it was given: Azure preserves its case, and ignores it in comparisons.</summary>
    public string KeyName { get; }

    /// <summary>32 hexadecimal digits in lower case; null if the identifier has no version.</summary>
    public string? Version { get; }

    /// <summary>Whether the identifier has no version, so that Atlas follows the latest enabled version of the key.</summary>
    public bool FollowsLatest => Version is null;

    /// <summary>The one form that is sent and shown.</summary>
    public string Text => Version is null ? WithoutVersion : $"{WithoutVersion}/{Version}";

    /// <summary>The identifier of the key, without a version.</summary>
    public string WithoutVersion => $"https://{VaultName}.{Cloud.VaultSuffix}/keys/{KeyName}";

    /// <summary>Parses a key from Atlas or Azure, with or without a version; null if the text has another form.</summary>
    public static KeyIdentifier? TryParse(string? text) => text is null ? null : Read(text).Key;

    /// <summary>The key that a text names; else which part of the text is wrong.</summary>
    public static (KeyIdentifier? Key, string? Fault) Read(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            return (null, "it is not a URL");
        }

        if (uri.Scheme != Uri.UriSchemeHttps)
        {
            return (null, $"it is {uri.Scheme}, not https");
        }

        if (AzureCloud.All.Any(c => uri.Host.EndsWith("." + c.ManagedHsmSuffix, StringComparison.OrdinalIgnoreCase)))
        {
            return (null, "it names a key of a managed HSM, and Atlas uses only keys of a vault");
        }

        if (AzureCloud.OfVaultHost(uri.Host) is not { } cloud)
        {
            return (null, $"{uri.Host} is not the host of a vault (expected a name that ends in {string.Join(", ", AzureCloud.All.Select(c => c.VaultSuffix))})");
        }

        var vault = uri.Host[..^(cloud.VaultSuffix.Length + 1)].ToLowerInvariant();
        if (!VaultPattern().IsMatch(vault) || vault.Contains("--", StringComparison.Ordinal))
        {
            return (null, $"'{vault}' is not a valid vault name");
        }

        if (uri.Port != 443 || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            return (null, "it has more than a host and a path");
        }

        var parts = uri.AbsolutePath.Trim('/').Split('/');
        if (parts.Length < 2 || !parts[0].Equals("keys", StringComparison.OrdinalIgnoreCase) || !KeyPattern().IsMatch(parts[1]))
        {
            return (null, "its path is not /keys/{name}/{version}");
        }

        return parts.Length switch
        {
            2 => Plain(text, new(cloud, vault, parts[1], null)),
            3 when VersionPattern().IsMatch(parts[2]) => Plain(text, new(cloud, vault, parts[1], parts[2].ToLowerInvariant())),
            3 when Guid.TryParseExact(parts[2], "D", out var guid) => (null, $"its version is written with hyphens; Key Vault writes it as {guid:N}"),
            3 => (null, $"'{parts[2]}' is not a key version (32 hexadecimal digits)"),
            _ => (null, "its path is not /keys/{name}/{version}"),
        };
    }

    /// <summary>Whether both name the same version of the same key, or both the same key without a version.</summary>
    public bool Equals(KeyIdentifier? other) => IsOfSameKey(other) && Version == other!.Version;

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Text);

    /// <inheritdoc cref="Equals(KeyIdentifier)"/>
    public bool IsSameVersion(string? other) => Equals(TryParse(other));

    /// <summary>Whether another identifier names the same key, with any version.</summary>
    public bool IsOfSameKey(KeyIdentifier? other) => IsOfSameVault(other) && KeyName.Equals(other!.KeyName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a version matches this identifier; if this one has no version, any version of the key matches.</summary>
    public bool Includes(KeyIdentifier? version) => Equals(version) || (FollowsLatest && IsOfSameKey(version));

    /// <summary>Whether another identifier names the same vault, with any key.</summary>
    public bool IsOfSameVault(KeyIdentifier? other) => other is not null && Cloud == other.Cloud && VaultName == other.VaultName;

    public override string ToString() => Text;

    /// <summary>A URL parser accepts spaces, backslashes and dots in a path, which would hide which key was meant.</summary>
    private static (KeyIdentifier? Key, string? Fault) Plain(string text, KeyIdentifier key) =>
        key.Text.Equals(text.TrimEnd('/').Replace(":443/", "/", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)
            ? (key, null)
            : (null, $"it is not written in the plain form, {key.Text}");

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex VaultPattern();

    [GeneratedRegex("^[0-9A-Za-z-]{1,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();

    [GeneratedRegex("^[0-9A-Fa-f]{32}$", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();
}
