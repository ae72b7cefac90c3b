using System.Globalization;
using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace AtlasCmk.Tests.Clients;

/// <summary>A server with token buckets on a fake clock, one for each path. It knows which requests their sender knew to be refused.</summary>
internal sealed class LimitedServer(FakeTimeProvider time, int seed) : HttpMessageHandler
{
    private const double Rounding = 1e-6;

    private readonly object _lock = new();
    private readonly Dictionary<string, Bucket> _buckets = [];
    private readonly Random _random = new(seed);
    private readonly DateTimeOffset _began = time.GetUtcNow();

    public int Capacity { get; set; } = 60;

    public int Refill { get; init; } = 60;

    /// <summary>Tokens arrive together at the end of each minute, as from Atlas, or evenly.</summary>
    public bool AtOnce { get; init; } = true;

    public bool HasHeaders { get; init; } = true;

    /// <summary>Whether refusals say how the bucket refills.</summary>
    public bool Explains { get; init; } = true;

    /// <summary>The share of requests that fail without a reason.</summary>
    public double Of429 { get; init; }

    public double Of503 { get; init; }

    /// <summary>The share of requests after which another client takes a token.</summary>
    public double OfOthers { get; init; }

    /// <summary>A response takes up to so many steps of 50 ms. Some overtake others.</summary>
    public int Slowness { get; init; } = 4;

    /// <summary>The number of the request that fails with a 503.</summary>
    public int FailsAt { get; set; }

    /// <summary>Every response takes 100 ms.</summary>
    public bool IsEven { get; init; }

    public int Requests { get; private set; }

    public int Refused { get; private set; }

    public int RefusedKnowingly { get; private set; }

    /// <summary>The numbers of the requests of each path in the order in which they arrived for the first time.</summary>
    public Dictionary<string, List<string>> Arrived { get; } = [];

    /// <summary>How long the buckets make a client wait that needs so many tokens of one.</summary>
    public TimeSpan Schedule(int tokens) => tokens <= Capacity ? TimeSpan.Zero
        : AtOnce ? TimeSpan.FromMinutes(Math.Ceiling((tokens - Capacity) / (double)Refill))
        : TimeSpan.FromMinutes((tokens - Capacity) / (double)Refill);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath;
        int there, back;
        Bucket bucket;
        bool isKnown;
        lock (_lock)
        {
            (there, back) = IsEven ? (1, 1) : (_random.Next(Slowness + 1), _random.Next(Slowness + 1));
            bucket = _buckets.TryGetValue(path, out var known) ? known : _buckets[path] = new() { Tokens = Capacity };
            isKnown = bucket.KnownUntil > Now;
            Requests++;
            (Arrived.TryGetValue(path, out var order) ? order : Arrived[path] = []).Add(request.RequestUri.Query);
        }

        await Task.Delay(TimeSpan.FromMilliseconds(50 * there), time, cancellationToken);
        var (response, knownUntil, taken) = Process(bucket, isKnown);
        await Task.Delay(TimeSpan.FromMilliseconds(50 * back), time, cancellationToken);
        lock (_lock)
        {
            // What the response says is outdated if a token was taken since.
            if (knownUntil is { } until && bucket.Taken == taken && until > bucket.KnownUntil)
            {
                bucket.KnownUntil = until;
            }
        }

        return response;
    }

    /// <summary>
    /// What a sender knows of an empty bucket: the time for one token, but no longer than in the documented buckets, which refill a third or more.
    /// If no refusal explains it, the sender knows it only roughly.
    /// </summary>
    private TimeSpan Told => TimeSpan.FromMinutes(Math.Min(1.0 / Refill, 3.0 / Capacity) / (Explains ? 1 : 2));

    private TimeSpan Now => time.GetUtcNow() - _began;

    private (HttpResponseMessage Response, TimeSpan? KnownUntil, int Taken) Process(Bucket bucket, bool isKnown)
    {
        lock (_lock)
        {
            var chance = _random.NextDouble();
            if (FailsAt == Requests)
            {
                return (FakeTransport.Empty(503), null, 0);
            }

            if (chance < Of429 + Of503)
            {
                var fault = FakeTransport.Empty(chance < Of429 ? 429 : 503);
                if (chance < Of429)
                {
                    fault.Headers.TryAddWithoutValidation("Retry-After", "1");
                }

                return (fault, null, 0);
            }

            bucket.Gain(this);
            if (bucket.Tokens < 1 - Rounding)
            {
                Refused++;
                RefusedKnowingly += isKnown ? 1 : 0;
                var wait = bucket.Wait(this);
                var refusal = FakeTransport.Json(429, Explains ? string.Create(CultureInfo.InvariantCulture,
                    $$"""{"error":429,"errorCode":"RATE_LIMITED_TOKEN_BUCKET","detail":"x","parameters":["api/atlas/v2/x",{{wait}},{{Capacity}},{{Refill}},60]}""") : "");
                refusal.Headers.TryAddWithoutValidation("Retry-After", wait.ToString(CultureInfo.InvariantCulture));
                return (refusal, Now + TimeSpan.FromSeconds(wait), bucket.Taken);
            }

            bucket.Tokens -= 1 + (_random.NextDouble() < OfOthers && bucket.Tokens >= 2 ? 1 : 0);
            bucket.Taken++;
            bucket.KnownUntil = TimeSpan.Zero;
            var response = FakeTransport.Json(200, "{}");
            if (HasHeaders)
            {
                response.Headers.TryAddWithoutValidation("RateLimit-Limit", Capacity.ToString(CultureInfo.InvariantCulture));
                response.Headers.TryAddWithoutValidation("RateLimit-Remaining", ((int)(bucket.Tokens + Rounding)).ToString(CultureInfo.InvariantCulture));
            }

            return (response, HasHeaders && bucket.Tokens < 1 - Rounding ? Now + Told : null, bucket.Taken);
        }
    }

    private sealed class Bucket
    {
        private TimeSpan? _at;

        public double Tokens { get; set; }

        /// <summary>Until then, a sender that reads the responses knows that it would be refused.</summary>
        public TimeSpan KnownUntil { get; set; }

        public int Taken { get; set; }

        public void Gain(LimitedServer server)
        {
            _at ??= server.Now;
            var minutes = (server.Now - _at.Value) / TimeSpan.FromMinutes(1);
            minutes = server.AtOnce ? Math.Floor(minutes) : minutes;
            Tokens = Math.Min(server.Capacity, Tokens + (minutes * server.Refill));
            _at += minutes * TimeSpan.FromMinutes(1);
        }

        public int Wait(LimitedServer server) => Math.Max(1, (int)Math.Ceiling(server.AtOnce
            ? (_at!.Value + TimeSpan.FromMinutes(1) - server.Now).TotalSeconds
            : (1 - Tokens) / server.Refill * 60));
    }
}
