using System.Globalization;
using System.Text.RegularExpressions;

namespace AtlasCmk.Clients;

/// <summary>The headers of a response in a record, without those that a proxy can add.</summary>
internal sealed partial class HeaderRedaction(Pseudonyms pseudonyms, AddressRedaction addresses, TimeSpan shift)
{
    /// <summary>Null for a header that is omitted.</summary>
    public string? Redact(string name, string value) => name.ToLowerInvariant() switch
    {
        "content-type" => Kept(MediaTypePattern(), value),
        "server" => Kept(ServerPattern(), value),
        "cache-control" => Kept(DirectivesPattern(), value),
        "retry-after" or "ratelimit-limit" or "ratelimit-remaining" => Kept(NumberPattern(), value),
        "x-java-method" => Kept(MethodPattern(), value),
        "x-error-code" => KnownWords.IsWord(value) ? value : pseudonyms.Of(value),
        "x-ms-keyvault-service-version" => Kept(VersionPattern(), value),
        // The end of a version is the same for all users.
        "deprecation" or "sunset" => DateTimeOffset.TryParseExact(value, "ddd, d MMM yyyy HH:mm:ss 'GMT'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            ? value : pseudonyms.Of(value),
        "date" => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? (time + shift).ToString("r", CultureInfo.InvariantCulture) : null,
        "location" or "azure-asyncoperation" => addresses.Redact(value) ?? pseudonyms.Of(value),
        // Realm and nonce are part of the sign-in.
        "www-authenticate" => SchemePattern().Match(value) is { Success: true } scheme ? $"{scheme.Value} {pseudonyms.Of(value)}" : pseudonyms.Of(value),
        var other => OfServicePattern().IsMatch(other) ? NumberPattern().IsMatch(value) ? value : pseudonyms.Of(value) : null,
    };

    private string Kept(Regex known, string value) => known.IsMatch(value) ? value : pseudonyms.Of(value);

    [GeneratedRegex(@"^(application|text)/(json|problem\+json|html|plain|xml|vnd\.atlas\.\d{4}-\d\d-\d\d\+json)(; ?charset=(utf-8|iso-8859-1))?$", RegexOptions.IgnoreCase)]
    private static partial Regex MediaTypePattern();

    [GeneratedRegex(@"^(mdbws|Kestrel|nginx|istio-envoy|Microsoft-(IIS|HTTPAPI)/\d{1,2}\.\d)$", RegexOptions.IgnoreCase)]
    private static partial Regex ServerPattern();

    [GeneratedRegex(@"^(no-cache|no-store|no-transform|must-revalidate|private|public|max-age=0|,| )+$", RegexOptions.IgnoreCase)]
    private static partial Regex DirectivesPattern();

    [GeneratedRegex(@"^\d{1,9}$")]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"^Api[A-Za-z]{1,80}(\d{8})?::[A-Za-z]{1,80}$")]
    private static partial Regex MethodPattern();

    [GeneratedRegex(@"^\d{1,4}(\.\d{1,4}){1,4}$")]
    private static partial Regex VersionPattern();

    [GeneratedRegex("^(Digest|Bearer|Basic)(?= )")]
    private static partial Regex SchemePattern();

    [GeneratedRegex("^(x-ms-[a-z-]+|x-mongodb-[a-z-]+|x-envoy-[a-z-]+|etag|strict-transport-security|x-content-type-options|x-frame-options|vary|pragma|expires)$")]
    private static partial Regex OfServicePattern();
}
