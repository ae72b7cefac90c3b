using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Time.Testing;

namespace AtlasCmk.Tests.Clients;

/// <summary>Atlas with one service account, in memory: it issues and revokes tokens, and accepts active ones.</summary>
internal sealed class TokenServer(FakeTimeProvider time)
{
    public const string ClientId = "mdb_sa_id_1";
    public const string ClientSecret = "mdb_sa_sk_a:b=c/d+e%f";

    private readonly ConcurrentDictionary<string, DateTimeOffset> _live = new();
    private int _issued;
    private int _mostAlive;

    public TimeSpan Life { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Answers of the token endpoint instead, once each.</summary>
    public ConcurrentQueue<HttpResponseMessage> InsteadOfTokens { get; } = new();

    /// <summary>Answers of the revocation instead, once each.</summary>
    public ConcurrentQueue<Func<CancellationToken, Task<HttpResponseMessage>>> InsteadOfRevocations { get; } = new();

    public Func<FakeTransport.Arrival, HttpResponseMessage> Answer { get; set; } = _ => FakeTransport.Json(200, """{"azureKeyVault":{"enabled":false}}""");

    public int Issued => _issued;

    public int MostAlive => _mostAlive;

    public IReadOnlyCollection<string> Alive => [.. _live.Where(t => t.Value > time.GetUtcNow()).Select(t => t.Key)];

    /// <summary>Another client revoked them.</summary>
    public void Forget() => _live.Clear();

    public FakeTransport Transport() => new(async (arrival, cancellation) =>
    {
        // Requests that are sent side by side arrive mixed.
        await Task.Yield();
        return arrival.Uri.AbsolutePath switch
        {
            "/api/oauth/token" => Issue(arrival),
            "/api/oauth/revoke" when InsteadOfRevocations.TryDequeue(out var instead) => await instead(cancellation),
            "/api/oauth/revoke" => Revoke(arrival),
            _ when arrival.Authorization is { } proof && proof.StartsWith("Bearer ", StringComparison.Ordinal) && Alive.Contains(proof[7..]) => Answer(arrival),
            _ => FakeTransport.Json(401, """{"error":401,"errorCode":"UNEXPECTED_ERROR","detail":"You are not authorized for this resource.","reason":"Unauthorized"}"""),
        };
    });

    private HttpResponseMessage Issue(FakeTransport.Arrival arrival)
    {
        if (InsteadOfTokens.TryDequeue(out var instead))
        {
            return instead;
        }

        if (!IsAccount(arrival) || arrival.Body != "grant_type=client_credentials")
        {
            return FakeTransport.Json(401, """{"error_description":"Invalid credentials provided.","error":"invalid_client"}""");
        }

        var token = $"token-{Interlocked.Increment(ref _issued)}.that.must-not-be-seen";
        _live[token] = time.GetUtcNow() + Life;
        _mostAlive = Math.Max(_mostAlive, Alive.Count);
        return FakeTransport.Json(200, $$"""{"access_token":"{{token}}","expires_in":{{(int)Life.TotalSeconds}},"token_type":"Bearer"}""");
    }

    private HttpResponseMessage Revoke(FakeTransport.Arrival arrival)
    {
        var token = Uri.UnescapeDataString(arrival.Body!.Split('&').Single(p => p.StartsWith("token=", StringComparison.Ordinal))[6..]);
        if (!IsAccount(arrival) || !arrival.Body.Contains("token_type_hint=access_token", StringComparison.Ordinal))
        {
            return FakeTransport.Empty(401);
        }

        _live.TryRemove(token, out _);
        return FakeTransport.Empty(200);
    }

    /// <summary>Each half is percent-encoded by itself, so that a colon in a secret is not the one between them.</summary>
    private static bool IsAccount(FakeTransport.Arrival arrival) =>
        arrival.Authorization == "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("mdb_sa_id_1:mdb_sa_sk_a%3Ab%3Dc%2Fd%2Be%25f"));
}
