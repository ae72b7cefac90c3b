using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Azure.Arm;

/// <summary>The permissions of built-in and custom roles.</summary>
internal static partial class RoleDefinitionOperations
{
    private const string Type = "Microsoft.Authorization/roleDefinitions";

    public static void Map(ArmRoutes arm)
    {
        foreach (var path in RoleScopes.PathsOf("roleDefinitions").Append("/providers/" + Type))
        {
            arm.Map("GET", path, Type, List);
            arm.Map("GET", path + "/{role}", Type, Get);
        }
    }

    public static string IdOf(AzureSubscription subscription, string role) => $"{subscription.Scope}/providers/{Type}/{role}";

    private static ArmAnswer List(ArmRequest request)
    {
        var name = RoleName().Match(request.Query("$filter")) is { Success: true } match ? match.Groups["name"].Value : null;
        var roles = request.World.Subscription.Roles.Where(role => name is null || string.Equals(role.Name, name, StringComparison.OrdinalIgnoreCase));
        return request.Page([.. roles], role => Of(request.World.Subscription, role));
    }

    private static ArmAnswer Get(ArmRequest request) => request.World.Subscription.FindRole(request.Route("role")) is { } role
        ? ArmAnswer.Ok(Of(request.World.Subscription, role))
        : throw new ArmException(404, "RoleDefinitionDoesNotExist", $"The specified role definition with ID '{request.Route("role")}' does not exist.");

    private static JsonObject Of(AzureSubscription subscription, AzureRoleDefinition role) => new()
    {
        ["id"] = IdOf(subscription, role.Id),
        ["name"] = role.Id,
        ["type"] = Type,
        ["properties"] = new JsonObject
        {
            ["roleName"] = role.Name,
            ["type"] = AzureRoleDefinition.All.Contains(role) ? "BuiltInRole" : "CustomRole",
            ["description"] = "",
            ["assignableScopes"] = new JsonArray(AzureRoleDefinition.All.Contains(role) ? "/" : subscription.Scope),
            ["permissions"] = new JsonArray(new JsonObject
            {
                ["actions"] = VaultJson.Texts(role.Actions),
                ["notActions"] = VaultJson.Texts(role.NotActions),
                ["dataActions"] = VaultJson.Texts(role.DataActions),
                ["notDataActions"] = VaultJson.Texts(role.NotDataActions),
            }),
        },
    };

    [GeneratedRegex(@"roleName\s+eq\s+'(?<name>[^']+)'", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RoleName();
}
