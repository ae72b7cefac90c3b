using System.Management.Automation;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>
/// A project whose key was made 120 days ago, and left 50 days ago for a version ten days older than that. Its clusters have
/// backups of 100, 30, 7 and 1 days ago; two of them are encrypted.
/// </summary>
public sealed class KeyRetirementTests : IDisposable
{
    private const string RotatedAt = "([DateTimeOffset]::Now.AddDays(-50))";

    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("encrypted");
    private readonly Shell _shell;
    private readonly string _old;

    public KeyRetirementTests()
    {
        _shell = Shell.ConnectedTo(_sandbox);
        _old = _sandbox["keyIdentifier"];
        _shell.Set("old", _old);
    }

    public void Dispose()
    {
        _shell.Dispose();
        _sandbox.Dispose();
    }

    private void Rotate()
    {
        var next = (string)_sandbox.World("addKeyVersion", new { createdAt = "-60.00:00:00" })["keyIdentifier"]!;
        _shell.Run($"Set-AtlasEncryptionAtRest -KeyIdentifier {next}").Succeeded();
        Eventually.Holds(
            () => _sandbox.Picture()["projects"]![0]!["clusters"]!.AsArray().All(c => (string)c!["state"]! == "IDLE" && (string?)c["keyIdentifier"] != _old),
            () => "The clusters did not follow their project's key.");
    }

    private void RemoveClusters(bool keepBackups)
    {
        foreach (var name in _sandbox.Clusters)
        {
            _sandbox.World("removeCluster", new { name, keepBackups });
        }
    }

    private PSObject Judge(string arguments = "") => Assert.Single(_shell.Run($"Test-AtlasKeyRetirement $old {arguments}").Succeeded());

    private static object? Of(PSObject verdict, string property) => verdict.Properties[property].Value;

    [Fact]
    public void The_version_in_use_is_held_by_its_project_its_clusters_and_their_backups()
    {
        var usages = _shell.Run("Get-AtlasEncryptionAtRest | Get-AtlasKeyUsage").Succeeded().GroupBy(u => $"{Of(u, "Kind")} {Of(u, "Certainty")}").ToDictionary(g => g.Key, g => g.Count());

        Assert.Equal(1, usages["Setting Confirmed"]);
        Assert.Equal(2, usages["Cluster Confirmed"]);
        Assert.True(usages["Snapshot Assumed"] >= 8);
        Assert.Equal(4, usages["Snapshot Unknown"]);
        Assert.Equal("No", Of(Judge("-ProjectScopeComplete"), "SafeToDisable"));
    }

    [Fact]
    public void After_a_rotation_only_backups_of_its_time_hold_the_old_version_until_the_last_expires()
    {
        Rotate();

        var verdict = Judge($"-RotatedAt {RotatedAt} -ProjectScopeComplete");

        Assert.Equal("No", Of(verdict, "SafeToDisable"));
        Assert.InRange((DateTimeOffset)Of(verdict, "SafeAfter")!, DateTimeOffset.UtcNow.AddDays(264), DateTimeOffset.UtcNow.AddDays(266));
        Assert.Equal(
            ["ledger Snapshot Unknown", "orders Snapshot Assumed", "payments Snapshot Assumed"],
            _shell.Run($"Get-AtlasKeyUsage $old -RotatedAt {RotatedAt}").Succeeded().Select(u => $"{Of(u, "ClusterName")} {Of(u, "Kind")} {Of(u, "Certainty")}").Order());
    }

    [Fact]
    public void Backups_of_deleted_clusters_need_the_version_until_they_expire()
    {
        Rotate();
        RemoveClusters(keepBackups: true);
        Assert.Equal(
            ["DeletedClusterSnapshot", "DeletedClusterSnapshot", "DeletedClusterSnapshot"],
            _shell.Run($"Test-AtlasKeyRetirement $old -RotatedAt {RotatedAt} | ForEach-Object HeldBy").Succeeded("Kind"));
    }

    [Fact]
    public void Yes_relies_on_the_callers_statement_about_invisible_projects()
    {
        Rotate();
        RemoveClusters(keepBackups: false);

        Assert.Equal("Unknown", Of(Judge($"-RotatedAt {RotatedAt}"), "SafeToDisable"));
        Assert.Equal("Yes", Of(Judge($"-RotatedAt {RotatedAt} -ProjectScopeComplete"), "SafeToDisable"));
        Assert.Equal("Yes", Of(Judge("-ProjectScopeComplete"), "SafeToDisable"));
    }

