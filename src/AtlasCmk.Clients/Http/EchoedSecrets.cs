using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Takes out of a refusal what the request proved itself with, or was to hand over: a server that repeats a secret gets it into no message and no trace.</summary>
internal static partial class EchoedSecrets
{
    private const string Hidden = "…";

    /// <summary>Shorter ones would take ordinary words with them.</summary>
    private const int MinLength = 6;

    /// <summary>The secrets of a request to Atlas: its token, the account's secret, and whatever its body names so.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        return [.. OfHeader(request.Headers.Authorization), .. AtlasAnswer.TryParse(body) is { } json ? OfJson(json) : OfForm(Encoding.UTF8.GetString(body))];
    }

    /// <summary>The same bytes where none of the secrets is in them.</summary>
    public static byte[] Remove(byte[] body, IEnumerable<string> secrets)
    {
        var text = Encoding.UTF8.GetString(body);
        var forms = secrets.Where(s => s.Length >= MinLength).SelectMany(Forms).Distinct().OrderByDescending(f => f.Length).Where(f => text.Contains(f, StringComparison.Ordinal)).ToList();
        return forms.Count == 0 ? body : Encoding.UTF8.GetBytes(forms.Aggregate(text, (left, form) => left.Replace(form, Hidden, StringComparison.Ordinal)));
    }

    /// <summary>A secret may come back as JSON or an address has to spell it.</summary>
    private static IEnumerable<string> Forms(string secret) => [secret, JsonConvert.ToString(secret)[1..^1], Uri.EscapeDataString(secret)];

    private static IEnumerable<string> OfHeader(AuthenticationHeaderValue? header) => header switch
    {
        { Scheme: "Bearer", Parameter: { } token } => [token],
        { Scheme: "Basic", Parameter: { } both } => [both, Uri.UnescapeDataString(Encoding.ASCII.GetString(Convert.FromBase64String(both)).Split(':')[^1])],
        // Digest sends no secret.
        _ => [],
    };

    private static IEnumerable<string> OfJson(JToken json) =>
        from property in json.SelectTokens("$..*").Select(t => t.Parent).OfType<JProperty>().Distinct()
        where SecretPattern().IsMatch(property.Name) && property.Value.Type == JTokenType.String
        select (string)property.Value!;

    private static IEnumerable<string> OfForm(string form) =>
        from pair in form.Split('&')
        let halves = pair.Split('=', 2)
        where halves.Length == 2 && SecretPattern().IsMatch(halves[0])
        select Uri.UnescapeDataString(halves[1]);

    [GeneratedRegex("secret|password|token|privateKey|apiKey", RegexOptions.IgnoreCase)]
    private static partial Regex SecretPattern();
}
