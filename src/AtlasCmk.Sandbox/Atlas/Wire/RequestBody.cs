using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Atlas;

internal static class RequestBody
{
    public static async Task<JsonElement> ReadAsync(HttpRequest request)
    {
        VersionNegotiation.CheckContentType(request.ContentType);
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: request.HttpContext.RequestAborted);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw ApiErrors.BadRequest("INVALID_JSON", "Received JSON does not match expected format.");
        }
        catch (JsonException)
        {
            throw ApiErrors.BadRequest("MALFORMED_JSON", "Received JSON is malformed.");
        }
    }
}
