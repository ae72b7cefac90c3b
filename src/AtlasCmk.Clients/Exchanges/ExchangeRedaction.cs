using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Redacts exchanges so that you can share them. Fields and types stay. All values of your estate and all secrets are replaced.</summary>
/// <remarks>A text stays only if <see cref="KnownWords"/> lists it as a word of the service.</remarks>
internal sealed partial class ExchangeRedaction
{
    private const string Hidden = "…";

    private readonly SessionSecrets _secrets;
    private readonly Pseudonyms _pseudonyms = new();
    private readonly AddressRedaction _addresses;
    private readonly HeaderRedaction _headers;
    private readonly TimeSpan _shift;

    /// <param name="secrets">The session's secrets. No text that contains one is kept.</param>
    /// <param name="shift">Added to each time, so that times show durations but not dates.</param>
    public ExchangeRedaction(SessionSecrets secrets, TimeSpan shift)
    {
        (_secrets, _shift) = (secrets, shift);
        _addresses = new(_pseudonyms);
        _headers = new(_pseudonyms, _addresses, shift);
    }

    public string Path(Uri address) => Safe(_addresses.Path(address.AbsolutePath));

    public string Address(Uri address) => Safe(_addresses.Redact(address.AbsoluteUri) ?? Hidden);

    public JObject Headers(HttpResponseMessage response)
    {
        var kept = new JObject();
        foreach (var (name, values) in response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated))
        {
            if (_headers.Redact(name, string.Join(", ", values)) is { } value)
            {
                kept[name] = Safe(value);
            }
        }

        return kept;
    }

    /// <summary>Null for an empty body. A body that is not JSON becomes a string.</summary>
    public JToken? Body(byte[] body) =>
        body.Length == 0 ? null
        : AtlasAnswer.TryParse(body) is { } json ? Value("", json)
        : _pseudonyms.Of(Convert.ToBase64String(body));

    private JToken Value(string field, JToken value) => value switch
    {
        JObject fields => Fields(field, fields),
        // Objects in a list have the service's fields, even if the list's name is a map elsewhere.
        JArray items => new JArray(items.Select(item => Value(KnownWords.IsMap(field) ? "" : field, item))),
        JValue { Type: JTokenType.String } text => Text(field, (string)text!),
        JValue { Type: JTokenType.Integer } number => Number(field, number),
        JValue { Type: JTokenType.Float } number => KnownWords.IsPlainNumber(field) ? number : new JValue(0.0),
        JValue { Type: JTokenType.Boolean or JTokenType.Null } plain => plain,
        _ => JValue.CreateNull(),
    };

    private JObject Fields(string field, JObject fields)
    {
        var isMap = KnownWords.IsMap(field);
        var kept = new JObject();
        foreach (var (name, value) in fields)
        {
            kept[!isMap && KnownWords.IsFieldName(name) ? Safe(name) : _pseudonyms.Of(name)] = Value(isMap ? "" : name, value!);
        }

        return kept;
    }

    private JValue Number(string field, JValue number) =>
        KnownWords.IsPlainNumber(field) ? number
        : KnownWords.IsTime(field) && number.Value is long seconds ? new JValue(seconds + (long)_shift.TotalSeconds)
        : new JValue(0);

    private string Text(string field, string text) =>
        text.Length == 0 ? text
        : KnownWords.IsPlain(field, text) ? Safe(text)
        : TimePattern().Match(text) is { Success: true } time && Shifted(time) is { } shifted ? shifted
        : Safe(_addresses.Redact(text) ?? _pseudonyms.Of(text));

    /// <summary>Keeps the service's format of times, because it is useful to know.</summary>
    private string? Shifted(Match time) =>
        DateTimeOffset.TryParseExact(time.Groups["whole"].Value, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed)
            && parsed.Year is > 1970 and < 9000
            ? (parsed + _shift).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + DigitPattern().Replace(time.Groups["fraction"].Value, "0") + time.Groups["zone"].Value
            : null;

    /// <summary>Checks the remaining text for the session's secrets again, because a secret can look like a word of the service.</summary>
    private string Safe(string text) => _secrets.Blot(text) == text ? text : Hidden;

    [GeneratedRegex(@"^(?<whole>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?<fraction>\.\d{1,9})?(?<zone>Z|[+-]\d\d:?\d\d)$")]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"\d")]
    private static partial Regex DigitPattern();
}
