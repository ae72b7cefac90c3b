using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.World;

/// <summary>Commands about the applications of the tenant: <c>clientId</c> selects one, else it is the application that Atlas uses.</summary>
internal static class ApplicationCommands
{
    /// <summary>Adds an application without rights. <c>clientId</c> sets a known ID, for example of Atlas's application.</summary>
    public static JsonObject? Add(SandboxWorld world, CommandArgument argument)
    {
        var application = WorldSetup.MakeApplication(world, argument.Text("name") ?? "application", argument.Text("clientId"));
        world.Tenant.Applications.Add(application);
        return new JsonObject
        {
            ["clientId"] = application.ClientId,
            ["objectId"] = application.ObjectId,
            ["clientSecret"] = application.Secrets[0].Value,
        };
    }

    /// <summary>Sets the <c>name</c>, and with <c>registeredHere</c> whether this tenant has more than its service principal.</summary>
    public static JsonObject? Set(SandboxWorld world, CommandArgument argument)
    {
        var application = ApplicationOf(world, argument);
        application.DisplayName = argument.Text("name") ?? application.DisplayName;
        argument.Flag("registeredHere", value => application.IsRegisteredHere = value);
        return null;
    }

    /// <summary>Sets the <c>permissions</c> for Microsoft Graph; without <c>clientId</c>, the operator's.</summary>
    public static JsonObject? SetGraphPermissions(SandboxWorld world, CommandArgument argument)
    {
        var application = argument.Has("clientId") ? ApplicationOf(world, argument) : world.Tenant.OperatorApplication;
        application.GraphPermissions.Clear();
        application.GraphPermissions.AddRange(argument.Texts("permissions") ?? []);
        return null;
    }

    /// <summary>Adds a secret that ends at <c>expires</c> (default: in a year). With <c>onServicePrincipal</c>, the service principal has it.</summary>
    public static JsonObject? AddSecret(SandboxWorld world, CommandArgument argument)
    {
        var (ofServicePrincipal, hasHint) = (false, true);
        argument.Flag("onServicePrincipal", value => ofServicePrincipal = value);
        argument.Flag("hint", value => hasHint = value);
        var secret = WorldSetup.MakeSecret(world, argument.Time("expires", world.Now) ?? world.Now.AddYears(1), argument.Text("name"), ofServicePrincipal, hasHint);
        ApplicationOf(world, argument).Secrets.Add(secret);
        return new JsonObject { ["clientSecret"] = secret.Value };
    }

    /// <summary>Ends all secrets now, or at <c>expires</c>.</summary>
    public static JsonObject? ExpireSecrets(SandboxWorld world, CommandArgument argument)
    {
        foreach (var secret in ApplicationOf(world, argument).Secrets)
        {
            secret.Expires = argument.Time("expires", world.Now) ?? world.Now;
        }

        return null;
    }

    public static JsonObject? RemoveSecrets(SandboxWorld world, CommandArgument argument)
    {
        ApplicationOf(world, argument).Secrets.Clear();
        return null;
    }

    public static AzureApplication ApplicationOf(SandboxWorld world, CommandArgument argument) => argument.Text("clientId") is { } id
        ? world.Tenant.FindApplication(id) ?? throw new WorldCommandException($"Azure application {id} was not found.")
        : world.Tenant.AtlasApplication;
}
