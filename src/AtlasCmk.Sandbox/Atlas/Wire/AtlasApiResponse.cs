using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>What an operation answers: a status and, but for 204, a document.</summary>
internal sealed record AtlasApiResponse(int Status, JsonObject? Body)
{
    public static AtlasApiResponse Ok(JsonObject body) => new(StatusCodes.Status200OK, body);

    public static AtlasApiResponse NoContent { get; } = new(StatusCodes.Status204NoContent, null);
}
