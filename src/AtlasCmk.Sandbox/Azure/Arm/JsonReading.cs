using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>Reads a request body. A value of the wrong type is a client error.</summary>
internal static class JsonReading
{
    public static JsonObject? Child(this JsonObject parent, string name) => Read<JsonObject>(parent, name);

    public static JsonArray? Items(this JsonObject parent, string name) => Read<JsonArray>(parent, name);

    public static string? Text(this JsonObject parent, string name) => Value<string>(parent, name);

    public static bool? Flag(this JsonObject parent, string name) => parent[name] is null ? null : Value<bool>(parent, name);

    public static int? Number(this JsonObject parent, string name) => parent[name] is null ? null : Value<int>(parent, name);

    public static IReadOnlyList<string> Texts(this JsonObject parent, string name) =>
        [.. (parent.Items(name) ?? []).Select(item => item is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Wrong(name))];

    private static T? Read<T>(JsonObject parent, string name)
        where T : JsonNode => parent[name] switch
        {
            null => null,
            T node => node,
            _ => throw Wrong(name),
        };

    private static T? Value<T>(JsonObject parent, string name) =>
        Read<JsonValue>(parent, name) is not { } node ? default : node.TryGetValue<T>(out var value) ? value : throw Wrong(name);

    private static ArmException Wrong(string name) =>
        ArmException.BadRequest($"The request content was invalid and could not be deserialized: '{name}' has the wrong type.", "InvalidRequestContent");
}
