using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Hosting;

namespace AtlasCmk.Tests.Contracts;

/// <summary>Whether an answer is one that its published description announces: status, headers and body.</summary>
internal sealed class AnswerCheck(Exchange exchange, Contract contract, ContractOperation operation)
{
    private const string Json = "application/json";

    /// <summary>
    /// Refusals that Atlas's description leaves out and its other pages name: 400 and 409 of any operation (seen on the deletion of
    /// endpoints), 402 and 405 from the list of error codes, 406 and 410 of versions, 415 of HTTP itself, 503 in maintenance.
    /// </summary>
    private static readonly int[] s_refusalsOfAtlas = [400, 402, 405, 406, 409, 410, 415, 503];

    public static IEnumerable<Violation> Of(Exchange exchange) =>
        Published.Of(exchange) is not { } contract ? []
        : Published.IsProgressOfArm(exchange) ? Progress(exchange)
        : contract.Find(exchange.Method, Published.PathOf(exchange)) is { } operation ? new AnswerCheck(exchange, contract, operation).All()
        : [new(exchange, "path", "is none of the published operations")];

    private IEnumerable<Violation> All()
    {
        if (Described() is not { } described)
        {
            return [new(exchange, "status", $"{exchange.Status} is not one of {string.Join(", ", operation.Answers.Keys)}")];
        }

        return [.. Headers(), .. Body(described), .. ErrorNumber()];
    }

    private Dictionary<string, string?>? Described() =>
        operation.Answers.GetValueOrDefault($"{exchange.Status}")
        ?? (exchange.Status < 400 ? null
            : operation.Answers.GetValueOrDefault("default")
            ?? (s_refusalsOfAtlas.Contains(exchange.Status) ? operation.Answers["500"] : null));

    private IEnumerable<Violation> Headers()
    {
        // The description gives no number of seconds that is not whole.
        foreach (var name in new[] { "RateLimit-Limit", "RateLimit-Remaining", "Retry-After" })
        {
            if (Header(name) is { } value && !value.All(char.IsAsciiDigit))
            {
                yield return new(exchange, $"header {name}", "is no whole number");
            }
        }

        if (exchange.Status == 401 && exchange.Face != Face.Atlas && Header("WWW-Authenticate")?.StartsWith("Bearer ", StringComparison.Ordinal) != true)
        {
            yield return new(exchange, "header WWW-Authenticate", "is required with 401");
        }
    }

    private IEnumerable<Violation> Body(Dictionary<string, string?> described)
    {
        var schemas = described.Where(d => d.Value is not null).ToList();
        var body = exchange.ResponseBody;
        if (body.Length == 0)
        {
            return schemas.Count == 0 || IsBareChallenge ? [] : [new(exchange, "body", "is missing")];
        }

        var type = Published.MediaType(Header("Content-Type"));
        return schemas.Count == 0 ? [new(exchange, "body", "is not described")]
            : described.TryGetValue(type, out var schema) ? contract.Schemas.Check(schema!, body, Direction.Answer).Select(fault => new Violation(exchange, $"body {fault.Path}", fault.Rule))
            : [new(exchange, "header Content-Type", $"is {type}, not one of {string.Join(", ", described.Keys)}")];
    }

    /// <summary>The 401 challenge comes from a server in front of Atlas, and has no body.</summary>
    private bool IsBareChallenge => exchange is { Face: Face.Atlas, Status: 401 } && Header("WWW-Authenticate")?.StartsWith("Digest ", StringComparison.Ordinal) == true;

    /// <summary>An error of Atlas's repeats its status; one of OAuth's has a word in the same place.</summary>
    private IEnumerable<Violation> ErrorNumber()
    {
        if (exchange is { Face: Face.Atlas, Status: >= 400, ResponseBody.Length: > 0 } && JsonNode.Parse(exchange.ResponseBody)?["error"] is { } error
            && error.GetValueKind() == JsonValueKind.Number && error.GetValue<int>() != exchange.Status)
        {
            yield return new(exchange, "body #/error", $"is {error}");
        }
    }

    /// <summary><c>202</c> and nothing, a final <c>200</c> or <c>204</c>, or a document with a <c>status</c>.</summary>
    private static IEnumerable<Violation> Progress(Exchange exchange)
    {
        var isDocument = exchange.Status == 200 && Published.MediaType(Published.Header(exchange.ResponseHeaders, "Content-Type")) == Json;
        if (isDocument && JsonNode.Parse(exchange.ResponseBody)?["status"]?.GetValueKind() != JsonValueKind.String)
        {
            yield return new(exchange, "body #/status", "is required");
        }
        else if (exchange.Status is not (200 or 202 or 204))
        {
            yield return new(exchange, "status", $"{exchange.Status} is not one of 200, 202, 204");
        }
    }

    private string? Header(string name) => Published.Header(exchange.ResponseHeaders, name);
}
