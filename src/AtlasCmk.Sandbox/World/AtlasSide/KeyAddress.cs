using System.Text.RegularExpressions;

namespace AtlasCmk.Sandbox.World;

/// <summary>The parts of a key identifier. Atlas accepts it with or without a version, and stores the text as sent.</summary>
internal sealed partial record KeyAddress(string Host, string VaultName, string KeyName, string? Version)
{
    /// <summary>Null if the text has another format.</summary>
    public static KeyAddress? Parse(string? text) => Pattern().Match(text ?? "") is { Success: true } match
        ? new(Lower(match, "host"), Lower(match, "vault"), Lower(match, "name"), match.Groups["version"] is { Success: true } version ? version.Value.ToLowerInvariant() : null)
        : null;

    /// <summary>Whether two texts mean the same key or version, ignoring case, port and last slash.</summary>
    public static bool AreSame(string? one, string? another) => Parse(one) is { } key ? key == Parse(another) : one == another;

    private static string Lower(Match match, string part) => match.Groups[part].Value.ToLowerInvariant();

    [GeneratedRegex("^https://(?<host>(?<vault>[a-z0-9-]{3,24})\\.vault\\.(azure\\.net|azure\\.cn|usgovcloudapi\\.net))(:443)?/keys/(?<name>[0-9a-z-]{1,127})(/(?<version>[0-9a-f]{32}))?/?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
