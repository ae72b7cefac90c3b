using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AtlasCmk.Tests.Clients;

/// <summary>A server's side of HTTP digest, as strict as Jetty's: nonces age, counts end, and a count that was seen is refused.</summary>
internal sealed partial class DigestServer(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Nonce> _nonces = new();
    private int _issued;

    public const string PublicKey = "abcdefgh";
    public const string PrivateKey = "7c2f9f5e-0a1b-4c3d-8e7f-private\\key\\";

    public string Realm { get; init; } = "MMS Public API";

    public string Parameters { get; init; } = "domain=\"\", algorithm=MD5, qop=\"auth\"";

    public bool UsesSha256 { get; init; }

    public bool UsesQop { get; init; } = true;

    public TimeSpan NonceLife { get; set; } = TimeSpan.FromSeconds(60);

    public int MaxCount { get; init; } = 1024;

    /// <summary>Takes each nonce once, whatever its count.</summary>
    public bool OneTimeNonces { get; init; }

    public bool AlwaysStale { get; init; }

    /// <summary>How many fresh nonces it calls stale before it accepts one, as behind a load balancer.</summary>
    public int StaleTimes { get; set; }

    public Func<FakeTransport.Arrival, HttpResponseMessage> Answer { get; set; } = _ => FakeTransport.Json(200, """{"azureKeyVault":{"enabled":false}}""");

    /// <summary>Every (nonce, nc) that was offered.</summary>
    public ConcurrentQueue<(string Nonce, int Count)> Offered { get; } = new();

    public int ChallengesIssued => _issued;

    public FakeTransport Transport() => new(Receive);

    /// <summary>Over a wire on which requests that are sent side by side arrive mixed.</summary>
    public FakeTransport MixingTransport() => new(async (arrival, _) =>
    {
        await Task.Yield();
        return Receive(arrival);
    });

    public void ForgetNonces() => _nonces.Clear();

    private HttpResponseMessage Receive(FakeTransport.Arrival arrival)
    {
        if (arrival.Authorization is null)
        {
            return Challenge(stale: false);
        }

        var given = Parameter().Matches(arrival.Authorization).ToDictionary(m => m.Groups["name"].Value, m => Unescape(m.Groups["quoted"].Success ? m.Groups["quoted"].Value : m.Groups["bare"].Value));
        if (given["username"] != PublicKey || given["realm"] != Realm || given["uri"] != arrival.PathAndQuery || given["response"] != Expected(arrival.Method, given))
        {
            return Challenge(stale: false);
        }

        var count = UsesQop ? int.Parse(given["nc"], NumberStyles.HexNumber, CultureInfo.InvariantCulture) : 1;
        Offered.Enqueue((given["nonce"], count));
        if (AlwaysStale || StaleTimes-- > 0 || !_nonces.TryGetValue(given["nonce"], out var nonce) || time.GetUtcNow() - nonce.Issued > NonceLife || count >= MaxCount)
        {
            return Challenge(stale: true);
        }

        // Before RFC 2617 there is no count, and so no replay to see.
        return UsesQop && !nonce.Seen.TryAdd(OneTimeNonces ? 0 : count, true) ? Challenge(stale: false) : Answer(arrival);
    }

    private HttpResponseMessage Challenge(bool stale)
    {
        var nonce = $"nonce/{Interlocked.Increment(ref _issued)}==";
        _nonces[nonce] = new(time.GetUtcNow());
        var response = FakeTransport.Text(401, "<html>401</html>", "text/html");
        response.Headers.TryAddWithoutValidation("WWW-Authenticate", $"Digest realm=\"{Realm}\", nonce=\"{nonce}\", {Parameters}, stale={(stale ? "true" : "false")}");
        return response;
    }

    private string Expected(string method, Dictionary<string, string> given)
    {
        var identity = Hash($"{PublicKey}:{Realm}:{PrivateKey}");
        var request = Hash($"{method}:{given["uri"]}");
        return UsesQop
            ? Hash($"{identity}:{given["nonce"]}:{given["nc"]}:{given["cnonce"]}:{given["qop"]}:{request}")
            : Hash($"{identity}:{given["nonce"]}:{request}");
    }

    private string Hash(string text) =>
        Convert.ToHexStringLower(CryptographicOperations.HashData(UsesSha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.MD5, Encoding.UTF8.GetBytes(text)));

    private static string Unescape(string text) => Escape().Replace(text, "$1");

    [GeneratedRegex("""(?<name>\w+)=(?:"(?<quoted>(?:\\.|[^"\\])*)"|(?<bare>[^\s,]+))""")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();

    private sealed record Nonce(DateTimeOffset Issued)
    {
        public ConcurrentDictionary<int, bool> Seen { get; } = new();
    }
}
