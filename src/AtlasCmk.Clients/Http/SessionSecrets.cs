using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Every secret of one session, whichever host it is for, and the one place that takes them out of answers and exceptions.</summary>
/// <remarks>
/// The list is filled from the session's settings, from what its requests carry, and from the tokens that it obtains. The secrets
/// are held in clear as long as the session lives: only what is known can be found.
/// </remarks>
internal sealed partial class SessionSecrets
{
    private const string Hidden = "…";

    /// <summary>Shorter ones would take ordinary words with them.</summary>
    private const int MinLength = 6;

    /// <summary>In a success they would take data with them.</summary>
    private const int MinLengthInSuccess = 16;

    /// <summary>Tokens are renewed every hour: the oldest leave first.</summary>
    private const int MostSeen = 64;

    /// <summary>How often a refusal may be decoded to look for a secret in it: JSON inside JSON inside an address.</summary>
    private const int MostLayers = 4;

    private readonly object _lock = new();
    private readonly List<Secret> _given = [];
    private readonly List<Secret> _seen = [];
    private volatile Secret[] _all = [];

    private sealed record Secret(string Text, string Form)
    {
        public byte[] Bytes { get; } = Encoding.UTF8.GetBytes(Form);

        /// <summary>A record would print the secret.</summary>
        public override string ToString() => Hidden;
    }

    /// <summary>The secrets that <paramref name="options"/> already hold.</summary>
    public static SessionSecrets Of(ConnectionOptions options)
    {
        var secrets = new SessionSecrets();
        var azure = options.Azure;
        foreach (var given in new[] { options.Atlas?.Secret, azure.ClientSecret, azure.AccessToken, azure.KeyVaultAccessToken, options.Proxy?.Password })
        {
            secrets.Keep(secrets._given, given?.Reveal());
        }

        return secrets;
    }

    /// <summary>From here on it is taken out of all answers and exceptions.</summary>
    public void Keep(string? secret) => Keep(_seen, secret);

    /// <summary>Keeps what a request proves itself with, and what it hands over under the name of a secret.</summary>
    public async Task KeepOfAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        foreach (var header in request.Headers.NonValidated.Where(h => SecretPattern().IsMatch(h.Key)))
        {
            Keep(header.Value.ToString());
        }

