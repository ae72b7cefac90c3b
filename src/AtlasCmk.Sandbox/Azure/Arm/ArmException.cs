using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>An error of Resource Manager or of a resource provider.</summary>
internal sealed class ArmException(int status, string code, string message) : Exception(message)
{
    public int Status => status;

    public string Code => code;

    /// <summary>The target and the details of the error. Not all errors have them.</summary>
    public string? Target { get; private init; }

    public IReadOnlyList<JsonObject> AdditionalInfo { get; private init; } = [];

    public JsonObject Body
    {
        get
        {
            var error = new JsonObject { ["code"] = Code, ["message"] = Message };
            if (Target is not null)
            {
                error["target"] = Target;
                error["additionalInfo"] = new JsonArray([.. AdditionalInfo]);
            }

            return new JsonObject { ["error"] = error };
        }
    }

    /// <summary>Source: Azure Policy, "Determine causes of non-compliance". The error names the policy's definition and assignment.</summary>
    public static ArmException DisallowedByPolicy(string resource, AzureSubscription subscription) => new(
        StatusCodes.Status403Forbidden,
        "RequestDisallowedByPolicy",
        $"Resource '{resource}' was disallowed by policy. See error details for policy resource IDs.")
    {
        Target = resource,
        AdditionalInfo = [.. subscription.Policies.Select(policy => new JsonObject
        {
            ["type"] = "PolicyViolation",
            ["info"] = new JsonObject
            {
                ["policyDefinitionDisplayName"] = policy.Definition,
                ["policyDefinitionId"] = $"{subscription.Scope}/providers/Microsoft.Authorization/policyDefinitions/{policy.Definition}",
                ["policyDefinitionName"] = policy.Definition,
                ["policyDefinitionEffect"] = "deny",
                ["policyAssignmentDisplayName"] = policy.Assignment,
                ["policyAssignmentId"] = $"{subscription.Scope}/providers/Microsoft.Authorization/policyAssignments/{policy.Assignment}",
                ["policyAssignmentName"] = policy.Assignment,
                ["policyAssignmentScope"] = subscription.Scope,
            },
        })],
    };

    public static ArmException BadRequest(string message, string code = "BadRequest") => new(StatusCodes.Status400BadRequest, code, message);

    public static ArmException NotFound(string type, string name, string resourceGroup) => new(
        StatusCodes.Status404NotFound,
        "ResourceNotFound",
        $"The Resource '{type}/{name}' under resource group '{resourceGroup}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix");

    public static ArmException Conflict(string message) => new(StatusCodes.Status409Conflict, "Conflict", message);
}
