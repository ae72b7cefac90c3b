using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Failures during a rotation, and a second run after an incomplete first one.</summary>
public sealed class RotationFailureTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("enabled", "--provisioning", "15000");
    private readonly Shell _shell;
    private readonly string _old;

    public RotationFailureTests()
    {
        _shell = Shell.ConnectedTo(_sandbox);
        _old = _sandbox["keyIdentifier"];
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    private int Versions => _sandbox.Picture()["vaults"]![0]!["keys"]![0]!["versions"]!.AsArray().Count;

    private string Current => (string)_sandbox.Picture()["projects"]![0]!["encryption"]!["keyIdentifier"]!;

    private int Sent(string method, string path) => _sandbox.Requests().Count(r => r.Method == method && r.Status == 200 && r.Path.Contains(path, StringComparison.Ordinal));

    private string Add() => (string)_sandbox.World("addKeyVersion")["keyIdentifier"]!;

    private void Encrypt(string cluster) => _sandbox.World("setCluster", new { name = cluster, encryptionAtRestProvider = "AZURE" });

    /// <summary>Starts a rotation, does something to the world once Atlas has seen the new version work, and gives the one error of the rotation.</summary>
    private ErrorRecord FailAfterValid(string command, Action<string> meanwhile)
    {
        var next = Add();
        using var shell = _shell.Prepare(command);
        var running = shell.BeginInvoke();
        Eventually.Holds(
            () => _sandbox.Exchanges().Any(e => e.Method == "GET" && e.ResponseBody.Contains(next, StringComparison.Ordinal) && e.ResponseBody.Contains("\"valid\":true", StringComparison.Ordinal)),
            () => "Atlas never saw the new version work.");
        meanwhile(next);
        Assert.True(running.AsyncWaitHandle.WaitOne(TimeSpan.FromSeconds(60)), "The rotation did not end.");
        Assert.Empty(shell.EndInvoke(running));
        return Assert.Single(shell.Streams.Error);
    }

    private void Disable(string key) => _sandbox.World("setKeyVersion", new { version = key[^32..], enabled = false });

    [Fact]
    public void An_unusable_key_gives_an_error_with_the_affected_clusters_and_the_way_back()
    {
        Encrypt("orders");

        var error = FailAfterValid("Invoke-AtlasKeyRotation -Latest", Disable);

        Assert.StartsWith("RotatedKeyInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(["valid is false", "shuts down the clusters", "orders", $"-KeyIdentifier '{_old}'", "Go back"], n => Assert.Contains(n, error.DisplayText(), StringComparison.Ordinal));
        Assert.NotEqual(_old, Current);
        Assert.Equal(1, Sent("PATCH", "/encryptionAtRest"));
    }

    [Fact]
    public void It_rolls_back_automatically_on_request()
    {
        // Without an encrypted cluster a rotation would be over at the first look.
        _sandbox.World("addCluster", new { name = "busy", encryptionAtRestProvider = "AZURE", stateName = "UPDATING" });

        var error = FailAfterValid("Invoke-AtlasKeyRotation -Latest -RollBackOnFailure", next =>
        {
            _sandbox.World("removeCluster", new { name = "busy" });
            Disable(next);
        });

        Assert.StartsWith("RotationRolledBack,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains($"moved back to {_old}, which is valid", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(_old, Current);
    }

    /// <summary>Atlas does not change the key while it cannot use the current one.</summary>
    [Fact]
    public void If_Atlas_refuses_to_go_back_the_new_version_must_work_first()
    {
        Encrypt("orders");

        var error = FailAfterValid("Invoke-AtlasKeyRotation -Latest -RollBackOnFailure", Disable);

        Assert.StartsWith("RollBackFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.All(["orders", "Give Atlas access to the new version again", $"-KeyIdentifier '{_old}'"], n => Assert.Contains(n, error.DisplayText(), StringComparison.Ordinal));
        Assert.NotEqual(_old, Current);
    }

    [Fact]
    public void Of_two_concurrent_rotations_the_overtaken_one_stops_with_an_error()
    {
        Encrypt("orders");
        using var other = Shell.ConnectedTo(_sandbox);

        var error = FailAfterValid("Invoke-AtlasKeyRotation -Latest", _ => other.Run($"Invoke-AtlasKeyRotation -KeyIdentifier {_old} -SettlingSec 0").Succeeded());

        Assert.StartsWith("RotationOvertaken,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(_old, error.ToString(), StringComparison.Ordinal);
        Assert.Equal(_old, Current);
    }

    /// <summary>Stopped between the making of the version and the change of the project, and after both.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_run_that_was_stopped_is_finished_by_the_next_without_a_second_version(bool beforeAtlasWasTold)
    {
        Encrypt("orders");
        if (beforeAtlasWasTold)
        {
            _sandbox.Fault(new { method = "PATCH", delayMs = 600000 });
        }

        using (var shell = _shell.Prepare("Invoke-AtlasKeyRotation -NewVersion"))
        {
            shell.BeginInvoke();
            Eventually.Holds(() => beforeAtlasWasTold ? Versions == 2 && _sandbox.FaultsPending() == 0 : Sent("PATCH", "/encryptionAtRest") == 1, () => "The rotation did not come so far.");
            await Task.Run(shell.Stop).WaitAsync(TimeSpan.FromSeconds(20));
        }

        Assert.Equal(beforeAtlasWasTold, Current == _old);
        var rotation = Assert.Single(_shell.Run("Invoke-AtlasKeyRotation -NewVersion -SettlingSec 0").Succeeded());

        Assert.Equal(Current, rotation.Properties["NewKeyIdentifier"].Value);
        Assert.NotEqual(_old, Current);
        Assert.Equal((2, 1, 1), (Versions, Sent("POST", "/create"), Sent("PATCH", "/encryptionAtRest")));
    }

    [Fact]
    public void A_version_whose_making_was_not_answered_is_found_and_used()
    {
        _sandbox.Fault(new { method = "POST", path = "/keys/", loseAnswer = true });

        _shell.Run("Invoke-AtlasKeyRotation -NewVersion -SettlingSec 0").Succeeded();

        Assert.Equal(0, _sandbox.FaultsPending());
        Assert.Equal((2, true), (Versions, Current != _old));
    }

    [Fact]
    public void Without_the_right_to_read_keys_the_error_names_that_right()
    {
        Add();
        _shell.Set("application", _sandbox.FileWith(("azureAccessToken", null)));
        _sandbox.World("removeRole");

        var error = Assert.Single(_shell.Run("$null = Connect-Atlas -Sandbox $application; Invoke-AtlasKeyRotation -Latest").Errors);

        Assert.StartsWith("AzureRoleTooSmall,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Microsoft.KeyVault/vaults/keys/versions/read", error.DisplayText(), StringComparison.Ordinal);
        Assert.Equal(0, Sent("PATCH", "/encryptionAtRest"));
    }

    [Fact]
    public void A_key_that_a_project_is_put_under_is_checked_where_Azure_shows_it()
    {
        var next = Add();
        Disable(next);
        _shell.Set("next", next);

        Assert.StartsWith("KeyVersionUnusable,", Assert.Single(_shell.Run("Set-AtlasEncryptionAtRest -KeyIdentifier $next").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_sandbox.Mutations());

        _sandbox.World("setKeyVersion", new { version = next[^32..], enabled = true });
        _shell.Set("application", _sandbox.FileWith(("azureAccessToken", null), ("azureClientSecret", "expired")));
        var run = _shell.Run("$null = Connect-Atlas -Sandbox $application; Set-AtlasEncryptionAtRest -KeyIdentifier $next -Verbose");
        Assert.Equal([next], run.Succeeded("KeyIdentifier"));
        Assert.Contains(run.Verbose, v => v.Contains("was not checked in Azure", StringComparison.Ordinal));
    }
}
