using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtlasCmk.Tests.Recordings;

/// <summary>Which fields answers have, and of which types, a line for each: <c>$.results[].name: String</c>.</summary>
/// <remarks>
/// What differs by its kind is compared with its own kind: a cluster has its type, its cloud and whether it is being created in the line,
/// a snapshot its type and status, a link its relation.
/// </remarks>
internal static class JsonShape
{
    public static IReadOnlySet<string> Of(IEnumerable<JsonNode?> bodies) => bodies.SelectMany(body => Lines(body, "$", _ => "")).ToHashSet(StringComparer.Ordinal);

    /// <summary>A refusal is compared with its values too.</summary>
    public static IReadOnlySet<string> OfRefusals(IEnumerable<JsonNode?> bodies) =>
        bodies.SelectMany(body => Lines(body, "$", value => $" = {value.ToJsonString()}")).ToHashSet(StringComparer.Ordinal);

    private static IEnumerable<string> Lines(JsonNode? json, string at, Func<JsonNode, string> value) => json switch
    {
        null => [$"{at}: Null"],
        JsonObject fields when at + Kind(fields) is var place => [$"{place}: Object", .. fields.SelectMany(f => Lines(f.Value, $"{place}.{f.Key}", value))],
        JsonArray items => [$"{at}: Array", .. items.SelectMany(item => Lines(item, $"{at}[]", value))],
        _ => [$"{at}: {TypeOf(json)}{value(json)}"],
    };

    private static string TypeOf(JsonNode json) => json.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? "Boolean" : $"{json.GetValueKind()}";

    private static string Kind(JsonObject fields) => fields switch
    {
        _ when fields["replicationSpecs"] is JsonArray specs =>
            $"({fields["clusterType"]} {string.Join("+", specs.SelectMany(s => s!["regionConfigs"]!.AsArray()).Select(r => $"{r!["providerName"]}").Distinct())}"
                + $"{(fields["stateName"]?.ToString() == "CREATING" ? " CREATING" : "")})",
        _ when fields["snapshotType"] is { } type => $"({type} {fields["status"]})",
        _ when fields["rel"] is { } relation => $"({relation})",
        _ => "",
    };
}
