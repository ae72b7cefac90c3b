using System.Globalization;
using System.Net;

namespace AtlasCmk.Clients;

/// <summary>A 429, with what it says about its bucket.</summary>
internal sealed class LimitRefusal
{
    private readonly byte[] _body;
    private readonly List<(string Name, string Value)> _headers;

    private LimitRefusal(byte[] body, List<(string Name, string Value)> headers) => (_body, _headers) = (body, headers);

    /// <summary>Null if the response requests none.</summary>
    public TimeSpan? Wait { get; private init; }

    /// <summary>Null if the response does not say how the bucket refills.</summary>
    public RefillRule? Rule { get; private init; }

    /// <summary>On the clock of <see cref="RequestLimits"/>: until then the service refuses every request of the bucket.</summary>
    public TimeSpan Until { get; set; }

    public static async Task<LimitRefusal> ReadAsync(HttpResponseMessage response, DateTimeOffset now, CancellationToken cancellation)
    {
        var body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        var error = AtlasErrorBody.Read(body);

        // Documented: the path, the seconds to wait, the capacity, the refill, and its seconds.
        var parameters = error is { ErrorCode: "RATE_LIMITED_TOKEN_BUCKET", Parameters.Count: >= 5 } ? error.Parameters : [];
        var (wait, refill, period) = (Number(parameters, 1), Number(parameters, 3), Number(parameters, 4));
        return new(body, [.. response.Headers.NonValidated.Select(header => (header.Key, header.Value.ToString()))])
        {
            Wait = RetryDelay.Asked(response.Headers.RetryAfter, now) ?? (wait is { } seconds ? TimeSpan.FromSeconds(seconds) : null),
            Rule = refill is { } tokens && period is { } length ? new(tokens, TimeSpan.FromSeconds(length), AtOnce: null) : null,
        };
    }

    /// <summary>The response again, for a request that was not sent.</summary>
    public HttpResponseMessage ToResponse(HttpRequestMessage request)
    {
        var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { RequestMessage = request, Content = new ByteArrayContent(_body) };
        _headers.ForEach(header => response.Headers.TryAddWithoutValidation(header.Name, header.Value));
        return response;
    }

    private static int? Number(IReadOnlyList<string> parameters, int index) =>
        index < parameters.Count && int.TryParse(parameters[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1_000_000 ? number : null;
}
