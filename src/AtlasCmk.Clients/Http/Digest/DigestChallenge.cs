using System.Security.Cryptography;

namespace AtlasCmk.Clients;

/// <summary>A server's challenge for HTTP digest authentication (RFC 7616, or RFC 2069 without <c>qop</c>).</summary>
internal sealed record DigestChallenge(string Realm, string Nonce)
{
    /// <summary>Each request sends the challenge back. No service's challenge is longer, and with a longer one every request would be refused.</summary>
    private const int MaxLength = 4096;

    public string? Opaque { get; private init; }

    /// <summary>In the server's spelling, because it is sent back. Null means MD5.</summary>
    public string? Algorithm { get; private init; }

    /// <summary>The offered qop values. Empty before RFC 2617.</summary>
    public IReadOnlyList<string> Qop { get; private init; } = [];

    /// <summary>Whether the server rejected the nonce, not the credentials.</summary>
    public bool Stale { get; private init; }

    /// <summary>Null for an unsupported algorithm, including the -sess variants.</summary>
    public HashAlgorithmName? Hash => Algorithm?.ToUpperInvariant() switch
    {
        null or "MD5" => HashAlgorithmName.MD5,
        "SHA-256" => HashAlgorithmName.SHA256,
        _ => null,
    };

    public bool UsesQop => Qop.Count > 0;

    public bool IsSupported => Hash is not null && (!UsesQop || Qop.Contains("auth", StringComparer.OrdinalIgnoreCase));

    /// <summary>All well-formed digest challenges of a response, the strongest supported one first.</summary>
    public static IReadOnlyList<DigestChallenge> From(HttpResponseMessage response)
    {
        if (!response.Headers.NonValidated.TryGetValues("WWW-Authenticate", out var headers))
        {
            return [];
        }

        return [.. headers.SelectMany(AuthenticationChallenge.ParseAll)
            .Where(c => c.Scheme.Equals("Digest", StringComparison.OrdinalIgnoreCase))
            .Where(c => c.Parameters.Sum(p => p.Value.Length) <= MaxLength)
            .Select(c => From(c.Parameters)).OfType<DigestChallenge>()
            .OrderByDescending(c => c.IsSupported).ThenByDescending(c => c.Hash == HashAlgorithmName.SHA256)];
    }

    private static DigestChallenge? From(IReadOnlyDictionary<string, string> parameters) =>
        parameters.TryGetValue("realm", out var realm) && parameters.TryGetValue("nonce", out var nonce) && nonce.Length > 0
            ? new(realm, nonce)
            {
                Opaque = parameters.GetValueOrDefault("opaque"),
                Algorithm = parameters.GetValueOrDefault("algorithm"),
                Qop = (parameters.GetValueOrDefault("qop") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries),
                Stale = "true".Equals(parameters.GetValueOrDefault("stale"), StringComparison.OrdinalIgnoreCase),
            }
            : null;

    /// <summary>For messages, without the nonce.</summary>
    public override string ToString() => $"digest {Algorithm ?? "MD5"}, qop {(UsesQop ? string.Join(", ", Qop) : "none")}";
}

/// <summary>One challenge of a <c>WWW-Authenticate</c> header (RFC 9110, section 11.6.1), which can contain several.</summary>
internal sealed record AuthenticationChallenge(string Scheme, IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary>Parses what it can and skips the rest, because the header is untrusted text.</summary>
    public static IReadOnlyList<AuthenticationChallenge> ParseAll(string header)
    {
        List<AuthenticationChallenge> challenges = [];
        Dictionary<string, string>? parameters = null;
        var text = new HeaderText(header);
        while (text.SkipTo(IsTokenCharacter))
        {
            var token = text.Take(IsTokenCharacter);
            if (parameters is not null && text.TrySkip('='))
            {
                parameters.TryAdd(token, text.TrySkip('"') ? text.TakeQuoted() : text.Take(c => c is not (',' or ' ' or '\t')));
            }
            else
            {
                parameters = new(StringComparer.OrdinalIgnoreCase);
                challenges.Add(new(token, parameters));
            }
        }

        return challenges;
    }

    private static bool IsTokenCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal);
}
