using AtlasCmk.Sandbox.Azure.Tokens;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Routing;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>The part of Azure Resource Manager that concerns a vault.</summary>
internal static class ArmFace
{
    public static void Map(IEndpointRouteBuilder routes, SandboxWorld world, AzureTokens tokens)
    {
        var arm = new ArmRoutes(routes, world, tokens);
        var operations = new ArmOperations();
        operations.Map(arm);
        VaultOperations.Map(arm);
        AccessPolicyOperations.Map(arm);
        new ConnectionOperations(operations).Map(arm);
        KeyOperations.Map(arm);
        ProviderOperations.Map(arm);
        RoleAssignmentOperations.Map(arm);
        RoleDefinitionOperations.Map(arm);
    }
}
