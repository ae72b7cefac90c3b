using System.Text.Json.Nodes;

namespace AtlasCmk.Sandbox.World;

internal static class VaultCommands
{
    /// <summary>A connection of another consumer than Atlas. It is Pending, or with <c>approved</c> Approved at creation.</summary>
    public static JsonObject? AddForeignConnection(SandboxWorld world, CommandArgument argument)
    {
        var isApproved = false;
        argument.Flag("approved", value => isApproved = value);
        var connection = world.Endpoints.Connect(WorldCommands.VaultOf(world, argument), endpoint: null, argument.Text("name"), isApproved);
        return new JsonObject { ["name"] = connection.Name };
    }

    public static JsonObject? SetConnection(SandboxWorld world, CommandArgument argument)
    {
        var name = argument.Needed("name");
        var connection = WorldCommands.VaultOf(world, argument).FindConnection(name) ?? throw new WorldCommandException($"Connection {name} was not found.");
        connection.ProvisioningState = argument.Text("provisioningState") ?? connection.ProvisioningState;
        if (argument.Text("status") is { } status && !world.Endpoints.Decide(connection, status, argument.Text("description") ?? connection.Description))
        {
            connection.Become(status, argument.Text("description") ?? connection.Description, world.Endpoints.NewETag());
        }

        return null;
    }

    /// <summary>Another key, with its first version.</summary>
    public static JsonObject? AddKey(SandboxWorld world, CommandArgument argument)
    {
        var version = world.Keys.AddVersion(WorldCommands.VaultOf(world, argument).AddKey(argument.Needed("name")));
        Change(version, argument, world);
        return new JsonObject { ["version"] = version.Version, ["keyIdentifier"] = version.Identifier };
    }

    /// <summary><c>createdAt</c> can be in the past.</summary>
    public static JsonObject? AddKeyVersion(SandboxWorld world, CommandArgument argument)
    {
        var version = world.Keys.Rotate(KeyOf(world, argument), argument.Time("createdAt", world.Now));
        Change(version, argument, world);
        return new JsonObject { ["version"] = version.Version, ["keyIdentifier"] = version.Identifier };
    }

    /// <summary>The default <c>version</c> is the current one. <c>tags</c> have the form <c>name=value</c>.</summary>
    public static JsonObject? SetKeyVersion(SandboxWorld world, CommandArgument argument)
    {
        Change(VersionOf(world, argument), argument, world);
        return null;
    }

    public static JsonObject? RemoveKeyVersion(SandboxWorld world, CommandArgument argument)
    {
        var version = VersionOf(world, argument);
        version.Key.Versions.Remove(version);
        return null;
    }

    /// <summary><c>rotateAfter</c> (from the creation of a version) and <c>expiryTime</c> are ISO 8601 durations. Without both, the key has no rotation policy.</summary>
    public static JsonObject? SetRotationPolicy(SandboxWorld world, CommandArgument argument)
    {
        var (rotateAfter, expiryTime) = (argument.Text("rotateAfter"), argument.Text("expiryTime"));
        KeyOf(world, argument).RotationPolicy = rotateAfter is null && expiryTime is null
            ? null
            : new RotationPolicy(rotateAfter is null ? [] : [new RotationAction("Rotate", rotateAfter, null)], expiryTime, world.Now, world.Now);
        return null;
    }

    private static void Change(VaultKeyVersion version, CommandArgument argument, SandboxWorld world)
    {
        argument.Flag("enabled", value => version.Enabled = value);
        version.NotBefore = argument.Has("notBefore") ? argument.Time("notBefore", world.Now) : version.NotBefore;
        version.Expires = argument.Has("expires") ? argument.Time("expires", world.Now) : version.Expires;
        foreach (var tag in argument.Texts("tags") ?? [])
        {
            version.Tags[tag.Split('=')[0]] = tag[(tag.IndexOf('=', StringComparison.Ordinal) + 1)..];
        }

        version.KeyType = argument.Text("kty") ?? version.KeyType;
        version.KeyOperations = argument.Texts("keyOps") ?? version.KeyOperations;
        version.Updated = world.Now;
    }

    private static VaultKeyVersion VersionOf(SandboxWorld world, CommandArgument argument)
    {
        var key = KeyOf(world, argument);
        return argument.Text("version") is { } version
            ? key.FindVersion(version) ?? throw new WorldCommandException($"Key {key.Name} has no version {version}.")
            : key.Current;
    }

    private static VaultKey KeyOf(SandboxWorld world, CommandArgument argument)
    {
        var vault = WorldCommands.VaultOf(world, argument);
        return argument.Text("key") is { } name
            ? vault.FindKey(name) ?? throw new WorldCommandException($"Vault {vault.Name} has no key {name}.")
            : vault.Keys[0];
    }
}
