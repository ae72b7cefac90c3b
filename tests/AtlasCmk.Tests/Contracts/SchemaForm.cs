using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;

namespace AtlasCmk.Tests.Contracts;

/// <summary>Turns published schemas, which are OpenAPI's dialect for both ways at once, into plain JSON Schema for one way.</summary>
internal sealed class SchemaForm(Direction direction)
{
    public const string Definitions = "#/definitions/";

    /// <summary>No value fits: the schema of what must not be there.</summary>
    private static JsonObject Nothing => new() { ["not"] = new JsonObject() };

    public JsonObject Of(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchemaReference reference)
        {
            return Reference(reference.Reference.Id!);
        }

        var whole = Merge(schema);
        var form = Keywords(whole);
        if (whole.Items is { } items)
        {
            form["items"] = Of(items);
        }

        AddProperties(whole, form);
        AddVariants(whole, form);
        OpenEnumeration(whole, form);
        return form;
    }

    private static JsonObject Reference(string name) => new() { ["$ref"] = Definitions + name };

    /// <summary>The schema's rules for a value, without the values inside it.</summary>
    private static JsonObject Keywords(OpenApiSchema schema)
    {
        var isNullable = schema.Type?.HasFlag(JsonSchemaType.Null) == true;
        var keywords = new OpenApiSchema
        {
            Type = schema.Type,
            Format = schema.Format,
            Enum = isNullable && schema.Enum is { } values ? [.. values, JsonNullSentinel.JsonNull] : schema.Enum,
            Pattern = schema.Pattern,
            Minimum = schema.Minimum,
            Maximum = schema.Maximum,
            ExclusiveMinimum = schema.ExclusiveMinimum,
            ExclusiveMaximum = schema.ExclusiveMaximum,
            MinLength = schema.MinLength,
            MaxLength = schema.MaxLength,
            MinItems = schema.MinItems,
            MaxItems = schema.MaxItems,
            UniqueItems = schema.UniqueItems,
        };
        using var text = new StringWriter();
        keywords.SerializeAsV31(new OpenApiJsonWriter(text));
        return ContractFiles.Parse(text.ToString());
    }

    private void AddProperties(OpenApiSchema whole, JsonObject form)
    {
        if (whole.Properties is not { } properties)
        {
            // An object without a schema means any value: Atlas lists texts and numbers under one.
            if (whole is { AdditionalProperties: null, Type: JsonSchemaType.Object })
            {
                form.Remove("type");
            }
        }
        else
        {
            form["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, MustNotBeThere(p.Value) ? Nothing : Of(p.Value))));
            form["required"] = new JsonArray([.. (whole.Required ?? new HashSet<string>())
                .Where(name => properties.TryGetValue(name, out var property) && !MustNotBeThere(property)).Select(name => JsonValue.Create(name))]);
        }

        if (whole.AdditionalProperties is { } further)
        {
            form["additionalProperties"] = Of(further);
        }
        else if (direction == Direction.Request && whole.Properties is not null)
        {
            form["additionalProperties"] = false;
        }
    }

    /// <summary>The property itself must say this: a schema with a read-only name is also used in requests.</summary>
    private bool MustNotBeThere(IOpenApiSchema property) =>
        property is not OpenApiSchemaReference && (direction == Direction.Request ? property.ReadOnly : property.WriteOnly);

    /// <summary>A discriminator names a schema for each of its values; each of these is whole. Alternatives without one may overlap, so that one or more must fit.</summary>
    private void AddVariants(OpenApiSchema whole, JsonObject form)
    {
        if (whole.OneOf is { } alternatives && whole.Properties is null)
        {
            form["anyOf"] = new JsonArray([.. alternatives.Select(Of)]);
            form.Remove("type");
        }

        if (Extension(whole, "x-xgen-discriminator")?["mapping"] is JsonObject mapping)
        {
            form["anyOf"] = new JsonArray([.. mapping.Select(m => Reference(m.Value!["schema"]!.GetValue<string>().Split('/')[^1]))]);
        }
    }

    /// <summary>An enumeration of Azure's that is "modelled as a string" may come back in other capitals than it is published in.</summary>
    private void OpenEnumeration(OpenApiSchema whole, JsonObject form)
    {
        if (direction == Direction.Answer && Extension(whole, "x-ms-enum")?["modelAsString"]?.GetValue<bool>() == true)
        {
            form["pattern"] = $"^(?i:{string.Join('|', whole.Enum!.Select(v => Regex.Escape(v.GetValue<string>())))})$";
            form.Remove("enum");
        }
    }

    private static JsonNode? Extension(OpenApiSchema schema, string name) =>
        schema.Extensions?.TryGetValue(name, out var extension) == true ? ((JsonNodeExtension)extension).Node : null;

    /// <summary>With <c>allOf</c> folded in, for "nothing else" is to be said of all properties together.</summary>
    private static OpenApiSchema Merge(IOpenApiSchema schema)
    {
        var whole = (OpenApiSchema)(schema is OpenApiSchemaReference reference ? reference.RecursiveTarget! : schema).CreateShallowCopy();
        foreach (var other in (schema.AllOf ?? []).Select(Merge))
        {
            whole.Properties = (whole.Properties ?? new Dictionary<string, IOpenApiSchema>())
                .Concat(other.Properties ?? new Dictionary<string, IOpenApiSchema>()).DistinctBy(p => p.Key).ToDictionary();
            whole.Required = (whole.Required ?? new HashSet<string>()).Concat(other.Required ?? new HashSet<string>()).ToHashSet();
        }

        if (Extension(whole, "x-nullable") is not null)
        {
            whole.Type |= JsonSchemaType.Null;
        }

        return whole;
    }
}
