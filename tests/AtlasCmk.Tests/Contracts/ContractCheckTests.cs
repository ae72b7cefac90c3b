using AtlasCmk.Sandbox.Hosting;
using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>The checks themselves: a good exchange passes, and each kind of departure is found and named.</summary>
public sealed class ContractCheckTests
{
    private const string Encryption = "/api/atlas/v2/groups/66dc0a15edf1f2f892e484f5/encryptionAtRest";
    private const string V2023 = "application/vnd.atlas.2023-01-01+json";
    private const string Connection =
        "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv1/privateEndpointConnections/one?api-version=2026-02-01";

    [ContractFact]
    public void A_good_exchange_passes()
    {
        Assert.Empty(Requests(Patch("""{"azureKeyVault":{"requirePrivateNetworking":true}}""")));
        Assert.Empty(Answers(Patch("{}", answer: """{"azureKeyVault":{"enabled":true,"valid":true},"newField":1}""")));
        Assert.Empty(Requests(Put("""{"properties":{"privateLinkServiceConnectionState":{"status":"Approved"}}}""")));
        Assert.Empty(Answers(Put("{}", answer: """{"properties":{"privateLinkServiceConnectionState":{"status":"approved"}},"newField":1}""")));
    }

    [ContractFact]
    public void A_forbidden_request_is_found()
    {
        Assert.Equal([("body #/azureKeyVault.valid", "is readOnly, and was sent")], Requests(Patch("""{"azureKeyVault":{"valid":true}}""")));
        Assert.Equal([("body #/azureKeyVault.keyVersion", "is not described")], Requests(Patch("""{"azureKeyVault":{"keyVersion":"1"}}""")));
        Assert.Equal([("body #/azureKeyVault.secret", "StringExpected")], Requests(Patch("""{"azureKeyVault":{"secret":null}}""")));
        Assert.Contains(("body #/azureKeyVault.tenantID", "UuidExpected"), Requests(Patch("""{"azureKeyVault":{"tenantID":"mine"}}""")));
        Assert.Contains(Requests(Patch("""{"azureKeyVault":{"azureEnvironment":"AZURE_MOON"}}""")), v => v.At == "body #/azureKeyVault.azureEnvironment"
            && v.Rule.StartsWith("is none of AZURE,", StringComparison.Ordinal));
        Assert.Contains(("body #/location", "is readOnly, and was sent"), Requests(Put("""{"properties":{},"location":null}""")));
        Assert.Equal([("body", "is required")], Requests(Patch("")));
        Assert.Equal([("body", "is not described")], Requests(Atlas("GET", "", "{}", "")));
    }

    [ContractFact]
    public void A_forbidden_answer_is_found()
    {
        Assert.Equal([("body #/azureKeyVault.secret", "is writeOnly, and came back")], Answers(Patch("{}", answer: """{"azureKeyVault":{"secret":"s"}}""")));
        Assert.Equal([("body #/azureKeyVault.enabled", "BooleanExpected")], Answers(Patch("{}", answer: """{"azureKeyVault":{"enabled":"true"}}""")));
        Assert.Equal([("body #/results", "is required")], Answers(Atlas("GET", "/AZURE/privateEndpoints", "", """{"totalCount":0}""")));
        Assert.Contains(Answers(Atlas("GET", "/AZURE/privateEndpoints", "", """{"results":[{"cloudProvider":"AZURE","status":"READY"}]}""")), v => v.At == "body #/results[0].status");
        Assert.Contains(Answers(Atlas("GET", "/AZURE/privateEndpoints", "", """{"results":[{"cloudProvider":"AZURE","regionName":"EU_WEST_1"}]}""")), v => v.At == "body #/results[0].regionName");
        Assert.Contains(Answers(Put("{}", answer: """{"properties":{"privateLinkServiceConnectionState":{"status":"Maybe"}}}""")),
            v => v.At == "body #/properties.privateLinkServiceConnectionState.status");
        Assert.Equal([("body", "is missing")], Answers(Patch("{}", answer: "")));
        Assert.Equal([("body", "is not described")], Answers(Atlas("DELETE", "/AZURE/privateEndpoints/66dc0a15edf1f2f892e484f5", "", "{}", 204)));
    }

    [ContractFact]
    public void Addresses_versions_and_statuses_are_checked_too()
    {
        Assert.Equal([("path", "is none of the published operations")], Requests(Atlas("PUT", "", "{}", "{}")));
        Assert.Equal([("query pageSize", "is not described")], Requests(Atlas("GET", "/AZURE/privateEndpoints?pageSize=1", "", "{}")));
        Assert.Equal([("query itemsPerPage", "NumberTooBig")], Requests(Atlas("GET", "/AZURE/privateEndpoints?itemsPerPage=501", "", "{}")));
        Assert.Contains(Requests(Atlas("GET", "/Azure/privateEndpoints", "", "{}")), v => v.At == "path cloudProvider");
        Assert.Contains(Requests(Atlas("GET", "", "", "{}", accept: "application/json")), v => v.At == "header Accept");
        Assert.Contains(Requests(Put("{}", query: "2023-07-01")), v => v is ("query api-version", "is 2023-07-01, not 2026-02-01"));
        Assert.Contains(Answers(Atlas("GET", "", "", "{}", 201)), v => v.At == "status");
        Assert.Contains(Answers(Put("{}", status: 201)), v => v.At == "status");
        Assert.Contains(Answers(Atlas("GET", "", "", """{"error":404,"errorCode":"E"}""", 401, answered: "application/json")), v => v is ("body #/error", "is 404"));
        Assert.Contains(Answers(Atlas("GET", "", "", """{"error":404}""", 404, answered: "application/json")), v => v is ("body #/errorCode", "is required"));
        Assert.Contains(Answers(Atlas("GET", "", "", "{}", answered: "application/json")), v => v.At == "header Content-Type");
    }

    private static IEnumerable<(string At, string Rule)> Requests(Exchange exchange) => RequestCheck.Of(exchange).Select(v => (v.At, v.Rule));

    private static IEnumerable<(string At, string Rule)> Answers(Exchange exchange) => AnswerCheck.Of(exchange).Select(v => (v.At, v.Rule));

    private static Exchange Patch(string body, string answer = "{}") => Atlas("PATCH", "", body, answer);

    private static Exchange Atlas(string method, string path, string body, string answer, int status = 200, string accept = V2023, string answered = V2023) =>
        Make(Face.Atlas, method, Encryption + path, body, answer, status, accept, answered);

    private static Exchange Put(string body, string answer = "{}", int status = 200, string query = "2026-02-01") =>
        Make(Face.Arm, "PUT", Connection.Replace("2026-02-01", query, StringComparison.Ordinal), body, answer, status, "application/json", "application/json");

    private static Exchange Make(string face, string method, string path, string body, string answer, int status, string accept, string answered) => new()
    {
        Face = face,
        Method = method,
        Path = path,
        RequestHeaders = new Dictionary<string, string> { ["Accept"] = accept, ["Content-Type"] = accept, ["Authorization"] = "Digest" },
        RequestBody = body,
        Status = status,
        ResponseHeaders = new Dictionary<string, string> { ["content-type"] = answered + "; charset=utf-8" },
        ResponseBody = answer,
        Injected = false,
    };
}