    [Fact]
    public void Without_the_rotations_time_younger_backups_stay_open()
    {
        Rotate();
        var open = _shell.Run("Get-AtlasKeyUsage $old | Where-Object Certainty -eq Unknown | Where-Object ClusterName -eq orders").Succeeded("Kind");
        Assert.Contains("Cluster", open);
        Assert.True(open.Count(k => (string)k! == "Snapshot") >= 3);
    }

    /// <summary>To another key of the vault: the settings no longer name the old key, but backups still need it.</summary>
    [Fact]
    public void A_rotation_to_another_key_takes_no_backup_with_it()
    {
        var other = (string)_sandbox.World("addKey", new { name = "other" })["keyIdentifier"]!;
        _shell.Set("rotation", Rotation(_sandbox.ProjectId));
        _shell.Run($"Set-AtlasEncryptionAtRest -KeyIdentifier {other}").Succeeded();

        var verdict = Assert.Single(_shell.Run("$rotation | Test-AtlasKeyRetirement -ProjectScopeComplete").Succeeded());

        Assert.Equal("No", Of(verdict, "SafeToDisable"));
        Assert.Equal([_sandbox.ProjectId], (IEnumerable<string>)Of(verdict, "ProjectsRead")!);
    }

    /// <summary>A rotation as it comes from a file or a job: by its properties.</summary>
    private PSObject Rotation(string projectId, DateTimeOffset? left = null)
    {
        var rotation = new PSObject();
        rotation.Properties.Add(new PSNoteProperty("ProjectId", projectId));
        rotation.Properties.Add(new PSNoteProperty("OldKeyIdentifier", _old));
        rotation.Properties.Add(new PSNoteProperty("OldKeyLeftAt", left ?? DateTimeOffset.Now.AddDays(-50)));
        return rotation;
    }

    [Fact]
    public void A_rotation_carries_the_time_when_its_project_left_the_old_key()
    {
        Rotate();
        RemoveClusters(keepBackups: false);
        _sandbox.World("addCluster", new { name = "late", encryptionAtRestProvider = "AZURE" });
        _sandbox.World("setCluster", new { name = "late", backupEnabled = false });
        _shell.Set("rotation", Rotation(_sandbox.ProjectId));
        _shell.Set("another", Rotation("66c9e8f1dd6c9960802420ea"));

        Assert.Equal(["Unknown"], _shell.Run("Test-AtlasKeyRetirement $old -ProjectScopeComplete").Succeeded("SafeToDisable"));
        Assert.Equal(["Yes"], _shell.Run("$rotation, $rotation | Test-AtlasKeyRetirement -ProjectScopeComplete").Succeeded("SafeToDisable"));
        Assert.Equal(["Unknown"], _shell.Run("$another | Test-AtlasKeyRetirement -RotatedAt $rotation.OldKeyLeftAt -ProjectScopeComplete").Succeeded("SafeToDisable"));

        // A file of another culture, in which day and month may have changed places, and a project that came back.
        var text = Rotation(_sandbox.ProjectId);
        text.Properties["OldKeyLeftAt"].Value = "05/06/2026 10:00:00 +00:00";
        _shell.Set("text", text);
        var back = Rotation(_sandbox.ProjectId);
        (back.Properties["OldKeyIdentifier"].Value, back.Properties["OldKeyLeftAt"].Value) = (_old[..^1] + "0", DateTimeOffset.Now.AddDays(-40));
        back.Properties.Add(new PSNoteProperty("NewKeyIdentifier", _old));
        back.Properties.Add(new PSNoteProperty("CompletedAt", DateTimeOffset.Now.AddDays(-40)));
        _shell.Set("back", back);

        Assert.Equal(["Unknown"], _shell.Run("$text | Test-AtlasKeyRetirement -ProjectScopeComplete").Succeeded("SafeToDisable"));
        Assert.Equal("Unknown", _shell.Run("$rotation, $back | Test-AtlasKeyRetirement -ProjectScopeComplete -ErrorAction SilentlyContinue | Where-Object "
            + "KeyIdentifier -eq $old").Output[0].Properties["SafeToDisable"].Value);
    }

