using System.Collections;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtlasCmk.Tests.Recordings;

/// <summary>From which recorded fields each property of a noun comes, and which fields the noun leaves out.</summary>
internal sealed class NounMap<TNoun>(params IReadOnlyList<NounProperty> properties)
{
    /// <summary>What AtlasCmk adds to an output: whose it is, and how it was changed.</summary>
    private static readonly string[] s_own = ["Session", "Change", "ChangeMade"];

    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;

    /// <summary>Recorded fields without a property, with everything below them.</summary>
    public required IReadOnlyList<string> LeftOut { get; init; }

    /// <summary>Properties that other properties determine.</summary>
    public IReadOnlyList<string> Derived { get; init; } = [];

    /// <summary>Every property that has no row, every value that is not the recorded one, every field that is neither held nor left out.</summary>
    public IEnumerable<string> Faults(IReadOnlyList<(JsonNode Recorded, TNoun Noun)> read)
    {
        var names = typeof(TNoun).GetProperties(Everything).Where(p => p.GetMethod is { IsPublic: true } or { IsAssembly: true }).Select(p => p.Name).Except(s_own).ToList();
        var fields = read.SelectMany(r => Fields(r.Recorded, "")).Distinct().ToList();
        var held = properties.SelectMany(p => p.Fields).ToList();
        return
        [
            .. names.Except(properties.Select(p => p.Name)).Except(Derived).Select(name => $"{name} has no row"),
            .. properties.Select(p => p.Name).Concat(Derived).Except(names).Select(name => $"{name} is no property"),
            .. read.SelectMany(r => properties.SelectMany(p => Compare(p, r.Recorded, r.Noun))),
            .. fields.Where(f => !held.Contains(f) && !LeftOut.Any(l => IsBelow(f, l))).Select(f => $"{f} is neither held nor left out"),
            .. LeftOut.Where(l => !fields.Exists(f => IsBelow(f, l))).Select(l => $"{l} is left out, but was never recorded"),
            .. held.Where(h => !fields.Contains(h)).Select(h => $"{h} is held, but was never recorded"),
        ];
    }

    private static IEnumerable<string> Compare(NounProperty property, JsonNode recorded, TNoun noun)
    {
        var (expected, actual) = (Text(property.Expected(recorded)), Text(property.View(Property(property.Name).GetValue(noun))));
        return expected == actual ? [] : [$"{property.Name} is {actual}, not {expected}"];
    }

    private static PropertyInfo Property(string name) => typeof(TNoun).GetProperty(name, Everything)!;

    /// <summary>Values of both sides in one form: those of JSON are texts, numbers and flags, those of a noun also times and lists.</summary>
    private static string Text(object? value) => value switch
    {
        null => "null",
        JsonValue json when json.GetValueKind() == JsonValueKind.String => json.GetValue<string>(),
        JsonValue json => json.ToJsonString(),
        bool flag => flag ? "true" : "false",
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        string text => text,
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Text))}]",
        _ => $"{value}",
    };

    private static bool IsBelow(string field, string parent) =>
        field == parent || (field.StartsWith(parent, StringComparison.Ordinal) && field[parent.Length] is '.' or '[');

    /// <summary>The innermost fields; an empty list or object counts as one.</summary>
    private static IEnumerable<string> Fields(JsonNode? json, string at) => json switch
    {
        JsonObject { Count: > 0 } fields => fields.SelectMany(f => Fields(f.Value, at.Length == 0 ? f.Key : $"{at}.{f.Key}")),
        JsonArray { Count: > 0 } items when items.All(item => item is JsonObject) => items.SelectMany(item => Fields(item, $"{at}[]")),
        _ => [at],
    };
}
