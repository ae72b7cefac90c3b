using System.Text.Json;
using System.Text.Json.Nodes;
using System.Web;
using AtlasCmk.Clients;
using AtlasCmk.Sandbox.Hosting;

namespace AtlasCmk.Tests.Contracts;

/// <summary>Whether a request is one that its published description allows: nothing that is not described is sent.</summary>
internal sealed class RequestCheck(Exchange exchange, Contract contract, ContractOperation operation)
{
    /// <summary>What Key Vault itself adds to a connection's address in Azure-AsyncOperation (recordings/azure-connection-exchanges.json).</summary>
    private const string AzureOwn = "kv-operation";

    /// <summary>
    /// What the module speaks to each part of Resource Manager: of Key Vault, the only version that outlives February 2027 (the
    /// published shapes are those of an older one, and have not changed).
    /// </summary>
    private static readonly (string Part, string Version)[] s_armVersions =
    [
        ("/providers/Microsoft.Authorization/", "2022-04-01"),
        ("/providers/Microsoft.KeyVault/", AzureService.KeyVaultVersion),
        ("/providers/", "2022-09-01"),
    ];

    private const string KeysVersion = "7.5";

    public static IEnumerable<Violation> Of(Exchange exchange) =>
        Published.Of(exchange) is not { } contract || Published.IsProgressOfArm(exchange) ? []
        : contract.Find(exchange.Method, Published.PathOf(exchange)) is { } operation ? new RequestCheck(exchange, contract, operation).All()
        : [new(exchange, "path", "is none of the published operations")];

    private IEnumerable<Violation> All() => [.. PathParameters(), .. Query(), .. Version(), .. Body()];

    private IEnumerable<Violation> PathParameters()
    {
        var groups = operation.Path.Match(Published.PathOf(exchange)).Groups;
        return from parameter in operation.Parameters
               where parameter.In == "path" && groups[Contract.GroupOf(parameter.Name)].Success
               from violation in Value(parameter, [Uri.UnescapeDataString(groups[Contract.GroupOf(parameter.Name)].Value)])
               select violation;
    }

    private IEnumerable<Violation> Query()
    {
        var sent = HttpUtility.ParseQueryString(new Uri("https://any" + exchange.Path).Query);
        foreach (var name in sent.AllKeys.OfType<string>())
        {
            if (operation.Parameters.FirstOrDefault(p => p.In == "query" && p.Name == name) is { } parameter)
            {
                foreach (var violation in Value(parameter, [.. sent.GetValues(name)!]))
                {
                    yield return violation;
                }
            }
            else if ((!operation.LinksToNextPage || !name.StartsWith('$')) && name != AzureOwn)
            {
                yield return new(exchange, $"query {name}", "is not described");
            }
        }

        foreach (var missing in operation.Parameters.Where(p => p is { In: "query", IsRequired: true } && sent[p.Name] is null))
        {
            yield return new(exchange, $"query {missing.Name}", "is required");
        }
    }

    private IEnumerable<Violation> Value(ContractParameter parameter, string[] values) =>
        contract.Schemas.Check(
                parameter.Schema,
                parameter.IsList ? JsonSerializer.Serialize(values) : parameter.IsText ? JsonSerializer.Serialize(string.Join(',', values)) : string.Join(',', values),
                Direction.Request)
            .Select(fault => new Violation(exchange, $"{parameter.In} {parameter.Name}", fault.Rule));

    private IEnumerable<Violation> Version()
    {
        var sent = HttpUtility.ParseQueryString(new Uri("https://any" + exchange.Path).Query)["api-version"];
        var due = exchange.Face switch
        {
            Face.Arm => s_armVersions.First(v => exchange.Path.Contains(v.Part, StringComparison.OrdinalIgnoreCase)).Version,
            Face.KeyVault => KeysVersion,
            _ => null,
        };
        if (due is not null && sent != due)
        {
            yield return new(exchange, "query api-version", $"is {sent}, not {due}");
        }

        var accepted = Published.Header(exchange.RequestHeaders, "Accept");
        if (exchange.Face == Face.Atlas && !operation.VersionedTypes.Contains(accepted))
        {
            // The revocation of a token answers with nothing, and so has no type to ask for.
            if (operation.VersionedTypes.Any())
            {
                yield return new(exchange, "header Accept", $"is {accepted}, not one of {string.Join(", ", operation.VersionedTypes)}");
            }
        }
    }

    private IEnumerable<Violation> Body()
    {
        var body = exchange.RequestBody;
        if (body.Length == 0)
        {
            return operation.NeedsBody && !IsBareFirstTry ? [new(exchange, "body", "is required")] : [];
        }

        if (operation.Bodies.Count == 0)
        {
            return [new(exchange, "body", "is not described")];
        }

        var type = Published.MediaType(Published.Header(exchange.RequestHeaders, "Content-Type"));
        return operation.Bodies.TryGetValue(type, out var schema)
            ? contract.Schemas.Check(schema!, type == "application/x-www-form-urlencoded" ? FormAsJson(body) : body, Direction.Request)
                .Select(fault => new Violation(exchange, $"body {fault.Path}", fault.Rule))
            : [new(exchange, "header Content-Type", $"is {type}, not one of {string.Join(", ", operation.Bodies.Keys)}")];
    }

    /// <summary>Before a challenge is known, no body leaves: the first try of a request is there to be refused.</summary>
    private bool IsBareFirstTry => exchange is { Face: Face.Atlas, Status: 401 } && Published.Header(exchange.RequestHeaders, "Authorization") is null;

    private static string FormAsJson(string form)
    {
        var fields = HttpUtility.ParseQueryString(form);
        return new JsonObject(fields.AllKeys.OfType<string>().Select(name => KeyValuePair.Create<string, JsonNode?>(name, fields[name]))).ToJsonString();
    }
}
