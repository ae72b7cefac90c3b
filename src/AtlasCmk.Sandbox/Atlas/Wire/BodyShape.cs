using System.Text.Json;

namespace AtlasCmk.Sandbox.Atlas;

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
