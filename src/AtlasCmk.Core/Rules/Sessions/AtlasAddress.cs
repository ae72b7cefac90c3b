using System.Text.RegularExpressions;

namespace AtlasCmk.Rules;

/// <summary>The address of Atlas: a scheme, a host and a port.</summary>
internal static partial class AtlasAddress
{
    /// <summary>The address without the path of the API. Other tools include the path, but here each request adds it.</summary>
    /// <exception cref="AtlasCmkException">It cannot be an Atlas address, or it would reveal a secret.</exception>
    public static Uri Admit(Uri address)
    {
        var isSafe = address is { IsAbsoluteUri: true, UserInfo: "", Query: "", Fragment: "" }
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));
        if (!isSafe)
        {
            throw SessionErrors.SessionSettingsContradict(
                $"The address '{Redacted(address)}' cannot be used for Atlas. Expected https (or http to this machine), without user, query or fragment.",
                "Give an address such as https://cloud.mongodb.com/ (-AtlasUri).", Redacted(address));
        }

        if (address.Host.EndsWith("mongodbgov.com", StringComparison.OrdinalIgnoreCase))
        {
            throw SessionErrors.AtlasForGovernment(address);
        }

        var root = new Uri(address, "/");
        return ApiPath().IsMatch(address.AbsolutePath) ? root : throw SessionErrors.SessionSettingsContradict(
            $"The address '{Redacted(address)}' has the path {address.AbsolutePath}, which is not the path of the Atlas Administration API.",
            $"Give the address without a path: -AtlasUri {root}.", Redacted(address));
    }

    // An address with a user can also contain a password.
    private static string Redacted(Uri address) =>
        address.IsAbsoluteUri ? address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : address.OriginalString;

    [GeneratedRegex("^(/+api(/+(atlas|public)(/+v[0-9.]+)?)?)?/*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ApiPath();
}
