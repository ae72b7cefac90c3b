using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AtlasCmk.Tests.Contracts;

/// <summary>Turns published schemas, which are OpenAPI's dialect for both ways at once, into plain JSON Schema for one way.</summary>
internal sealed class SchemaForm(JsonObject published, Direction direction)
{
    public const string Definitions = "#/definitions/";

    private static readonly string[] s_kept =
        ["type", "format", "enum", "pattern", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "uniqueItems"];

    /// <summary>What no value fits: the place of what must not be there.</summary>
    private static JsonObject Nothing => new() { ["not"] = new JsonObject() };

    public JsonObject Of(JsonObject schema)
    {
        if (schema["$ref"] is { } reference)
        {
            var target = new JsonObject { ["$ref"] = Definitions + NameOf(reference) };
            return IsNullable(schema) ? new() { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "null" }, target) } : target;
        }

        var whole = Merge(schema);
        var form = new JsonObject(s_kept.Where(whole.ContainsKey).Select(name => KeyValuePair.Create(name, whole[name]?.DeepClone())));
        if (whole["items"] is JsonObject items)
        {
            form["items"] = Of(items);
        }

        AddProperties(whole, form);
        AddVariants(whole, form);
        OpenEnumeration(whole, form);
        AdmitNull(whole, form);
        return form;
    }

    private void AddProperties(JsonObject whole, JsonObject form)
    {
        var further = whole["additionalProperties"];
        if (whole["properties"] is not JsonObject properties)
        {
            // An object of which nothing is said stands for any value: Atlas lists texts and numbers under one.
            if (further is null && form["type"]?.GetValue<string>() == "object")
            {
                form.Remove("type");
            }
        }
        else
        {
            form["properties"] = new JsonObject(properties.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, MustNotBeThere(p.Value!) ? Nothing : Of(p.Value!.AsObject()))));
            form["required"] = new JsonArray([.. (whole["required"]?.AsArray() ?? []).Select(n => n!.GetValue<string>())
                .Where(name => properties[name] is { } property && !MustNotBeThere(property)).Select(name => JsonValue.Create(name))]);
        }

        if (further is JsonObject schema)
        {
            form["additionalProperties"] = Of(schema);
        }
        else if (direction == Direction.Request && whole["properties"] is not null)
        {
            form["additionalProperties"] = false;
        }
    }

    private bool MustNotBeThere(JsonNode property) =>
        property[direction == Direction.Request ? "readOnly" : "writeOnly"]?.GetValue<bool>() == true;

    /// <summary>A discriminator names a schema for each of its values; each of these is whole. Alternatives without one may overlap, so that one or more must fit.</summary>
    private void AddVariants(JsonObject whole, JsonObject form)
    {
        if (whole["oneOf"] is JsonArray alternatives && whole["properties"] is null)
        {
            form["anyOf"] = new JsonArray([.. alternatives.Select(a => Of(a!.AsObject()))]);
            form.Remove("type");
        }

        if (whole["x-xgen-discriminator"]?["mapping"] is JsonObject mapping)
        {
            form["anyOf"] = new JsonArray([.. mapping.Select(m => new JsonObject { ["$ref"] = Definitions + NameOf(m.Value!["schema"]!) })]);
        }
    }

    /// <summary>An enumeration of Azure's that is "modelled as a string" may come back in other capitals than it is published in.</summary>
    private void OpenEnumeration(JsonObject whole, JsonObject form)
    {
        if (direction == Direction.Answer && whole["x-ms-enum"]?["modelAsString"]?.GetValue<bool>() == true)
        {
            form["pattern"] = $"^(?i:{string.Join('|', form["enum"]!.AsArray().Select(v => Regex.Escape(v!.GetValue<string>())))})$";
            form.Remove("enum");
        }
    }

    private static void AdmitNull(JsonObject whole, JsonObject form)
    {
        // Where no type is said, null is none that is wrong.
        if (!IsNullable(whole) || form["type"] is not { } type)
        {
            return;
        }

        form["type"] = new JsonArray(type.DeepClone(), "null");
        if (form["enum"] is JsonArray values)
        {
            values.Add((JsonNode?)null);
        }
    }

    /// <summary>With <c>allOf</c> folded in, for "nothing else" is to be said of all properties together.</summary>
    private JsonObject Merge(JsonObject schema)
    {
        var whole = schema.DeepClone().AsObject();
        foreach (var part in schema["allOf"]?.AsArray() ?? [])
        {
            var other = Merge(part!["$ref"] is { } reference ? published[NameOf(reference)]!.AsObject() : part.AsObject());
            var properties = whole["properties"]?.AsObject() ?? (JsonObject)(whole["properties"] = new JsonObject());
            foreach (var (name, property) in other["properties"]?.AsObject() ?? [])
            {
                properties.TryAdd(name, property!.DeepClone());
            }

            whole["required"] = new JsonArray([.. (whole["required"]?.AsArray() ?? []).Concat(other["required"]?.AsArray() ?? []).Select(n => n!.DeepClone())]);
        }

        return whole;
    }

    private static bool IsNullable(JsonObject schema) =>
        schema["nullable"]?.GetValue<bool>() == true || schema["x-nullable"]?.GetValue<bool>() == true;

    private static string NameOf(JsonNode reference) => reference.GetValue<string>().Split('/')[^1];
}
