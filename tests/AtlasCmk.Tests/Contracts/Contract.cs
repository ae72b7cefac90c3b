using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AtlasCmk.Tests.Contracts;

/// <summary>One published description: its operations, and the schemas that they name.</summary>
internal sealed class Contract
{
    private static readonly string[] s_methods = ["get", "put", "post", "patch", "delete"];

    private readonly JsonObject _description;
    private readonly JsonObject _inline = [];

    private Contract(JsonObject description, RegexOptions paths)
    {
        _description = description;
        Operations =
        [
            .. from path in description["paths"]!.AsObject()
               from operation in path.Value!.AsObject()
               where s_methods.Contains(operation.Key)
               select Read(path.Key, operation.Key, operation.Value!.AsObject(), paths),
        ];
        Schemas = new(description["components"]!["schemas"]!.AsObject(), _inline);
    }

    public IReadOnlyList<ContractOperation> Operations { get; }

    public ContractSchemas Schemas { get; }

    public static Contract OfOpenApi(string file) => new(ContractFiles.Parse(ContractFiles.ReadText(file)), RegexOptions.None);

    /// <summary>Azure does not tell upper from lower case in a path.</summary>
    public static Contract OfSwagger(string file) => new(SwaggerReading.ToOpenApi(ContractFiles.ReadText(file)), RegexOptions.IgnoreCase);

    /// <summary>The operation at a path, without its query. Where two templates fit, the one with more text of its own is meant.</summary>
    public ContractOperation? Find(string method, string path) =>
        Operations.Where(o => o.Method == method && o.Path.IsMatch(path)).MinBy(o => o.Path.GetGroupNames().Length);

    private ContractOperation Read(string path, string method, JsonObject operation, RegexOptions paths)
    {
        var id = operation["operationId"]!.GetValue<string>();
        var parameters = (operation["parameters"]?.AsArray() ?? []).Select(p => Resolve(p!)).ToList();
        var body = operation["requestBody"];
        return new(id, method.ToUpperInvariant(), Template(path, parameters, paths))
        {
            Parameters = [.. parameters.Select(p => Read(id, p))],
            Bodies = Content($"{id} request", body),
            NeedsBody = body?["required"]?.GetValue<bool>() == true,
            Answers = operation["responses"]!.AsObject().ToDictionary(r => r.Key, r => Content($"{id} {r.Key}", Resolve(r.Value!))),
            LinksToNextPage = operation.ContainsKey("x-ms-pageable"),
        };
    }

    private ContractParameter Read(string operation, JsonObject parameter)
    {
        var name = parameter["name"]!.GetValue<string>();
        var schema = Keep($"{operation} {name}", parameter["schema"]!);
        return new(name, parameter["in"]!.GetValue<string>(), parameter["required"]?.GetValue<bool>() == true, schema,
            parameter["schema"]!["type"]?.GetValue<string>() is null or "string", parameter["schema"]!["type"]?.GetValue<string>() is "array");
    }

    private Dictionary<string, string?> Content(string name, JsonNode? holder) =>
        (holder?["content"]?.AsObject() ?? []).ToDictionary(c => c.Key, c => c.Value?["schema"] is { } schema ? Keep($"{name} {c.Key}", schema) : null);

    private string Keep(string name, JsonNode schema)
    {
        _inline[name] = schema.DeepClone();
        return name;
    }

    /// <summary>A scope of Azure's has slashes, and may be nothing at all; the version of a key may be left out.</summary>
    private static Regex Template(string path, List<JsonObject> parameters, RegexOptions options)
    {
        var pattern = Regex.Replace(Regex.Escape(path), @"/\\{([^}]+)}", match =>
        {
            var name = match.Groups[1].Value.Replace("\\", "", StringComparison.Ordinal);
            var group = $"(?<{GroupOf(name)}>";
            return name == "key-version" ? $"(/{group}[^/]*))?"
                : parameters.Exists(p => p["name"]!.GetValue<string>() == name && name == "scope") ? $"/?{group}.*)"
                : $"/{group}[^/]+)";
        });
        return new Regex($"^{pattern}$", options | RegexOptions.CultureInvariant);
    }

    public static string GroupOf(string parameter) => parameter.Replace('-', '_');

    private JsonObject Resolve(JsonNode node) => node["$ref"] is { } reference
        ? reference.GetValue<string>().Split('/').Skip(1).Aggregate((JsonNode)_description, (at, step) => at[step]!).AsObject()
        : node.AsObject();
}
