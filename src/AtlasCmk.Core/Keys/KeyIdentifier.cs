using System.Text.RegularExpressions;

namespace AtlasCmk;

/// <summary>One version of a key in Azure Key Vault: <c>https://{vault}.{suffix}/keys/{name}/{version}</c>.</summary>
/// <remarks>
/// Source: Microsoft, "About keys, secrets and certificates"; Atlas requires the version. The text is kept as it was given,
/// and compared without regard to case.
/// </remarks>
internal sealed partial record KeyIdentifier
{
    private KeyIdentifier(string text, AzureCloud cloud, string vaultName, string keyName, string version)
    {
        Text = text;
        Cloud = cloud;
        VaultName = vaultName;
        KeyName = keyName;
        Version = version;
    }

    public string Text { get; }

    public AzureCloud Cloud { get; }

    public string VaultName { get; }

    public string KeyName { get; }

    public string Version { get; }

    /// <exception cref="AtlasCmkException">The text is no identifier of a key version that Atlas could use; the message says which part is wrong.</exception>
    public static KeyIdentifier Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            throw Failures.KeyIdentifierInvalid(text, "it is not a URL");
        }

        if (uri.Scheme != Uri.UriSchemeHttps)
        {
            throw Failures.KeyIdentifierInvalid(text, $"it is {uri.Scheme}, not https");
        }

        if (AzureCloud.All.Any(c => uri.Host.EndsWith("." + c.ManagedHsmSuffix, StringComparison.OrdinalIgnoreCase)))
        {
            throw Failures.KeyIdentifierInvalid(text, "it is a key of a managed HSM, and Atlas takes keys of a vault only");
        }

        var cloud = AzureCloud.OfVaultHost(uri.Host)
            ?? throw Failures.KeyIdentifierInvalid(text, $"{uri.Host} is not the host of a vault (it ends in none of {string.Join(", ", AzureCloud.All.Select(c => c.VaultSuffix))})");

        var vault = uri.Host[..^(cloud.VaultSuffix.Length + 1)];
        if (!VaultPattern().IsMatch(vault) || vault.Contains("--", StringComparison.Ordinal))
        {
            throw Failures.KeyIdentifierInvalid(text, $"'{vault}' is no name that a vault can have");
        }

        if (uri.Port != 443 || uri.Query.Length > 0 || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            throw Failures.KeyIdentifierInvalid(text, "it has more than a host and a path");
        }

        var parts = uri.AbsolutePath.Trim('/').Split('/');
        if (parts.Length < 2 || !parts[0].Equals("keys", StringComparison.OrdinalIgnoreCase) || !KeyPattern().IsMatch(parts[1]))
        {
            throw Failures.KeyIdentifierInvalid(text, "its path is not /keys/{name}/{version}");
        }

        return parts.Length switch
        {
            2 => throw Failures.KeyIdentifierInvalid(text, "it names no version, and Atlas uses exactly the version that it is given"),
            3 when VersionPattern().IsMatch(parts[2]) => Plain(new(text, cloud, vault, parts[1], parts[2])),
            3 when Guid.TryParseExact(parts[2], "D", out var guid) => throw Failures.KeyIdentifierInvalid(text, $"its version is written with hyphens; Key Vault writes it as {guid:N}"),
            3 => throw Failures.KeyIdentifierInvalid(text, $"'{parts[2]}' is no version (32 hexadecimal digits)"),
            _ => throw Failures.KeyIdentifierInvalid(text, "its path is not /keys/{name}/{version}"),
        };
    }

    public bool IsSameVersion(string? other) =>
        other is not null && Text.TrimEnd('/').Replace(":443/", "/", StringComparison.Ordinal)
            .Equals(other.TrimEnd('/').Replace(":443/", "/", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether another identifier is of the same key, whichever its version.</summary>
    public bool IsOfSameKey(string? other) => StartsWith(other, $"{Keys}{KeyName}/");

    /// <summary>Whether another identifier is of the same vault, whichever its key.</summary>
    public bool IsOfSameVault(string? other) => StartsWith(other, Keys);

    public override string ToString() => Text;

    private string Keys => $"https://{VaultName}.{Cloud.VaultSuffix}/keys/";

    private static bool StartsWith(string? identifier, string start) =>
        identifier is not null && identifier.Replace(":443/", "/", StringComparison.Ordinal).StartsWith(start, StringComparison.OrdinalIgnoreCase);

    /// <summary>A parser of URLs forgives blanks, backslashes and dots in a path; Atlas gets the text as it is, and need not.</summary>
    private static KeyIdentifier Plain(KeyIdentifier key)
    {
        var plain = $"{key.Keys}{key.KeyName}/{key.Version}";
        return key.IsSameVersion(plain) ? key : throw Failures.KeyIdentifierInvalid(key.Text, $"it is not written in the plain form, {plain}");
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$", RegexOptions.CultureInvariant)]
    private static partial Regex VaultPattern();

    [GeneratedRegex("^[0-9A-Za-z-]{1,127}$", RegexOptions.CultureInvariant)]
    private static partial Regex KeyPattern();

    [GeneratedRegex("^[0-9A-Fa-f]{32}$", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();
}
