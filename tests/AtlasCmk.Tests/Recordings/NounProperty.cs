using System.Text.Json.Nodes;

namespace AtlasCmk.Tests.Recordings;

/// <summary>One property of a noun: the recorded fields that it comes from, and the value that it must have.</summary>
internal sealed record NounProperty(string Name, IReadOnlyList<string> Fields, Func<JsonNode, object?> Expected)
{
    /// <summary>The part of the property's value that is compared, if it is an object.</summary>
    public Func<object?, object?> View { get; init; } = value => value;

    /// <summary>A property that contains one field unchanged; dots lead into objects.</summary>
    public static NounProperty Same(string name, string field) => new(name, [field], body => At(body, field));

    /// <summary>A property that comes from the request, or that has this value since the field of it was never recorded.</summary>
    public static NounProperty Always(string name, object? value) => new(name, [], _ => value);

    /// <summary>A time that is written in seconds since 1970.</summary>
    public static NounProperty Seconds(string name, string field) =>
        new(name, [field], body => At(body, field) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds.GetValue<long>()) : null);

    public static JsonNode? At(JsonNode body, string field) => field.Split('.').Aggregate((JsonNode?)body, (node, name) => node?[name]);
}
