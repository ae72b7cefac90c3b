using System.Text;
using System.Text.RegularExpressions;

namespace AtlasCmk.Clients;

/// <summary>What Azure requires of the next sign-in: the claims and, if given, the tenant.</summary>
/// <remarks>Source: Microsoft Entra, "Claims challenges, claims requests and client capabilities". Azure.Core has already passed them to the session's credential.</remarks>
internal sealed partial record AzureChallenge(string? Claims, string? TenantId)
{
    /// <summary>Null if the header requests no claims.</summary>
    public static AzureChallenge? Parse(string? wwwAuthenticate) =>
        wwwAuthenticate is not null && ClaimsPattern().Match(wwwAuthenticate) is { Success: true } claims
            ? new(claims.Groups["value"].Value, TenantPattern().Match(wwwAuthenticate) is { Success: true } tenant ? tenant.Groups["id"].Value : null)
            : null;

    /// <summary>Whether the claims require a stronger sign-in. Other claims require a newer one, for example after a password change.</summary>
    public bool AsksForStrength
    {
        get
        {
            var padded = (Claims ?? "").Replace('-', '+').Replace('_', '/');
            var bytes = new byte[padded.Length];
            return Convert.TryFromBase64String(padded.PadRight((padded.Length + 3) / 4 * 4, '='), bytes, out var length)
                && StrengthPattern().IsMatch(Encoding.UTF8.GetString(bytes, 0, length));
        }
    }

    [GeneratedRegex("""\bclaims\s*=\s*"?(?<value>[A-Za-z0-9+/_=-]{1,8192})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ClaimsPattern();

    [GeneratedRegex("""\bauthorization(?:_uri)?\s*=\s*"?https://[^/"]+/(?<id>[0-9a-f]{8}-[0-9a-f-]{27})""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TenantPattern();

    [GeneratedRegex("\"(?:acrs|acr|amr)\"", RegexOptions.CultureInvariant)]
    private static partial Regex StrengthPattern();
}
