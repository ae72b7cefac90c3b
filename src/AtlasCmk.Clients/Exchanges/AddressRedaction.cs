using System.Text.RegularExpressions;

namespace AtlasCmk.Clients;

/// <summary>Redacts addresses and resource IDs. The words of the services stay, everything else becomes a pseudonym.</summary>
internal sealed partial class AddressRedaction(Pseudonyms pseudonyms)
{
    /// <summary>Null if the text is not an address or a path.</summary>
    public string? Redact(string text) =>
        AddressPattern().Match(text) is { Success: true } address ? Address(address)
        : text.StartsWith('/') ? Path(text)
        : null;

    public string Path(string path) => string.Join('/', path.Split('/').Select(Segment));

    private string Segment(string escaped)
    {
        var segment = Uri.UnescapeDataString(escaped);
        return segment.Length == 0 || KnownWords.IsSegment(segment) ? segment
            : KeyPattern().Match(segment) is { Success: true } key ? $"{key.Groups["set"].Value}(appId='{pseudonyms.Of(key.Groups["key"].Value)}')"
            : pseudonyms.Of(segment);
    }

    private string Address(Match address)
    {
        var scheme = address.Groups["scheme"].Value;
        var rest = address.Groups["rest"].Value;
        return scheme is "http" or "https" && Uri.TryCreate(address.Value, UriKind.Absolute, out var uri)
            ? $"{scheme}://{Host(uri.Host)}{(uri.IsDefaultPort ? "" : ":443")}{Path(uri.AbsolutePath)}{Query(uri.Query)}"
            : $"{scheme}://{pseudonyms.Of(rest)}";
    }

    private string Host(string host) =>
        KnownWords.IsHost(host) ? host
        : AzureCloud.OfVaultHost(host) is { } cloud && host[..^(cloud.VaultSuffix.Length + 1)] is { Length: > 0 } vault ? $"{pseudonyms.Of(vault)}.{cloud.VaultSuffix}"
        : pseudonyms.Of(host);

    private string Query(string query) => query.Length < 2 ? "" : "?" + string.Join('&', query[1..].Split('&').Select(Parameter));

    private string Parameter(string parameter)
    {
        var halves = parameter.Split('=', 2);
        var name = KnownWords.IsQuery(halves[0]) ? halves[0] : pseudonyms.Of(Uri.UnescapeDataString(halves[0]));
        return halves.Length == 1 ? name
            : $"{name}={(halves[1].Length == 0 || KnownWords.IsPlainQuery(halves[0], halves[1]) ? halves[1] : pseudonyms.Of(Uri.UnescapeDataString(halves[1])))}";
    }

    /// <summary>How Microsoft Graph addresses an application.</summary>
    [GeneratedRegex("^(?<set>applications|servicePrincipals)\\(appId='(?<key>[^']+)'\\)$")]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"^(?<scheme>https?|mongodb|mongodb\+srv)://(?<rest>.+)$", RegexOptions.Singleline)]
    private static partial Regex AddressPattern();
}
