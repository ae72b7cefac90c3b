using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace AtlasCmk.Tests.Contracts;

/// <summary>One published description: its operations, and the schemas that they name.</summary>
internal sealed class Contract
{
    // The vendors publish what breaks the library's rules for style. Only what cannot be read is an error.
    private static readonly OpenApiReaderSettings s_settings = new() { RuleSet = ValidationRuleSet.GetEmptyRuleSet(), DefaultContentType = ["application/json"] };

    private readonly Dictionary<string, IOpenApiSchema> _schemas;

    private Contract(OpenApiDocument description, RegexOptions paths)
    {
        _schemas = new(description.Components!.Schemas!);
        Operations =
        [
            .. from path in description.Paths
               from operation in path.Value.Operations!
               select Read(path.Key, operation.Key, operation.Value, paths),
        ];
        Schemas = new(_schemas);
    }

    public IReadOnlyList<ContractOperation> Operations { get; }

    public ContractSchemas Schemas { get; }

    /// <summary>Atlas publishes OpenAPI 3.0, Azure Swagger 2.0. Azure does not tell upper from lower case in a path.</summary>
    public static Contract Read(string file)
    {
        var (description, diagnostic) = OpenApiDocument.Parse(ContractFiles.ReadText(file), "json", s_settings);
        return diagnostic is { Errors.Count: 0 }
            ? new(description!, diagnostic.SpecificationVersion == OpenApiSpecVersion.OpenApi2_0 ? RegexOptions.IgnoreCase : RegexOptions.None)
            : throw new InvalidDataException($"{file}: {string.Join(", ", diagnostic?.Errors.Select(e => $"{e.Pointer}: {e.Message}") ?? [])}");
    }

    /// <summary>The operation at a path, without its query. If two templates match, the one with more fixed text is used.</summary>
    public ContractOperation? Find(string method, string path) =>
        Operations.Where(o => o.Method == method && o.Path.IsMatch(path)).MinBy(o => o.Path.GetGroupNames().Length);

    private ContractOperation Read(string path, HttpMethod method, OpenApiOperation operation, RegexOptions paths)
    {
        var id = operation.OperationId!;
        var parameters = operation.Parameters ?? [];
        return new(id, method.Method, Template(path, parameters, paths))
        {
            Parameters = [.. parameters.Select(p => Read(id, p))],
            Bodies = Content($"{id} request", operation.RequestBody?.Content),
            NeedsBody = operation.RequestBody?.Required == true,
            Answers = operation.Responses!.ToDictionary(r => r.Key, r => Content($"{id} {r.Key}", r.Value.Content)),
            LinksToNextPage = operation.Extensions?.ContainsKey("x-ms-pageable") == true,
        };
    }

    private ContractParameter Read(string operation, IOpenApiParameter parameter)
    {
        var (name, schema) = (parameter.Name!, parameter.Schema!);
        return new(name, parameter.In?.GetDisplayName()!, parameter.Required, Keep($"{operation} {name}", schema), schema.Type is null or JsonSchemaType.String, schema.Type is JsonSchemaType.Array);
    }

    private Dictionary<string, string?> Content(string name, IDictionary<string, IOpenApiMediaType>? content) =>
        content?.ToDictionary(c => c.Key, c => c.Value.Schema is { } schema ? Keep($"{name} {c.Key}", schema) : null) ?? [];

    private string Keep(string name, IOpenApiSchema schema)
    {
        _schemas[name] = schema;
        return name;
    }

    /// <summary>A scope of Azure's has slashes, and may be nothing at all; the version of a key may be left out.</summary>
    private static Regex Template(string path, IList<IOpenApiParameter> parameters, RegexOptions options)
    {
        var pattern = Regex.Replace(Regex.Escape(path), @"/\\{([^}]+)}", match =>
        {
            var name = match.Groups[1].Value.Replace("\\", "", StringComparison.Ordinal);
            var group = $"(?<{GroupOf(name)}>";
            return name == "key-version" ? $"(/{group}[^/]*))?"
                : name == "scope" && parameters.Any(p => p.Name == name) ? $"/?{group}.*)"
                : $"/{group}[^/]+)";
        });
        return new Regex($"^{pattern}$", options | RegexOptions.CultureInvariant);
    }

    public static string GroupOf(string parameter) => parameter.Replace('-', '_');
}
