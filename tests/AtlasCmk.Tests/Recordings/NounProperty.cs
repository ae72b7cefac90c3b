using System.Text.Json.Nodes;

namespace AtlasCmk.Tests.Recordings;

/// <summary>One property of a noun: the recorded fields that it comes from, and the value that it must have.</summary>
internal sealed record NounProperty(string Name, IReadOnlyList<string> Fields, Func<JsonNode, object?> Expected)
{
    /// <summary>A property that holds one field as it is.</summary>
    public static NounProperty Same(string name, string field) => new(name, [field], body => body[field]);

    /// <summary>A property that comes from the request, or that has this value since the field of it was never recorded.</summary>
    public static NounProperty Always(string name, object? value) => new(name, [], _ => value);
}
