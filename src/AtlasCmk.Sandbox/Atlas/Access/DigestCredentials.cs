using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>The parsed Authorization header of digest authentication (RFC 7616).</summary>
internal sealed partial class DigestCredentials
{
    private readonly Dictionary<string, string> _fields;

    private DigestCredentials(Dictionary<string, string> fields) => _fields = fields;

    public string UserName => Field("username");

    public string Nonce => Field("nonce");

    /// <summary>Eight hexadecimal digits that count the requests made with the nonce, "including the current request", so the count is at least 1.</summary>
    public uint? Count => Field("nc") is { Length: 8 } nc && uint.TryParse(nc, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;

    public static DigestCredentials Parse(string header)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (Match field in Pair().Matches(header))
        {
            fields[field.Groups["name"].Value] = field.Groups["quoted"].Success
                ? field.Groups["quoted"].Value.Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal)
                : field.Groups["plain"].Value;
        }

        return new DigestCredentials(fields);
    }

    /// <summary>Checks everything except the nonce: the user, the request, and the secret.</summary>
    public bool Prove(string secret, string realm, string algorithm, string method, string target)
    {
        // MD5 is the default when a client names no algorithm (RFC 7616).
        if (Field("realm") != realm || Field("uri") != target || Field("qop") != "auth" || Field("cnonce").Length == 0
            || !string.Equals(_fields.GetValueOrDefault("algorithm", "MD5"), algorithm, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var secretPart = Hash(algorithm, $"{UserName}:{realm}:{secret}");
        var requestPart = Hash(algorithm, $"{method}:{target}");
        var expected = Hash(algorithm, $"{secretPart}:{Nonce}:{Field("nc")}:{Field("cnonce")}:{Field("qop")}:{requestPart}");
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(Field("response")));
    }

    private string Field(string name) => _fields.GetValueOrDefault(name, "");

#pragma warning disable CA5351 // Atlas's digest uses MD5.
    private static string Hash(string algorithm, string text) => Convert.ToHexStringLower(
        algorithm == "SHA-256" ? SHA256.HashData(Encoding.UTF8.GetBytes(text)) : MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351

    [GeneratedRegex("""(?<name>[a-z]+)\s*=\s*(?:"(?<quoted>(?:\\.|[^"\\])*)"|(?<plain>[^\s,]+))""", RegexOptions.IgnoreCase)]
    private static partial Regex Pair();
}
