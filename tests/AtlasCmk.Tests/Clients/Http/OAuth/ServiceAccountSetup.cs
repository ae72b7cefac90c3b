using AtlasCmk.Clients;
using Microsoft.Extensions.Time.Testing;

namespace AtlasCmk.Tests.Clients;

/// <summary>A session's whole chain of handlers with a service account, over <see cref="TokenServer"/>.</summary>
internal sealed class ServiceAccountSetup : IDisposable
{
    public ServiceAccountSetup(FakeTimeProvider? time = null, int speed = 1)
    {
        Time = time ?? new();
        Server = new(Time);
        Transport = Server.Transport();
        var clock = speed == 1 ? (TimeProvider)Time : new ScaledClock(Time, Time.GetUtcNow(), speed);
        Options = HttpSetup.Options(clock) with { Atlas = new(TokenServer.ClientId, HttpSetup.Secure(TokenServer.ClientSecret)) { IsServiceAccount = true } };
        Http = AtlasHttp.Build(Options, new BodyHandler(Transport, SessionSecrets.Of(Options)));
    }

    public FakeTimeProvider Time { get; }

    public TokenServer Server { get; }

    public FakeTransport Transport { get; }

    public ConnectionOptions Options { get; }

    public AtlasInvoker Http { get; }

    public KeptLog Log { get; } = new();

    public int Requests(string path) => Transport.Arrivals.Count(a => a.Uri.AbsolutePath == path);

    public int Tokens => Requests("/api/oauth/token");

    public int Revocations => Requests("/api/oauth/revoke");

    public async Task<int> SendAsync(string method = "GET", string? body = null, CancellationToken cancellation = default)
    {
        using var request = HttpSetup.Request(method, body: body, log: Log);
        using var response = await Http.SendAsync(request, cancellation);
        return (int)response.StatusCode;
    }

    public void Dispose() => Http.Dispose();
}
