using System.Text.Json.Nodes;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Sandboxes whose data can be frozen. Each test leaves its Sandbox as it was.</summary>
public abstract class FreezeWorlds(StagedSandboxes sandboxes) : IClassFixture<StagedSandboxes>, IDisposable
{
    private protected const string ByVersion = "Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath $record";

    private protected StagedSandboxes Sandboxes => sandboxes;

    private protected SandboxProcess Policies { get; } = sandboxes["encrypted"];

    private protected TemporaryFolder Folder { get; } = new();

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Whom Atlas signs in to this world's Azure as.</summary>
    private protected static string AtlasObject(SandboxProcess sandbox) => AtlasObject(sandbox.Picture());

    private protected static string AtlasObject(JsonObject picture) =>
        (string)picture["vaults"]![0]!["accessPolicies"]!.AsArray().Single(p => (string)p!["keys"]! == "decrypt encrypt get")!["objectId"]!;

    /// <summary>A world whose vault goes by roles: one at the vault, and one at the key.</summary>
    private protected SandboxProcess Roles()
    {
        var sandbox = sandboxes["encrypted", "--seed", "2"];
        if (sandbox.Picture()["vaults"]![0]!["roles"]!.AsArray().Count == 0)
        {
            sandbox.World("setRole", new { role = "Key Vault Crypto User" });
            var vault = $"/subscriptions/{sandbox["subscriptionId"]}/resourceGroups/{sandbox["resourceGroup"]}/providers/Microsoft.KeyVault/vaults/{sandbox["keyVaultName"]}";
            sandbox.World("setRole", new { role = "Key Vault Crypto User", scope = $"{vault}/keys/atlas-cmk" });
            sandbox.World("setVault", new { rbac = true });
        }

        return sandbox;
    }

    private protected Shell ShellOf(SandboxProcess sandbox, Func<string, bool>? answer = null)
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
    private protected static JsonObject Picture(SandboxProcess sandbox)
    {
        var picture = sandbox.Picture();
        picture.Remove("time");
        return picture;
    }

    private protected static void AssertSame(JsonObject before, SandboxProcess sandbox) =>
        Assert.True(JsonNode.DeepEquals(before, Picture(sandbox)), $"{before}\nbecame\n{Picture(sandbox)}");
}
