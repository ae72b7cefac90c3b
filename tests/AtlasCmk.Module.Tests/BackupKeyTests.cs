using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>From a backup's side: which version of the key does it need?</summary>
public sealed class BackupKeyTests
{
    [Fact]
    public void A_snapshot_says_which_version_it_needs_and_only_its_project_is_read()
    {
        using var sandbox = SandboxWorld.Start("--stage", "encrypted", "--projects", "3");
        using var shell = Shell.ConnectedTo(sandbox);
        var all = shell.Run("Get-AtlasKeyUsage -ClusterName ORDERS").Succeeded();
        Assert.NotEmpty(all);
        Assert.All(all, u => Assert.Equal("orders", u.Properties["ClusterName"].Value));
        Assert.All(all, u => Assert.Equal(sandbox["keyIdentifier"], $"{u.Properties["KeyIdentifier"].Value}"[..^32] + u.Properties["KeyVersion"].Value));
        var snapshot = all.First(u => (string)u.Properties["Kind"].Value == "Snapshot").Properties["SnapshotId"].Value;
        var others = sandbox.Picture()["projects"]!.AsArray().Skip(1).Select(p => (string)p!["id"]!).ToList();
        Assert.Equal(2, others.Count);
        Assert.DoesNotContain(sandbox.Requests(), r => others.Exists(id => r.Path.Contains(id, StringComparison.Ordinal)));

        shell.Set("snapshot", snapshot);
        Assert.Equal(snapshot, Assert.Single(shell.Run("Get-AtlasKeyUsage -SnapshotId $snapshot").Succeeded()).Properties["SnapshotId"].Value);

        // A piped cluster asks for its own backups, and an ID that is not there is not silently nothing.
        Assert.Equal(["payments"], shell.Run("Get-AtlasClusterEncryption payments | Get-AtlasKeyUsage").Succeeded("ClusterName").Distinct());
        Assert.Contains("Check the ID", Assert.Single(shell.Run("Get-AtlasKeyUsage -SnapshotId 66c9e8f1dd6c9960802420ff").Warnings), StringComparison.Ordinal);
    }
}
