using System.Globalization;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Exchanges as a user can send them to others: fields and types stay, and no value of the user's estate or its secrets does.</summary>
/// <remarks>Nothing is kept for its own sake: a text stays only where <see cref="KnownWords"/> says that the service wrote it.</remarks>
internal sealed partial class ExchangeRedaction
{
    private const string Hidden = "…";

    private readonly SessionSecrets _secrets;
    private readonly Pseudonyms _pseudonyms = new();
    private readonly AddressRedaction _addresses;
    private readonly HeaderRedaction _headers;
    private readonly TimeSpan _shift;

    /// <param name="secrets">Those of the session: no text that holds one is kept.</param>
    /// <param name="shift">What is added to each time, so that times tell how long something took, but not when.</param>
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

    /// <summary>Null for an empty body. One that is not JSON becomes a text.</summary>
    public JToken? Body(byte[] body) =>
        body.Length == 0 ? null
        : AtlasAnswer.TryParse(body) is { } json ? Value("", json)
        : _pseudonyms.Of(Convert.ToBase64String(body));

    private JToken Value(string field, JToken value) => value switch
    {
        JObject fields => Fields(field, fields),
        // The objects of a list have fields of the service, also under a name that is a map elsewhere.
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

    /// <summary>The form stays as the service wrote it, which is a fact to learn.</summary>
    private string? Shifted(Match time) =>
        DateTimeOffset.TryParseExact(time.Groups["whole"].Value, "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed) && parsed.Year is > 1970 and < 9000
            ? (parsed + _shift).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + DigitPattern().Replace(time.Groups["fraction"].Value, "0") + time.Groups["zone"].Value
            : null;

    /// <summary>What remains is searched for the session's secrets once more: one may look like a word of the service.</summary>
    private string Safe(string text) => _secrets.Blot(text) == text ? text : Hidden;

    [GeneratedRegex(@"^(?<whole>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?<fraction>\.\d{1,9})?(?<zone>Z|[+-]\d\d:?\d\d)$")]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"\d")]
    private static partial Regex DigitPattern();
}
