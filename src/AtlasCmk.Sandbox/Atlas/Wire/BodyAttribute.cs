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
