using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtlasCmk.Tests.Recordings;

/// <summary>Compares JSON with the plain values that Invoke-AtlasRequest makes of it.</summary>
internal static class PlainValue
{
    /// <summary>Each place where the two differ, with both values; none where nothing was lost, added or changed.</summary>
    public static IEnumerable<string> Differences(JsonNode? json, object? value, string at = "$") => (json, value) switch
    {
        (null, null) => [],
        (JsonObject fields, IReadOnlyDictionary<string, object?> values) =>
        [
            .. fields.Where(f => !values.ContainsKey(f.Key)).Select(f => $"{at}.{f.Key} is lost"),
            .. values.Keys.Where(k => !fields.ContainsKey(k)).Select(k => $"{at}.{k} is added"),
            .. fields.Where(f => values.ContainsKey(f.Key)).SelectMany(f => Differences(f.Value, values[f.Key], $"{at}.{f.Key}")),
        ],
        (JsonArray items, IReadOnlyList<object?> values) => items.Count != values.Count
            ? [$"{at} has {values.Count} of {items.Count} items"]
            : items.SelectMany((item, i) => Differences(item, values[i], $"{at}[{i}]")),
        (JsonValue text, _) when IsSame(text, value) => [],
        _ => [$"{at} is {value ?? "null"} ({value?.GetType().Name}), not {json?.ToJsonString() ?? "null"}"],
    };

    private static bool IsSame(JsonValue json, object? value) => (json.GetValueKind(), value) switch
    {
        (JsonValueKind.String, string text) => json.GetValue<string>() == text,
        (JsonValueKind.True or JsonValueKind.False, bool flag) => json.GetValue<bool>() == flag,
        (JsonValueKind.Number, long number) => json.ToJsonString() == number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        (JsonValueKind.Number, double number) => json.GetValue<JsonElement>().GetDouble() == number && json.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E'),
        (JsonValueKind.Number, BigInteger or decimal) => json.ToJsonString() == $"{value}",
        _ => false,
    };
}
