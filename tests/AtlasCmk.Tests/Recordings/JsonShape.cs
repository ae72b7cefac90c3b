using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtlasCmk.Tests.Recordings;

/// <summary>Which fields answers have, and of which types: lists are looked at through all of their items, and links count as one.</summary>
internal static class JsonShape
{
    /// <summary>A line for each field of each of the answers: <c>$.results[].name: String</c>.</summary>
    public static IReadOnlySet<string> Of(IEnumerable<JsonNode?> answers) => answers.SelectMany(a => Lines(a, "$")).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Lines(JsonNode? json, string at) => json switch
    {
        JsonObject fields => [.. at == "$" ? [] : new[] { $"{at}: Object" }, .. fields.SelectMany(f => Lines(f.Value, $"{at}.{f.Key}"))],
        JsonArray items => [$"{at}: Array", .. items.SelectMany(item => Lines(item, $"{at}[]"))],
        _ => [$"{at}: {json?.GetValueKind() ?? JsonValueKind.Null}".Replace(": True", ": Boolean", StringComparison.Ordinal).Replace(": False", ": Boolean", StringComparison.Ordinal)],
    };
}
