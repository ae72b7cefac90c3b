using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>A response of an operation: a status and a document. A 204 has no document.</summary>
internal sealed record AtlasApiResponse(int Status, JsonObject? Body)
{
    public static AtlasApiResponse Ok(JsonObject body) => new(StatusCodes.Status200OK, body);

    public static AtlasApiResponse NoContent { get; } = new(StatusCodes.Status204NoContent, null);
}