    [Fact]
    public void A_snapshot_that_names_its_key_needs_that_and_no_other()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted", "--name-keys");
        using var shell = Shell.ConnectedTo(sandbox);
        var next = (string)sandbox.World("addKeyVersion")["keyIdentifier"]!;

        Assert.Contains("Confirmed", shell.Run($"Get-AtlasKeyUsage {sandbox["keyIdentifier"]} | Where-Object Kind -eq Snapshot | Where-Object ClusterName -eq orders").Succeeded("Certainty"));
        Assert.Empty(shell.Run($"Get-AtlasKeyUsage {next} | Where-Object Kind -eq Snapshot | Where-Object ClusterName -eq orders").Succeeded());
    }

    [Fact]
    public void A_window_of_continuous_backup_ends_with_its_days()
    {
        Rotate();
        foreach (var name in _sandbox.Clusters.Skip(1))
        {
            _sandbox.World("removeCluster", new { name, keepBackups = false });
        }

        _sandbox.World("setCluster", new { name = _sandbox.Clusters[0], pointInTime = true });
        Assert.Contains("PointInTime", _shell.Run($"Get-AtlasKeyUsage $old -RotatedAt {RotatedAt}").Succeeded("Kind"));
        Assert.DoesNotContain("PointInTime", _shell.Run($"Get-AtlasKeyUsage $old -RotatedAt {RotatedAt} -RestoreWindowDays 49").Succeeded("Kind"));
    }

    [Fact]
    public void Unreadable_data_make_the_verdict_Unknown()
    {
        Rotate();
        RemoveClusters(keepBackups: false);
        _sandbox.World("addCluster", new { name = "fresh" });
        _sandbox.World("refuse", new { errorCode = "UNEXPECTED_ERROR", status = 500, method = "GET", path = "/backup/snapshots", times = 20 });

        var verdict = Judge($"-RotatedAt {RotatedAt} -ProjectScopeComplete");

        Assert.Equal("Unknown", Of(verdict, "SafeToDisable"));
        Assert.Contains("Unread", (string)Of(verdict, "Reason")!, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_changed_and_a_closed_vault_can_be_checked()
    {
        _sandbox.World("setVault", new { publicNetworkAccess = "Disabled" });
        _sandbox.ForgetRequests();

        Judge();

        Assert.Empty(_sandbox.Mutations());
        Assert.DoesNotContain(_sandbox.Requests(), r => r.Face == "keyvault");
    }

    [Theory]
    [InlineData("Test-AtlasKeyRetirement", "KeyMissing")]
    [InlineData("Get-AtlasProject | Get-AtlasKeyUsage", "KeyMissing")]
    [InlineData("Get-AtlasKeyUsage https://kv-atlas.vault.azure.net/keys/k", "KeyUnknown")]
    [InlineData("Get-AtlasKeyUsage https://kv-atlas.vault.azure.net/secrets/k", "KeyIdentifierInvalid")]
    [InlineData("Get-AtlasKeyUsage $old -RotatedAt ([DateTimeOffset]::Now.AddDays(1))", "RotatedInFuture")]
    [InlineData("Get-AtlasKeyUsage $old -RotatedAt ([DateTimeOffset]::Now.AddDays(-130))", "RotatedBeforeCreation")]
    [InlineData("Get-AtlasKeyUsage ($old.Substring(0, $old.Length - 4) + '0000')", "KeyVersionUnknown")]
    public void An_invalid_input_is_one_error(string script, string errorId) =>
        Assert.StartsWith(errorId + ",", Assert.Single(_shell.Run(script).Errors).FullyQualifiedErrorId, StringComparison.Ordinal);

    [Fact]
    public void The_example_shows_for_every_old_version_whether_it_can_be_disabled()
    {
        Rotate();
        _shell.Set("example", Path.Combine(Repository.Root, "module", "examples", "retirement.ps1"));
        Assert.Equal(["No"], _shell.Run($"& $example -Sandbox $Sandbox -RotatedAt {RotatedAt}").Succeeded("SafeToDisable"));

        RemoveClusters(keepBackups: false);
        Assert.Equal(["Yes"], _shell.Run($"& $example -Sandbox $Sandbox -RotatedAt {RotatedAt} -ProjectScopeComplete").Succeeded("SafeToDisable"));
    }
}
