using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>The claims in a token of Atlas or Azure. The signature is not verified, because the service does that.</summary>
internal static class TokenClaims
{
    /// <summary>Null if the token is not a JWT.</summary>
    public static JObject? Read(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            return null;
        }

        try
        {
            var payload = parts[1].Replace('-', '+').Replace('_', '/');
            return JObject.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(payload.PadRight((payload.Length + 3) / 4 * 4, '='))));
        }
        catch (Exception e) when (e is FormatException or JsonException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>When the token expires. Null if it is not a JWT or has no expiry.</summary>
    public static DateTimeOffset? ExpiryOf(string token)
    {
        try
        {
            return Read(token)?["exp"] is JValue { Type: JTokenType.Integer } end ? DateTimeOffset.FromUnixTimeSeconds((long)end) : null;
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            return null;
        }
    }
}
