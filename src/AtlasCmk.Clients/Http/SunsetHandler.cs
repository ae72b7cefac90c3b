using System.Collections.Concurrent;
using System.Globalization;

namespace AtlasCmk.Clients;

/// <summary>Reports versions that Atlas will withdraw: once per operation at Verbose, and once per session as a warning near the date.</summary>
/// <remarks>Atlas sends HTTP dates with one-digit days. In RFC 9745, Deprecation is @ and seconds since 1970.</remarks>
internal sealed class SunsetHandler(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    private const int MostText = 60;

    private static readonly TimeSpan s_near = TimeSpan.FromDays(180);

    private readonly ConcurrentDictionary<AtlasOperation, bool> _told = new();
    private int _warned;
    private int _warnedOfText;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        var (sunset, deprecated) = (Text(response, "Sunset"), Text(response, "Deprecation"));
        if (RequestContext.Of(request) is { Operation: { } operation, Log: var log } && (sunset ?? deprecated) is not null)
        {
            Say(operation, sunset, deprecated, log);
        }

        return response;
    }

    private void Say(AtlasOperation operation, string? sunset, string? deprecated, IOperationLog log)
    {
        var version = $"Version {operation.Version} of {operation.Method} {operation.Template}";
        if (_told.TryAdd(operation, true))
        {
            log.Verbose($"{version} is deprecated{Day(" since ", deprecated)}{Day("; Atlas withdraws it on ", sunset)}.");
        }

        // An unreadable date could be soon.
        var isNear = sunset is not null && (DateOf(sunset) is not { } end || end - time.GetUtcNow() < s_near);
        if (isNear && !operation.OutlivesItsVersion && Interlocked.Exchange(ref DateOf(sunset!) is null ? ref _warnedOfText : ref _warned, 1) == 0)
        {
            log.Warning($"{version} ends{Day(" on ", sunset)}. Update AtlasCmk before then: Update-Module AtlasCmk. With Invoke-AtlasRequest, give a newer -ApiVersion.");
        }
    }

    private static string? Text(HttpResponseMessage response, string header) =>
        response.Headers.NonValidated.TryGetValues(header, out var values) && values.ToString().Trim() is { Length: > 0 } text ? text : null;

    /// <summary>The date. Other text is quoted.</summary>
    private static string Day(string before, string? text) => text is null ? ""
        : DateOf(text) is { } known ? string.Create(CultureInfo.InvariantCulture, $"{before}{known:yyyy-MM-dd}")
        : $"{before}'{(text.Length > MostText ? text[..MostText] + "…" : text)}' (not a date)";

    private static DateTimeOffset? DateOf(string text) =>
        text.StartsWith('@') && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds)
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
        : null;
}
