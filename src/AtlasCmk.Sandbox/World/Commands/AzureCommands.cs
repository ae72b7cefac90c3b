using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.World;

internal static class AzureCommands
{
    public static JsonObject? AddVault(SandboxWorld world, CommandArgument argument)
    {
        var vault = WorldSetup.MakeVault(world, world.Tenant, argument.Text("name"));
        return new JsonObject { ["name"] = vault.Name, ["keyIdentifier"] = vault.Keys[0].Current.Identifier };
    }

    public static JsonObject? SetVault(SandboxWorld world, CommandArgument argument)
    {
        var vault = WorldCommands.VaultOf(world, argument);
        if (argument.Has("publicNetworkAccess"))
        {
            vault.PublicNetworkAccess = argument.Text("publicNetworkAccess");
        }

        vault.ProvisioningState = argument.Text("provisioningState") ?? vault.ProvisioningState;
        argument.Flag("purgeProtection", value => vault.EnablePurgeProtection = value ? true : null);
        argument.Flag("softDelete", value => vault.EnableSoftDelete = value);
        argument.Flag("rbac", value => vault.EnableRbacAuthorization = value);
        vault.SoftDeleteRetentionInDays = argument.Number("softDeleteRetentionInDays") ?? vault.SoftDeleteRetentionInDays;
        if (argument.Has("defaultAction") || argument.Has("ipRules"))
        {
            vault.NetworkAcls = new NetworkRules(argument.Text("bypass") ?? "None", argument.Text("defaultAction") ?? "Deny", argument.Texts("ipRules") ?? [], []);
        }

        return null;
    }

    /// <summary>Adds a deny policy with <c>definition</c> and <c>assignment</c>. Without both, removes all policies.</summary>
    public static JsonObject? SetPolicy(SandboxWorld world, CommandArgument argument)
    {
        if (argument.Text("definition") is { } definition)
        {
            world.Subscription.Policies.Add(new DenyPolicy(definition, argument.Text("assignment") ?? definition));
        }
        else
        {
            world.Subscription.Policies.Clear();
        }

        return null;
    }

    public static JsonObject? SetAccessPolicy(SandboxWorld world, CommandArgument argument)
    {
        var vault = WorldCommands.VaultOf(world, argument);
        var objectId = ObjectIdOf(world, argument);
        vault.AccessPolicies.RemoveAll(p => p.ObjectId == objectId);
        vault.AccessPolicies.Add(new AccessPolicy(world.Tenant.Id, objectId, argument.Texts("keys") ?? ["get", "encrypt", "decrypt"]));
        return null;
    }

    public static JsonObject? RemoveAccessPolicy(SandboxWorld world, CommandArgument argument)
    {
        var objectId = ObjectIdOf(world, argument);
        WorldCommands.VaultOf(world, argument).AccessPolicies.RemoveAll(p => p.ObjectId == objectId);
        return null;
    }

    /// <summary>Assigns <c>role</c> (name or ID) at <c>scope</c> (also a management group or the root) or at the vault. <c>condition</c> and <c>description</c> are optional.</summary>
    public static JsonObject? SetRole(SandboxWorld world, CommandArgument argument)
    {
        world.Subscription.RoleAssignments.Add(new AzureRoleAssignment(world.Ids.Guid().ToString(),
            argument.Text("scope") ?? WorldCommands.VaultOf(world, argument).Id, RoleOf(world, argument).Id, ObjectIdOf(world, argument), world.Now)
        {
            Condition = argument.Text("condition"),
            ConditionVersion = argument.Text("condition") is null ? null : "2.0",
            Description = argument.Text("description"),
        });
        return null;
    }

    /// <summary>Without <c>role</c>, removes all roles of the principal.</summary>
    public static JsonObject? RemoveRole(SandboxWorld world, CommandArgument argument)
    {
        var (role, objectId) = (argument.Has("role") ? RoleOf(world, argument) : null, ObjectIdOf(world, argument));
        world.Subscription.RoleAssignments.RemoveAll(a => a.PrincipalId == objectId && (role is null || a.RoleDefinitionId == role.Id));
        return null;
    }

    /// <summary>Adds a custom role with <c>actions</c>, <c>notActions</c>, <c>dataActions</c> and <c>notDataActions</c>. It is not assigned yet.</summary>
    public static JsonObject? AddRole(SandboxWorld world, CommandArgument argument)
    {
        var role = new AzureRoleDefinition(world.Ids.Guid().ToString(), argument.Needed("name"), [.. argument.Texts("actions") ?? []], [.. argument.Texts("dataActions") ?? []])
        {
            NotActions = argument.Texts("notActions") ?? [],
            NotDataActions = argument.Texts("notDataActions") ?? [],
        };
        world.Subscription.CustomRoles.Add(role);
        return new JsonObject { ["id"] = role.Id };
    }

    /// <summary>See <see cref="ResourceManagerBehavior"/>.</summary>
    public static JsonObject? SetArm(SandboxWorld world, CommandArgument argument)
    {
        world.Arm.ConnectionUpdate = SettingIn(argument, "connectionUpdate") ?? world.Arm.ConnectionUpdate;
        world.Arm.OperationAnswer = SettingIn(argument, "operationAnswer") ?? world.Arm.OperationAnswer;
        world.Arm.ConnectionNames = SettingIn(argument, "connectionNames") ?? world.Arm.ConnectionNames;
        argument.Flag("listsLeaveOutState", value => world.Arm.ListsLeaveOutState = value);
        argument.Flag("rejectionIsFinal", value => world.Arm.RejectionIsFinal = value);
        world.Arm.PageSize = argument.Number("pageSize") ?? world.Arm.PageSize;
        argument.Flag("slowConnectionDelete", value => world.Arm.SlowConnectionDelete = value);
        argument.Flag("missingConnectionIsNotFound", value => world.Arm.MissingConnectionIsNotFound = value);
        return null;
    }

    private static string? SettingIn(CommandArgument argument, string name) =>
        argument.Text(name) is not { } value || ResourceManagerBehavior.Known[name].Contains(value) ? argument.Text(name)
            : throw new WorldCommandException($"'{value}' is not a value of {name}. Expected: {string.Join(", ", ResourceManagerBehavior.Known[name])}.");

    public static JsonObject? SetProvider(SandboxWorld world, CommandArgument argument)
    {
        world.Subscription.Providers[argument.Text("namespace") ?? "Microsoft.Network"] = argument.Needed("state");
        return null;
    }

    private static string ObjectIdOf(SandboxWorld world, CommandArgument argument) =>
        argument.Text("objectId") ?? ApplicationCommands.ApplicationOf(world, argument).ObjectId;

    private static AzureRoleDefinition RoleOf(SandboxWorld world, CommandArgument argument) => world.Subscription.FindRole(argument.Needed("role"))
        ?? throw new WorldCommandException($"Role '{argument.Text("role")}' was not found.");
}
