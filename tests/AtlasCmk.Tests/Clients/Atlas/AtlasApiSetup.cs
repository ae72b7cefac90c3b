using AtlasCmk.Clients;
using Microsoft.Extensions.Time.Testing;

namespace AtlasCmk.Tests.Clients;

/// <summary>An Atlas API over the whole chain of handlers, with an in-memory server behind digest.</summary>
internal sealed class AtlasApiSetup : IDisposable
{
    public const string ProjectId = "32b6e34b3d91647abb20e7b8";
    public const string EndpointId = "24b6e34b3d91647abb20e7b9";

    private readonly HttpMessageInvoker _http;

    public AtlasApiSetup(Func<FakeTransport.Arrival, HttpResponseMessage> answer)
    {
        Transport = new DigestServer(Time) { Answer = answer }.Transport();
        var options = HttpSetup.Options(Time);
        _http = AtlasHttp.Build(options, new BodyHandler(Transport, SessionSecrets.Of(options)));
        Api = new(_http, options, Log);
    }

    public FakeTimeProvider Time { get; } = new();

    public KeptLog Log { get; } = new();

    public FakeTransport Transport { get; }

    public AtlasApi Api { get; }

    /// <summary>The authenticated requests.</summary>
    public IReadOnlyList<FakeTransport.Arrival> Calls => [.. Transport.Arrivals.Where(a => a.Authorization is not null)];

    public FakeTransport.Arrival Call => Calls.Single();

    public static AtlasApiSetup Answering(string json, int status = 200) => new(_ => FakeTransport.Json(status, json));

    public void Dispose() => _http.Dispose();
}
