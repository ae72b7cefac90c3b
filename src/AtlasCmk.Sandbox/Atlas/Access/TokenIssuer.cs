using System.Text;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>The access tokens of service accounts: valid for an hour, at most one hundred at a time, fifty requests per minute.</summary>
internal sealed class TokenIssuer(SandboxWorld world)
{
    public const int RequestsAMinute = 50;
    private const int LiveTokens = 100;
    private static readonly TimeSpan s_life = TimeSpan.FromHours(1);

    private readonly Dictionary<string, Issued> _issued = [];
    private readonly Dictionary<string, Queue<DateTimeOffset>> _requests = [];

    public ApiCredential? Find(string token) =>
        _issued.TryGetValue(token, out var issued) && issued.Expires > world.Now ? world.FindCredential(issued.ClientId) : null;

    /// <summary>Counts a token request of this account from this address. Returns the seconds to wait if the limit is exceeded.</summary>
    public int? Count(string address, string clientId)
    {
        var key = $"{address} {clientId}";
        if (!_requests.TryGetValue(key, out var recent))
        {
            _requests[key] = recent = [];
        }

        while (recent.TryPeek(out var oldest) && oldest + TimeSpan.FromMinutes(1) <= world.Now)
        {
            recent.Dequeue();
        }

        if (recent.Count >= RequestsAMinute)
        {
            return (int)Math.Ceiling((recent.Peek() + TimeSpan.FromMinutes(1) - world.Now).TotalSeconds);
        }

        recent.Enqueue(world.Now);
        return null;
    }

    /// <summary>Null if the account already has the maximum number of valid tokens. (Atlas's response to that is not published.)</summary>
    public JsonObject? Issue(ApiCredential account)
    {
        foreach (var old in _issued.Where(t => t.Value.Expires <= world.Now).Select(t => t.Key).ToList())
        {
            _issued.Remove(old);
        }

        if (_issued.Values.Count(t => t.ClientId == account.Id) >= LiveTokens)
        {
            return null;
        }

        var token = NewToken(account);
        _issued[token] = new Issued(account.Id, world.Now + s_life);
        return new JsonObject { ["access_token"] = token, ["expires_in"] = (int)s_life.TotalSeconds, ["token_type"] = "Bearer" };
    }

    /// <summary>Revoking an unknown token succeeds (RFC 7009).</summary>
    public void Revoke(ApiCredential account, string token)
    {
        if (_issued.TryGetValue(token, out var issued) && issued.ClientId == account.Id)
        {
            _issued.Remove(token);
        }
    }

    private string NewToken(ApiCredential account)
    {
        var header = new JsonObject { ["alg"] = "ES512", ["typ"] = "JWT" };
        var payload = new JsonObject { ["sub"] = account.Id, ["exp"] = (world.Now + s_life).ToUnixTimeSeconds(), ["jti"] = world.Ids.Guid().ToString() };
        return $"{Part(header)}.{Part(payload)}.{world.Ids.Token(86)}";
    }

    private static string Part(JsonObject json) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(json.ToJsonString())).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private sealed record Issued(string ClientId, DateTimeOffset Expires);
}
