using System.Text.Json;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>The attributes that a request body may have. Atlas refuses what it does not know, and what it alone may write.</summary>
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
