using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.World;

/// <summary>Changes that neither cloud's API can make: keys that expire, users that lose rights, endpoints that fail.</summary>
internal static class WorldCommands
{
    private static readonly Dictionary<string, Func<SandboxWorld, CommandArgument, JsonObject?>> s_commands =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["addApiKey"] = (w, a) => AtlasCommands.AddCredential(w, a, isServiceAccount: false),
            ["addServiceAccount"] = (w, a) => AtlasCommands.AddCredential(w, a, isServiceAccount: true),
            ["setAccessList"] = AtlasCommands.SetAccessList,
            ["expireNonces"] = AtlasCommands.ExpireNonces,
            ["setRateLimit"] = AtlasCommands.SetRateLimit,
            ["setOrganizationState"] = AtlasCommands.SetOrganizationState,
            ["setProject"] = AtlasCommands.SetProject,
            ["refuse"] = AtlasCommands.Refuse,
            ["setUpgrading"] = AtlasCommands.SetUpgrading,
            ["setEndpoint"] = AtlasCommands.SetEndpoint,
            ["removeEndpoint"] = AtlasCommands.RemoveEndpoint,
            ["setBackupCompliancePolicy"] = AtlasCommands.SetBackupCompliancePolicy,
            ["addCluster"] = ClusterCommands.Add,
            ["setCluster"] = ClusterCommands.Set,
            ["removeCluster"] = ClusterCommands.Remove,
            ["addSnapshot"] = ClusterCommands.AddSnapshot,
            ["addVault"] = AzureCommands.AddVault,
            ["setVault"] = AzureCommands.SetVault,
            ["setAccessPolicy"] = AzureCommands.SetAccessPolicy,
            ["removeAccessPolicy"] = AzureCommands.RemoveAccessPolicy,
            ["setRole"] = AzureCommands.SetRole,
            ["removeRole"] = AzureCommands.RemoveRole,
            ["addRole"] = AzureCommands.AddRole,
            ["setPolicy"] = AzureCommands.SetPolicy,
            ["setArm"] = AzureCommands.SetArm,
            ["setProvider"] = AzureCommands.SetProvider,
            ["addAzureApplication"] = ApplicationCommands.Add,
            ["setAzureApplication"] = ApplicationCommands.Set,
            ["setGraphPermissions"] = ApplicationCommands.SetGraphPermissions,
            ["addAzureSecret"] = ApplicationCommands.AddSecret,
            ["expireAzureSecret"] = ApplicationCommands.ExpireSecrets,
            ["removeAzureSecrets"] = ApplicationCommands.RemoveSecrets,
            ["letTimePass"] = (w, a) =>
            {
                w.TimePassing.Pass(a.Span("span"));
                return null;
            },
            ["addForeignConnection"] = VaultCommands.AddForeignConnection,
            ["setConnection"] = VaultCommands.SetConnection,
            ["addKey"] = VaultCommands.AddKey,
            ["addKeyVersion"] = VaultCommands.AddKeyVersion,
            ["setKeyVersion"] = VaultCommands.SetKeyVersion,
            ["removeKeyVersion"] = VaultCommands.RemoveKeyVersion,
            ["setRotationPolicy"] = VaultCommands.SetRotationPolicy,
        };

    public static IEnumerable<string> Names => s_commands.Keys;

    /// <summary>Runs a command. Some commands return the object they created, the others return an empty object.</summary>
    public static JsonObject Execute(SandboxWorld world, string name, JsonElement argument)
    {
        if (!s_commands.TryGetValue(name, out var command))
        {
            throw new WorldCommandException($"'{name}' is not a command. Expected: {string.Join(", ", s_commands.Keys)}.");
        }

        return world.Do(() => command(world, new CommandArgument(argument)) ?? []);
    }

    /// <summary>The project of a command: <c>projectId</c>, or the first one.</summary>
    public static Project ProjectOf(SandboxWorld world, CommandArgument argument) => argument.Text("projectId") is { } id
        ? world.FindProject(id) ?? throw new WorldCommandException($"Project {id} was not found.")
        : world.Projects[0];

    /// <summary>The vault of a command: <c>vault</c>, or the first project's.</summary>
    public static Vault VaultOf(SandboxWorld world, CommandArgument argument) => argument.Text("vault") is { } name
        ? world.Subscription.FindVault(name) ?? throw new WorldCommandException($"Vault {name} was not found.")
        : world.Projects[0].Vault;
}

/// <summary>An unknown command or an invalid argument.</summary>
internal sealed class WorldCommandException(string message) : Exception(message);
