using System.Text.Json.Nodes;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Worlds whose data can be frozen, for one test.</summary>
public abstract class FreezeWorlds : IDisposable
{
    private protected const string ByVersion = "Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath $record";

    private readonly List<SandboxWorld> _worlds = [];

    /// <summary>A world whose vault has access policies.</summary>
    private protected SandboxWorld Policies => field ??= Encrypted();

    private protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        _worlds.ForEach(world => world.Dispose());
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The identity with which Atlas signs in to this world's Azure.</summary>
    private protected static string AtlasObject(SandboxWorld sandbox) => AtlasObject(sandbox.Picture());

    private protected static string AtlasObject(JsonObject picture) =>
        (string)picture["vaults"]![0]!["accessPolicies"]!.AsArray().Single(p => (string)p!["keys"]! == "decrypt encrypt get")!["objectId"]!;

    /// <summary>A world whose vault uses Azure RBAC, with one role at the vault and one at the key.</summary>
    private protected SandboxWorld Roles()
    {
        var sandbox = Encrypted();
        sandbox.World("setRole", new { role = "Key Vault Crypto User" });
        var vault = $"/subscriptions/{sandbox["subscriptionId"]}/resourceGroups/{sandbox["resourceGroup"]}/providers/Microsoft.KeyVault/vaults/{sandbox["keyVaultName"]}";
        sandbox.World("setRole", new { role = "Key Vault Crypto User", scope = $"{vault}/keys/atlas-cmk" });
        sandbox.World("setVault", new { rbac = true });
        return sandbox;
    }

    private protected SandboxWorld Encrypted(params string[] options)
    {
        var world = SandboxWorld.AtStage("encrypted", options);
        _worlds.Add(world);
        return world;
    }

    private protected Shell ShellOf(SandboxWorld sandbox, Func<string, bool>? answer = null)
    {
        var shell = Shell.ConnectedTo(sandbox, answer);
        shell.Set("record", Folder["freeze.json"]);
        shell.Set("key", sandbox["keyIdentifier"]);
        shell.Set("vault", sandbox["keyVaultName"]);
        shell.Set("group", sandbox["resourceGroup"]);
        shell.Set("subscription", sandbox["subscriptionId"]);
        shell.Set("atlas", AtlasObject(sandbox));
        sandbox.ForgetRequests();
        return shell;
    }

    /// <summary>The world without its clock, and with what Atlas last found of the key.</summary>
    private protected static JsonObject Picture(SandboxWorld sandbox)
    {
        var picture = sandbox.Picture();
        picture.Remove("time");
        return picture;
    }

    private protected static void AssertSame(JsonObject before, SandboxWorld sandbox) =>
        Assert.True(JsonNode.DeepEquals(before, Picture(sandbox)), $"{before}\nbecame\n{Picture(sandbox)}");
}
