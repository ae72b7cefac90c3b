using System.Text.Json;
using System.Text.RegularExpressions;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>The allowed values of one attribute of a request body.</summary>
internal sealed partial record BodyAttribute(string Name, AttributeKind Kind, bool ReadOnly = false)
{
    /// <summary>The values of an enumeration, if they are published.</summary>
    public string[]? Values { get; init; }

    public void Check(JsonElement value)
    {
        if (ReadOnly)
        {
            throw ApiErrors.ReadOnly(Name);
        }

        if (value.ValueKind != JsonValueKind.Null && !Matches(value))
        {
            throw ApiErrors.WrongFormat(Name);
        }

        if (Values is not null && value.ValueKind == JsonValueKind.String && !Values.Contains(value.GetString()))
        {
            throw ApiErrors.InvalidEnum(value.GetString()!);
        }
    }

    private bool Matches(JsonElement value) => Kind switch
    {
        AttributeKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        AttributeKind.Number => value.ValueKind == JsonValueKind.Number,
        AttributeKind.Block => value.ValueKind == JsonValueKind.Object,
        AttributeKind.List => value.ValueKind == JsonValueKind.Array,
        AttributeKind.Uuid => value.ValueKind == JsonValueKind.String && Guid.TryParseExact(value.GetString(), "D", out _),
        AttributeKind.ObjectId => value.ValueKind == JsonValueKind.String && ObjectIdPattern().IsMatch(value.GetString()!),
        _ => value.ValueKind == JsonValueKind.String,
    };

    [GeneratedRegex("^[a-f0-9]{24}$")]
    private static partial Regex ObjectIdPattern();
}

internal enum AttributeKind
{
    Text,
    Flag,
    Number,
    Uuid,
    ObjectId,
    Block,
    List,
}

/// <summary>The attributes that a request body can have. Atlas refuses unknown and read-only attributes.</summary>
internal sealed class BodyShape(params BodyAttribute[] attributes)
{
    private readonly Dictionary<string, BodyAttribute> _attributes = attributes.ToDictionary(a => a.Name);

    public void Check(JsonElement body)
    {
        foreach (var property in body.EnumerateObject())
        {
            if (!_attributes.TryGetValue(property.Name, out var attribute))
            {
                throw ApiErrors.UnknownAttribute(property.Name);
            }

            attribute.Check(property.Value);
        }
    }
}
