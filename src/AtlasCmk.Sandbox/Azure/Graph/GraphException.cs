using System.Globalization;
using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.Azure.Graph;

/// <summary>An error of Microsoft Graph.</summary>
/// <remarks>
/// Sources: learn.microsoft.com/graph/errors; the bodies in microsoft-graph-docs-contrib issues #1107 (404), #6401 (403)
/// and #8353. Graph repeats the request ID in innerError.
/// </remarks>
internal sealed class GraphException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public JsonObject Body(DateTimeOffset now, string requestId, string clientRequestId) => new()
    {
        ["error"] = new JsonObject
        {
            ["code"] = code,
            ["message"] = Message,
            ["innerError"] = new JsonObject
            {
                ["date"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture),
                ["request-id"] = requestId,
                ["client-request-id"] = clientRequestId,
            },
        },
    };

    public static GraphException RequestDenied() => new(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");

    public static GraphException ResourceNotFound(string id) =>
        new(404, "Request_ResourceNotFound", $"Resource '{id}' does not exist or one of its queried reference-property objects are not present.");

    public static GraphException BadRequest(string message) => new(400, "BadRequest", message);

    public static GraphException InvalidToken(string message) => new(401, "InvalidAuthenticationToken", message);
}
