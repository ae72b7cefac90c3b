using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.World;

/// <summary>What neither cloud's interface can do, but life does: keys that expire, people who lose rights, endpoints that fail.</summary>
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
            ["addAzureApplication"] = AzureCommands.AddApplication,
            ["addAzureSecret"] = AzureCommands.AddSecret,
            ["expireAzureSecret"] = AzureCommands.ExpireSecret,
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

    /// <summary>Carries out one command; some answer with what they made, the others with an empty object.</summary>
    public static JsonObject Execute(SandboxWorld world, string name, JsonElement argument)
    {
        if (!s_commands.TryGetValue(name, out var command))
        {
            throw new WorldCommandException($"'{name}' is no command. Known: {string.Join(", ", s_commands.Keys)}.");
        }

        return world.Do(() => command(world, new CommandArgument(argument)) ?? []);
    }

    /// <summary>The project that a command means: by <c>projectId</c>, else the first.</summary>
    public static Project ProjectOf(SandboxWorld world, CommandArgument argument) => argument.Text("projectId") is { } id
        ? world.FindProject(id) ?? throw new WorldCommandException($"There is no project {id}.")
        : world.Projects[0];

    /// <summary>The vault that a command means: by <c>vault</c>, else the first project's.</summary>
    public static Vault VaultOf(SandboxWorld world, CommandArgument argument) => argument.Text("vault") is { } name
        ? world.Subscription.FindVault(name) ?? throw new WorldCommandException($"There is no vault {name}.")
        : world.Projects[0].Vault;
}
