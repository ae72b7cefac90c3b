using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using NJsonSchema;
using NJsonSchema.Validation;

namespace AtlasCmk.Tests.Contracts;

/// <summary>The schemas of one description, in both directions.</summary>
/// <param name="published">Those with a published name, and those that stand in an operation, under the names that its reader gave them.</param>
internal sealed class ContractSchemas(IReadOnlyDictionary<string, IOpenApiSchema> published)
{
    private readonly Lazy<JsonSchema> _requests = new(() => Read(published, Direction.Request));
    private readonly Lazy<JsonSchema> _answers = new(() => Read(published, Direction.Answer));

    public IEnumerable<SchemaFault> Check(string name, string json, Direction direction)
    {
        var schemas = (direction == Direction.Request ? _requests : _answers).Value;
        return Flatten(schemas.Definitions[name].Validate(json)).Select(error => new SchemaFault(error.Path ?? "#/", Rule(error, direction)));
    }

    private static JsonSchema Read(IReadOnlyDictionary<string, IOpenApiSchema> published, Direction direction)
    {
        var form = new SchemaForm(direction);
        var definitions = new JsonObject(published.Select(s => KeyValuePair.Create<string, JsonNode?>(s.Key, form.Of(s.Value))));
        return JsonSchema.FromJsonAsync(new JsonObject { ["definitions"] = definitions }.ToJsonString()).GetAwaiter().GetResult();
    }

    /// <summary>Of several variants, none of which fits, that one was meant whose name is right, and then the one that fits best.</summary>
    private static IEnumerable<ValidationError> Flatten(IEnumerable<ValidationError> errors) =>
        errors.SelectMany(error => error is ChildSchemaValidationError { Errors.Count: > 0 } variants
            ? Flatten(variants.Errors.Values.MinBy(v => (v.Count(e => e.Schema.Enumeration.Count == 1), v.Count))!)
            : [error]);

    private static string Rule(ValidationError error, Direction direction) => error.Kind switch
    {
        ValidationErrorKind.ExcludedSchemaValidates => direction == Direction.Request ? "is readOnly, and was sent" : "is writeOnly, and came back",
        ValidationErrorKind.NoAdditionalPropertiesAllowed => "is not described",
        ValidationErrorKind.PropertyRequired => "is required",
        ValidationErrorKind.NotInEnumeration => $"is none of {string.Join(", ", error.Schema.Enumeration)}",
        ValidationErrorKind.PatternMismatch => $"does not match {error.Schema.Pattern}",
        var kind => kind.ToString(),
    };
}
