using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Azure.Arm;

internal sealed record ArmAnswer(int Status, JsonObject? Body = null)
{
    public static ArmAnswer NoContent { get; } = new(StatusCodes.Status204NoContent);

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public static ArmAnswer Ok(JsonObject body) => new(StatusCodes.Status200OK, body);

    public static ArmAnswer Created(JsonObject body) => new(StatusCodes.Status201Created, body);
}
