using System.Text.Json;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>Backups and what else still needs a key, against the Sandbox's Atlas.</summary>
public sealed class BackupsOnSandboxTests : IAsyncLifetime
{
    private SandboxSession _session = null!;

    public async Task InitializeAsync() =>
        _session = await SandboxSession.StartAsync(TimeProvider.System, new() { Stage = "encrypted", Mixed = true, Provisioning = TimeSpan.Zero, SnapshotsNameTheirKey = true });

    public async Task DisposeAsync() => await _session.DisposeAsync();

    private void Command(string name, object argument) =>
        WorldCommands.Execute(_session.Server.World, name, JsonSerializer.SerializeToElement(argument));

    private async Task<AtlasCluster> ClusterAsync(string name) =>
        (await _session.Atlas.ListClustersAsync(_session.ProjectId, default)).Single(c => c.Name == name);

    [Fact]
    public async Task Snapshots_of_every_kind_of_cluster_are_read_running_ones_and_copies_too()
    {
        var sharded = (await _session.Atlas.ListClustersAsync(_session.ProjectId, default)).First(c => c.ClusterType != "REPLICASET");
        var replicaSet = await ClusterAsync("orders");
        var key = KeyIdentifierReading.Parse(_session.Server.Description.KeyIdentifier);
        Command("addSnapshot", new { name = "orders", status = "inProgress", copyRegions = new[] { "US_WEST" }, keyVersion = key.Version });

        var snapshots = await _session.Atlas.ListSnapshotsAsync(replicaSet, default);

        Assert.True(replicaSet is { BackupEnabled: true, PointInTimeEnabled: false });
        var running = Assert.Single(snapshots, s => s.Status == "inProgress");
        Assert.Equal(["US_WEST"], running.CopyRegions);
        Assert.Equal(Guid.ParseExact(key.Version!, "N").ToString(), running.MasterKeyUuid);
        Assert.Equal((true, true), (running.CreatedAt is null, running.ExpiresAt is not null));
        Assert.NotEmpty(await _session.Atlas.ListSnapshotsAsync(sharded, default));
    }

    [Fact]
    public async Task A_deleted_cluster_lasts_as_long_as_its_backups()
    {
        Command("removeCluster", new { name = "orders", keepBackups = true });
        Command("removeCluster", new { name = "payments", keepBackups = false });

        var deleted = Assert.Single(await _session.Atlas.ListDeletedClustersWithBackupsAsync(_session.ProjectId, default));

        Assert.Equal(("orders", "DELETING"), (deleted.Name, deleted.StateName));
        Assert.NotEmpty(await _session.Atlas.ListSnapshotsAsync(deleted, default));
        Assert.DoesNotContain(await _session.Atlas.ListClustersAsync(_session.ProjectId, default), c => c.Name == "orders");
    }

    [Fact]
    public async Task Without_backups_there_are_no_snapshots()
    {
        Command("setCluster", new { name = "orders", backupEnabled = false, pointInTime = true });
        var cluster = await ClusterAsync("orders");
        Assert.True(cluster is { BackupEnabled: false, PointInTimeEnabled: true });
        Assert.Empty(await _session.Atlas.ListSnapshotsAsync(cluster, default));
    }

    [Fact]
    public async Task A_backup_policy_is_known_with_what_it_requires()
    {
        Assert.False(await _session.Atlas.RequiresEncryptionByBackupPolicyAsync(_session.ProjectId, default));
        Command("setBackupCompliancePolicy", new { encryptionAtRestEnabled = true });
        Assert.True(await _session.Atlas.RequiresEncryptionByBackupPolicyAsync(_session.ProjectId, default));
    }

    [Fact]
    public async Task Search_nodes_are_encrypted_only_with_the_project_setting()
    {
        var cluster = await ClusterAsync("orders");
        Assert.Null(await _session.Atlas.GetSearchNodeEncryptionAsync(cluster, default));
        Command("setCluster", new { name = "orders", searchNodes = true });
        Assert.Equal("NONE", await _session.Atlas.GetSearchNodeEncryptionAsync(cluster, default));
        await _session.Atlas.UpdateEncryptionAtRestAsync(_session.ProjectId, new() { EnabledForSearchNodes = true }, default);
        Assert.Equal("AZURE", await _session.Atlas.GetSearchNodeEncryptionAsync(cluster, default));
    }
}
