using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>A refusal of Resource Manager or of the provider behind it.</summary>
internal sealed class ArmException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    public JsonObject Body => new() { ["error"] = new JsonObject { ["code"] = Code, ["message"] = Message } };

    public static ArmException BadRequest(string message, string code = "BadRequest") => new(StatusCodes.Status400BadRequest, code, message);

    public static ArmException NotFound(string type, string name, string resourceGroup) => new(
        StatusCodes.Status404NotFound,
        "ResourceNotFound",
        $"The Resource '{type}/{name}' under resource group '{resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix");

    public static ArmException Conflict(string message) => new(StatusCodes.Status409Conflict, "Conflict", message);
}