        var body = request.Content is null ? [] : await request.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
        foreach (var secret in OfHeader(request.Headers.Authorization).Concat(body.Length == 0 ? [] : AtlasAnswer.TryParse(body) is { } json ? OfJson(json) : OfForm(Encoding.UTF8.GetString(body))))
        {
            Keep(secret);
        }
    }

    /// <summary>Keeps the tokens that an answer hands out; false where it hands out none.</summary>
    public bool TryKeepTokens(byte[] body)
    {
        if (body.AsSpan().IndexOf("\"access_token\""u8) < 0 || AtlasAnswer.TryParse(body) is not JObject json || json["access_token"] is not JValue { Type: JTokenType.String })
        {
            return false;
        }

        OfJson(json).ToList().ForEach(Keep);
        return true;
    }

    /// <summary>The body of a success, without the session's secrets; the same bytes where it holds none.</summary>
    public byte[] BlotSuccess(byte[] body) => Blot(body, MinLengthInSuccess);

    /// <summary>The body of a refusal, without the session's secrets. One that hides a secret in a spelling which is not known here is left out whole.</summary>
    public byte[] BlotRefusal(byte[] body)
    {
        var blotted = Blot(body, MinLength);
        return IsHiddenIn(Encoding.UTF8.GetString(blotted)) ? Encoding.UTF8.GetBytes(WithoutHidden(blotted)) : blotted;
    }

    /// <summary>Where a secret is in a spelling that is not known here, what holds it is left out: a text of a JSON answer, or else the answer. The rest says what to do.</summary>
    private string WithoutHidden(byte[] body)
    {
        if (AtlasAnswer.TryParse(body) is JContainer json)
        {
            foreach (var text in json.Descendants().OfType<JValue>().Where(v => v.Type == JTokenType.String && IsHiddenIn((string)v!)))
            {
                text.Value = NumberOnly((string)text!);
            }

            var rest = json.ToString(Formatting.None);
            return IsHiddenIn(rest) ? NumberOnly(rest) : rest;
        }

        return NumberOnly(Encoding.UTF8.GetString(body));
    }

    /// <summary>The number of Microsoft Entra is never a secret.</summary>
    private static string NumberOnly(string text) => EntraErrorCodes.NumberIn(text) is { } number ? $"{number}: {Hidden}" : Hidden;

    /// <summary>The same text where none of the secrets is in it.</summary>
    public string Blot(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var blotted = BlotRefusal(body);
        return ReferenceEquals(body, blotted) ? text : Encoding.UTF8.GetString(blotted);
    }

    /// <summary>The exception itself; or, where it or anything inside it holds a secret, one that says the same without it.</summary>
    public Exception Blot(Exception exception)
    {
        var all = exception.ToString();
        if (ReferenceEquals(Blot(all), all))
        {
            return exception;
        }

        var message = Blot(exception.Message);
        var inner = exception.InnerException is { } cause ? Blot(cause) : null;
        return exception switch
        {
            // Which kind it is decides whether another try may help.
            HttpRequestException lost => new HttpRequestException(lost.HttpRequestError, message, inner, lost.StatusCode),
            AuthenticationException => new AuthenticationException(message, inner),
            IOException => new IOException(message, inner),
            _ => new InvalidOperationException($"{exception.GetType().Name}: {message}", inner),
        };
    }

    private void Keep(List<Secret> list, string? secret)
    {
        if (secret is null || secret.Length < MinLength)
        {
            return;
        }

        lock (_lock)
        {
            if (Array.Exists(_all, known => known.Text == secret))
            {
                return;
            }

            list.AddRange(Forms(secret).Distinct().Select(form => new Secret(secret, form)));
            while (_seen.Select(s => s.Text).Distinct().Count() > MostSeen)
            {
                _seen.RemoveAll(s => s.Text == _seen[0].Text);
            }

            // A longer one may hold a shorter one.
            _all = [.. _given.Concat(_seen).OrderByDescending(s => s.Bytes.Length)];
        }
    }

    /// <summary>As it is, and as JSON, JSON inside JSON, an address, a form, HTML and base64 spell it.</summary>
    private static IEnumerable<string> Forms(string secret) =>
    [
        secret, Json(secret), Json(Json(secret)), Uri.EscapeDataString(secret), WebUtility.UrlEncode(secret), WebUtility.HtmlEncode(secret),
        Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
    ];

    private static string Json(string text) => JsonConvert.ToString(text)[1..^1];

    private byte[] Blot(byte[] body, int minLength)
    {
        foreach (var secret in _all)
        {
            if (secret.Text.Length >= minLength && body.AsSpan().IndexOf(secret.Bytes) >= 0)
            {
                body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace(secret.Form, Hidden, StringComparison.Ordinal));
            }
        }

        return body;
    }

    private bool IsHiddenIn(string whole)
    {
        IReadOnlyList<string> layer = [whole];
        for (var depth = 0; depth < MostLayers && layer.Count > 0; depth++)
        {
            // Each decoding for itself: one after the other they would take apart what is no escape.
            layer = [.. layer.SelectMany(text => s_decodings.Select(decode => decode(text)).Where(decoded => decoded != text)).Distinct()];
            if (layer.Any(text => Array.Exists(_all, secret => text.Contains(secret.Text, StringComparison.Ordinal))))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly Func<string, string>[] s_decodings =
    [
        text => text.Contains('\\', StringComparison.Ordinal) ? EscapePattern().Replace(text, Unescaped) : text,
        text => text.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(text) : text,
        text => text.Contains('&', StringComparison.Ordinal) ? WebUtility.HtmlDecode(text) : text,
    ];

    private static string Unescaped(Match escape) =>
        escape.Length > 2 ? ((char)Convert.ToUInt16(escape.Value[2..], 16)).ToString() : escape.Value[1..];

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
        select WebUtility.UrlDecode(halves[1]);

    [GeneratedRegex("secret|password|token|assertion|privateKey|apiKey|identity-header", RegexOptions.IgnoreCase)]
    private static partial Regex SecretPattern();

    [GeneratedRegex(@"\\(u[0-9a-fA-F]{4}|[^u])", RegexOptions.Singleline)]
    private static partial Regex EscapePattern();
}
