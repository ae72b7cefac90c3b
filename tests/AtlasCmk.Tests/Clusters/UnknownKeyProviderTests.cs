using AtlasCmk.Tests.Fakes;
using AtlasCmk.Tests.KeyAccess;
using AtlasCmk.Tests.Keys;
using Xunit;

namespace AtlasCmk.Tests.Clusters;

/// <summary>A cluster whose key provider is missing or not known may use the project's key. It is never treated as one that does not.</summary>
public sealed class UnknownKeyProviderTests
{
    private readonly World _world = new();

    public UnknownKeyProviderTests()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.OnChange = _ => _world.Atlas.Encryption.Set(Given.NotEnabled);
    }

    [Theory]
    [InlineData("", "does not say")]
    [InlineData("OCI", "'OCI'")]
    [InlineData("azure", "'azure'")]
    public void It_has_not_left_the_key(string provider, string words)
    {
        _world.Atlas.Clusters.Set([Given.Cluster("orders", provider)]);

        var failure = Assert.Throws<AtlasCmkException>(() => _world.Run(() => new ChangeClusterEncryption(_world.Project, new(_world.Project), _world.Answers).DisableAsync("orders", null)));

        Assert.Equal("ClusterKeyUnknown", failure.ErrorId);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("ask") + _world.Count("PATCH"));
    }

    [Theory]
    [InlineData("", "does not say")]
    [InlineData("OCI", "'OCI'")]
    public void The_projects_key_is_not_turned_off_under_it(string provider, string words)
    {
        _world.Atlas.Clusters.Set([Given.Cluster("odd", provider), Given.Cluster("plain"), Given.Cluster("abroad", "AWS")]);

        var failure = Assert.Throws<AtlasCmkException>(() => _world.Run(() => new DisableEncryptionAtRest(_world.Project, _world.Answers).RunAsync()));

        Assert.Equal("EncryptedClustersRemain", failure.ErrorId);
        Assert.Contains("perhaps odd", failure.Message, StringComparison.Ordinal);
        Assert.Contains(words, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("abroad", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void It_is_affected_if_a_rotated_key_is_not_valid()
    {
        var rotation = new RotationWorld { Validates = key => (5, key == RotationWorld.Old) };
        rotation.GivenCluster("odd", with: c => c with { EncryptionAtRestProvider = "OCI" });

        var failure = Assert.Throws<AtlasCmkException>(() => rotation.Rotate(RotationWorld.New));

        Assert.Equal("RotatedKeyInvalid", failure.ErrorId);
        Assert.Contains("perhaps odd", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Its snapshots need the old version if it uses the key, and if its backups are on.</summary>
    [Theory]
    [InlineData("OCI", true, false, null)]
    [InlineData("AZURE", false, true, null)]
    [InlineData("AZURE", true, false, true)]
    [InlineData("AZURE", false, false, null)]
    public void Its_snapshots_may_need_the_version_before(string provider, bool isBackedUp, bool isUnsaid, bool? needed)
    {
        var rotation = new RotationWorld();
        rotation.GivenCluster("odd", with: c => c with { EncryptionAtRestProvider = provider, BackupEnabled = isBackedUp, Unsaid = isUnsaid ? ["backupEnabled"] : [] });

        var result = rotation.Rotate(RotationWorld.New)!;

        Assert.Equal(needed, result.OldKeyStillNeeded);
        Assert.Equal(isBackedUp || isUnsaid, result.OldKeyReason!.Contains("odd", StringComparison.Ordinal));
    }

    /// <summary>A freeze is complete once every cluster that may use the key has stopped.</summary>
    [Fact]
    public void A_freeze_waits_for_it_and_a_thaw_too()
    {
        var freeze = new FreezeWorld();
        var odd = FreezeWorld.Cluster("odd") with { EncryptionAtRestProvider = "OCI" };
        freeze.World.Atlas.Clusters.Set([odd]).After(90, [odd with { Paused = true }]);
        freeze.World.Atlas.Encryption.After(30, Given.Encryption(false));

        freeze.Revoke(KeyAccessMethod.KeyVersion, wait: 600, force: true);

        Assert.Contains("ClusterPaused odd", freeze.Events);
        Assert.Equal(["odd"], freeze.World.Records.Files[FreezeWorld.Path].RunningClusters);
    }

    /// <summary>Whether a cluster runs again is open while Atlas does not say whether it is paused.</summary>
    [Fact]
    public void A_cluster_of_which_Atlas_does_not_say_whether_it_is_paused_is_not_thawed()
    {
        var freeze = new FreezeWorld();
        freeze.World.Atlas.Clusters.Set([FreezeWorld.Cluster("orders")]);
        freeze.Revoke(KeyAccessMethod.KeyVersion);
        freeze.World.Atlas.Clusters.Set([FreezeWorld.Cluster("orders") with { Unsaid = ["paused"] }]);

        Assert.Equal("WaitTimedOut", Assert.ThrowsAny<AtlasCmkException>(() => freeze.Grant(wait: 60)).ErrorId);
    }
}
