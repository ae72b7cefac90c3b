using System.Collections.Concurrent;
using System.Globalization;

namespace AtlasCmk.Clients;

/// <summary>Says what Atlas says about versions that it will withdraw: once for each operation at Verbose, and once a session in a warning where the end is near.</summary>
/// <remarks>Atlas sends HTTP dates whose days may have one digit; RFC 9745 has a Deprecation begin with @ and seconds since 1970.</remarks>
internal sealed class SunsetHandler(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    private static readonly TimeSpan s_near = TimeSpan.FromDays(180);

    private readonly ConcurrentDictionary<AtlasOperation, bool> _told = new();
    private int _warned;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (RequestContext.Of(request) is { Operation: { } operation, Log: var log } && DateOf(response, "Sunset") is var sunset && DateOf(response, "Deprecation") is var deprecated && (sunset ?? deprecated) is not null)
        {
            var version = $"Version {operation.Version} of {operation.Method} {operation.Template}";
            if (_told.TryAdd(operation, true))
            {
                log.Verbose($"{version} is deprecated{Day(" since ", deprecated)}{Day("; Atlas withdraws it on ", sunset)}.");
            }

            if (sunset - time.GetUtcNow() < s_near && !operation.OutlivesItsVersion && Interlocked.Exchange(ref _warned, 1) == 0)
            {
                log.Warning($"{version} ends{Day(" on ", sunset)}. Update AtlasCmk before then: Update-Module AtlasCmk. With Invoke-AtlasRequest, give a newer -ApiVersion.");
            }
        }

        return response;
    }

    private static string Day(string before, DateTimeOffset? date) => date is { } known ? string.Create(CultureInfo.InvariantCulture, $"{before}{known:yyyy-MM-dd}") : "";

    private static DateTimeOffset? DateOf(HttpResponseMessage response, string header)
    {
        var text = response.Headers.NonValidated.TryGetValues(header, out var values) ? values.ToString() : "";
        return text.StartsWith('@') && long.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date
            : null;
    }
}
