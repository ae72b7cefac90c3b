using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>All secrets of a session, for all hosts. They are removed from responses and exceptions here.</summary>
/// <remarks>
/// Secrets come from the session's settings, its requests, and the tokens that it gets. They stay in memory as plain text
/// during the session, because only known secrets can be found.
/// </remarks>
internal sealed partial class SessionSecrets
{
    private const string Hidden = "…";

    /// <summary>Shorter secrets would match ordinary words.</summary>
    private const int MinLength = 6;

    /// <summary>In a success, shorter secrets would match data.</summary>
    private const int MinLengthInSuccess = 16;

    /// <summary>Tokens are renewed every hour. The oldest are removed first.</summary>
    private const int MostSeen = 64;

    /// <summary>How many levels of an error are decoded to search for secrets, for example JSON inside JSON inside an address.</summary>
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

    /// <summary>Starts with the secrets in <paramref name="options"/>.</summary>
    public static SessionSecrets Of(ConnectionOptions options)
    {
        var secrets = new SessionSecrets();
        var azure = options.Azure;
        foreach (var given in new[] { options.Atlas?.Secret, azure.ClientSecret, azure.AccessToken, azure.KeyVaultAccessToken, azure.GraphAccessToken, options.Proxy?.Password })
        {
            secrets.Keep(secrets._given, given?.Reveal());
        }

        return secrets;
    }

    /// <summary>From now on, the secret is removed from all responses and exceptions.</summary>
    public void Keep(string? secret) => Keep(_seen, secret);

    /// <summary>Adds the credentials of a request, and the secrets in its body.</summary>
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

    /// <summary>Adds the tokens in a response. False if there are none.</summary>
    public bool TryKeepTokens(byte[] body)
    {
        if (body.AsSpan().IndexOf("\"access_token\""u8) < 0 || AtlasAnswer.TryParse(body) is not JObject json || json["access_token"] is not JValue { Type: JTokenType.String })
        {
            return false;
        }

        OfJson(json).ToList().ForEach(Keep);
        return true;
    }

    /// <summary>The body of a success without the session's secrets. The same bytes if it contains none.</summary>
    public byte[] BlotSuccess(byte[] body) => Blot(body, MinLengthInSuccess);

    /// <summary>The body of an error without the session's secrets. If a secret has an unknown encoding, the body is removed.</summary>
    public byte[] BlotRefusal(byte[] body)
    {
        var blotted = Blot(body, MinLength);
        return IsHiddenIn(Encoding.UTF8.GetString(blotted)) ? Encoding.UTF8.GetBytes(WithoutHidden(blotted)) : blotted;
    }

    /// <summary>If a secret has an unknown encoding, its text in the JSON is removed, or the whole response. The rest is still useful.</summary>
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

    /// <summary>A Microsoft Entra error number is never a secret.</summary>
    private static string NumberOnly(string text) => EntraErrorCodes.NumberIn(text) is { } number ? $"{number}: {Hidden}" : Hidden;

    /// <summary>The same text if it contains no secret.</summary>
    public string Blot(string text)
    {
        var body = Encoding.UTF8.GetBytes(text);
        var blotted = BlotRefusal(body);
        return ReferenceEquals(body, blotted) ? text : Encoding.UTF8.GetString(blotted);
    }

    /// <summary>The exception itself or, if it or an inner exception contains a secret, a copy without it.</summary>
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
            // The kind determines whether a retry can help.
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

            // A longer secret can contain a shorter one.
            _all = [.. _given.Concat(_seen).OrderByDescending(s => s.Bytes.Length)];
        }
    }

    /// <summary>The plain secret, and its encodings in JSON, JSON inside JSON, addresses, forms, HTML and base64.</summary>
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
            // Each decoding starts from the original, because in sequence they would decode text that is not escaped.
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
