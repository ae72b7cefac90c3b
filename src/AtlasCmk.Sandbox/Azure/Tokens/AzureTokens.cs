using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Azure.Tokens;

/// <summary>Access tokens in the format of Microsoft Entra, signed with a key that exists as long as the world.</summary>
internal sealed class AzureTokens(SandboxWorld world)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>Clients cannot renew the tokens in the description, and a world may run all day.</summary>
    public static readonly TimeSpan LifetimeOfOperator = TimeSpan.FromHours(24);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public string ArmAudience => $"https://{world.Cloud.ArmHost}";

    public string VaultAudience => $"https://{world.Cloud.VaultSuffix}";

    public string GraphAudience => $"https://{world.Cloud.GraphHost}";

    /// <summary>Resources can end with a slash, and Resource Manager can have its oldest name.</summary>
    public bool TryFindAudience(string resource, [NotNullWhen(true)] out string? audience)
    {
        var name = resource.TrimEnd('/');
        audience = name is "https://management.core.windows.net" ? ArmAudience : name;
        return audience == ArmAudience || audience == VaultAudience || audience == GraphAudience;
    }

    /// <summary>The lifetime uses the machine's clock, because libraries that renew tokens use only that.</summary>
    public string Issue(AzureApplication principal, string audience, TimeSpan? lifetime = null)
    {
        var now = world.Clock.Now;
        var claims = new JsonObject
        {
            ["aud"] = audience,
            ["iss"] = $"https://sts.windows.net/{world.Tenant.Id}/",
            ["iat"] = now.ToUnixTimeSeconds(),
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + world.Clock.OfMachine(lifetime ?? Lifetime)).ToUnixTimeSeconds(),
            ["appid"] = principal.ClientId,
            ["idtyp"] = "app",
            ["oid"] = principal.ObjectId,
            ["sub"] = principal.ObjectId,
            ["tid"] = world.Tenant.Id,
            ["uti"] = Guid.NewGuid().ToString("N"),
            ["ver"] = "1.0",
        };
        var content = $"{Encode("""{"typ":"JWT","alg":"HS256"}""")}.{Encode(claims.ToJsonString())}";
        return $"{content}.{Sign(content)}";
    }

    /// <summary>Null if this world did not issue it. Expired tokens are read too.</summary>
    public AzureToken? Read(string token)
    {
        var end = token.LastIndexOf('.');
        if (end < 0 || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(token[(end + 1)..]), Encoding.ASCII.GetBytes(Sign(token[..end]))))
        {
            return null;
        }

        var claims = JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(token.Split('.')[1]));
        return new AzureToken(
            Claim("aud"), Claim("appid"), Claim("oid"), Claim("tid"), DateTimeOffset.FromUnixTimeSeconds(claims.GetProperty("exp").GetInt64()));

        string Claim(string name) => claims.GetProperty(name).GetString()!;
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private string Sign(string content) => Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(content)));
}

/// <summary>The claims that a service reads from a bearer token.</summary>
internal sealed record AzureToken(string Audience, string ClientId, string ObjectId, string TenantId, DateTimeOffset Expires);
