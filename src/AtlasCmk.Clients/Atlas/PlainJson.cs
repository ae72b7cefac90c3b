using System.Globalization;
using System.Numerics;
using System.Text;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Converts JSON to plain values and back. Only dictionaries, lists, strings, numbers and booleans go to the shell.</summary>
internal static class PlainJson
{
    public static object? Read(JToken json) => json switch
    {
        JObject fields => fields.Properties().ToDictionary(f => f.Name, f => Read(f.Value), StringComparer.Ordinal),
        JArray items => items.Select(Read).ToList(),
        JValue { Value: BigInteger number } when number <= (BigInteger)decimal.MaxValue && number >= (BigInteger)decimal.MinValue => (decimal)number,
        JValue value => value.Value,
        _ => null,
    };

    /// <summary>Null if there is no body.</summary>
    public static JToken? BodyOf(AtlasRequest request)
    {
        if (request.BodyText is { } text)
        {
            return AtlasAnswer.TryParse(Encoding.UTF8.GetBytes(text)) is JContainer json ? json : throw RequestErrors.BodyIsNoJson();
        }

        return request.Body is null ? null : Write(request.Body);
    }

    private static JToken Write(object? value) => value switch
    {
        null => JValue.CreateNull(),
        IReadOnlyDictionary<string, object?> fields => new JObject(fields.Select(f => new JProperty(f.Key, Write(f.Value)))),
        string text => new JValue(text),
        IEnumerable<object?> items => new JArray(items.Select(Write)),
        DateTimeOffset moment => new JValue(moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)),
        _ => new JValue(value),
    };
}
