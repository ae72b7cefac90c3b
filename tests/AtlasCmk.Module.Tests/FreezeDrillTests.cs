using System.Text.Json.Nodes;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The example of a freeze drill, as a user runs it.</summary>
public sealed class FreezeDrillTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("encrypted");
    private readonly TemporaryFolder _folder = new();
    private readonly Shell _shell = new();

    public FreezeDrillTests()
    {
        _shell.Set("Sandbox", _sandbox.File);
        _shell.Set("drill", Path.Combine(Repository.Root, "module", "examples", "freeze-drill.ps1"));
        _shell.Set("record", _folder["record.json"]);
        _shell.Set("evidence", _folder["evidence.csv"]);
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
        _folder.Dispose();
    }

    private JsonObject Picture()
    {
        var picture = _sandbox.Picture();
        picture.Remove("time");
        return picture;
    }

    [Fact]
    public void It_freezes_and_thaws_and_leaves_evidence_with_times_and_without_secrets()
    {
        var before = Picture();

        var run = _shell.Run("& $drill -Sandbox $Sandbox -RecordPath $record -EvidencePath $evidence");

        Assert.Equal(
            ["Recorded", "Taken", "KeyInvalid", "Frozen", "Given", "KeyValid", "Thawed"],
            run.Succeeded("Event").Cast<string>().Where(e => e is not ("WillStop" or "BackupsLocked" or "ClusterPaused" or "ClusterRunning")));
        var times = run.Succeeded("Time").Cast<DateTimeOffset>().ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal(run.Output.Count + 1, File.ReadAllLines(_folder["evidence.csv"]).Length);
        Assert.True(JsonNode.DeepEquals(before, Picture()));
        var files = File.ReadAllText(_folder["record.json"]) + File.ReadAllText(_folder["evidence.csv"]);
        Assert.DoesNotContain(_sandbox.Secrets, secret => files.Contains(secret, StringComparison.Ordinal));
    }

    /// <summary>A drill of a real project uses the session that the user made, and leaves it open.</summary>
    [Fact]
    public void Without_a_Sandbox_it_uses_the_session_of_the_caller()
    {
        var before = Picture();
        _shell.Run("$null = Connect-Atlas -Sandbox $Sandbox").Succeeded();

        Assert.Contains("Thawed", _shell.Run("& $drill -RecordPath $record").Succeeded("Event"));

        _shell.Run("Get-AtlasEncryptionAtRest").Succeeded();
        Assert.True(JsonNode.DeepEquals(before, Picture()));
    }

    [Fact]
    public void After_a_failure_midway_the_script_gives_back_what_it_took()
    {
        var vault = $"/subscriptions/{_sandbox["subscriptionId"]}/resourceGroups/{_sandbox["resourceGroup"]}/providers/Microsoft.KeyVault/vaults/{_sandbox["keyVaultName"]}";
        _sandbox.World("setRole", new { role = "Key Vault Crypto User" });
        _sandbox.World("setRole", new { role = "Key Vault Crypto User", scope = $"{vault}/keys/atlas-cmk" });
        _sandbox.World("setVault", new { rbac = true });
        _shell.Set("atlas", (string)_sandbox.Picture()["vaults"]![0]!["roles"]![0]!["principalId"]!);
        var before = Picture();
        _sandbox.Fault(new { method = "DELETE", path = "/keys/atlas-cmk/", status = 409, body = new { error = new { code = "ScopeLocked", message = "No." } } });

        var error = _shell.Refuse("& $drill -Sandbox $Sandbox -Method RoleAssignment -AtlasObjectId $atlas -RecordPath $record -EvidencePath $evidence");

        Assert.StartsWith("ScopeLocked,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["Taken", "Given"], File.ReadAllLines(_folder["evidence.csv"]).Select(l => l.Replace("\"", "", StringComparison.Ordinal).Split(',')[2]).Where(e => e is "Taken" or "Given"));
        Assert.True(JsonNode.DeepEquals(before, Picture()), $"{before}\nbecame\n{Picture()}");
    }

    [Fact]
    public void If_the_thaw_fails_the_evidence_is_kept()
    {
        _shell.Set("atlas", (string)_sandbox.Picture()["vaults"]![0]!["accessPolicies"]!.AsArray().Single(p => (string)p!["keys"]! == "decrypt encrypt get")!["objectId"]!);
        _sandbox.Fault(new { method = "PUT", path = "/accessPolicies/add", status = 409, body = new { error = new { code = "ScopeLocked", message = "No." } } });

        var error = _shell.Refuse("& $drill -Sandbox $Sandbox -Method AccessPolicy -AtlasObjectId $atlas -RecordPath $record -EvidencePath $evidence");

        Assert.StartsWith("ScopeLocked,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(File.ReadAllLines(_folder["evidence.csv"]), l => l.Contains("\"Frozen\"", StringComparison.Ordinal));
    }

    /// <summary>A freeze in earnest, with the same path, or with another one.</summary>
    [Theory]
    [InlineData("$record", "There is a record")]
    [InlineData("\"$record.other\"", "No cluster runs under the key")]
    public void It_never_thaws_a_real_freeze(string path, string why)
    {
        _shell.Run("Connect-Atlas -Sandbox $Sandbox; Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath $record -Wait -Confirm:$false").Succeeded();
        var frozen = Picture();
        _sandbox.ForgetRequests();

        var error = _shell.Refuse($"& $drill -Sandbox $Sandbox -RecordPath {path}");

        Assert.Contains(why, error.Exception.Message, StringComparison.Ordinal);
        Assert.Empty(_sandbox.Mutations());
        Assert.True(JsonNode.DeepEquals(frozen, Picture()));
    }

    /// <summary>Two roles are two changes; the clock starts with the first.</summary>
    [Fact]
    public void Its_times_are_from_the_first_change_on()
    {
        var script = File.ReadAllText(Path.Combine(Repository.Root, "module", "examples", "freeze-drill.ps1"));
        var summary = script[script.IndexOf("$time = @{}", StringComparison.Ordinal)..script.IndexOf("Show-Time \"From the first change", StringComparison.Ordinal)];
        _shell.Set("evidence", new[] { ("Taken", 1), ("Taken", 9), ("Given", 20), ("Given", 30) }.Select(e => new { Event = e.Item1, Time = e.Item2 }).ToArray());

        Assert.Equal([1, 20], _shell.Run($"{summary}\n$time.Taken; $time.Given").Succeeded().Select(o => (int)o.BaseObject));
    }
}
