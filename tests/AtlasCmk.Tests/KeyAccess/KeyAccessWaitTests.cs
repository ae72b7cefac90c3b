using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

public sealed class KeyAccessWaitTests
{
    private readonly FreezeWorld _freeze = new();

    private World World => _freeze.World;

    private AtlasCluster[] Clusters(params string[] paused) => [.. World.Atlas.Clusters.Now.Select(c => c with { Paused = paused.Contains(c.Name) })];

    [Fact]
    public void A_freeze_is_followed_until_the_key_is_not_valid_and_each_running_cluster_is_paused()
    {
        World.Atlas.Clusters.Set([.. World.Atlas.Clusters.Now, FreezeWorld.Cluster("sleeping") with { Paused = true }]);
        World.Atlas.Encryption.After(30, Given.Encryption(false));
        World.Atlas.Clusters.After(60, Clusters("sleeping", "orders")).After(90, Clusters("sleeping", "orders", "ledger"));

        _freeze.Revoke(KeyAccessMethod.KeyVersion, wait: 600);

        var began = _freeze.Evidence[0].Time;
        Assert.Equal(
            [(KeyAccessEvent.KeyInvalid, Given.ProjectId, 30), (KeyAccessEvent.ClusterPaused, "orders", 60), (KeyAccessEvent.ClusterPaused, "ledger", 90), (KeyAccessEvent.Frozen, Given.ProjectId, 90)],
            _freeze.Evidence.Where(e => e.Source == "Atlas" && e.Event is not (KeyAccessEvent.WillStop or KeyAccessEvent.BackupsLocked)).Select(e => (e.Event, e.Subject, (int)((e.Time - began) / TimeSpan.FromSeconds(30)) * 30)));
        Assert.Equal(["orders", "ledger"], World.Records.Files[FreezeWorld.Path].RunningClusters);
    }

    [Fact]
    public void What_was_taken_is_told_even_where_Atlas_does_not_follow_in_time()
    {
        var e = Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.KeyVersion, wait: 60));

        Assert.Equal("WaitTimedOut", e.ErrorId);
        Assert.Contains("the key is valid; orders IDLE; ledger IDLE", e.Message, StringComparison.Ordinal);
        Assert.Contains(_freeze.Evidence, v => v.Event == KeyAccessEvent.Taken);
    }

    [Fact]
    public void Run_again_it_waits_for_the_clusters_of_the_first_run()
    {
        _freeze.Revoke(KeyAccessMethod.KeyVersion);
        World.Atlas.Encryption.Set(Given.Encryption(false));
        World.Atlas.Clusters.Set(Clusters("orders")).After(60, Clusters("orders", "ledger"));

        _freeze.Revoke(KeyAccessMethod.KeyVersion, wait: 600);

        Assert.Equal(["ClusterPaused orders", "ClusterPaused ledger"], _freeze.Events.Where(e => e.StartsWith("ClusterPaused", StringComparison.Ordinal)));
        Assert.Contains("nothing is taken any more", World.Answers.Questions[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_thaw_is_followed_until_the_key_is_valid_and_what_ran_before_runs()
    {
        World.Atlas.Clusters.Set([.. World.Atlas.Clusters.Now, FreezeWorld.Cluster("sleeping") with { Paused = true }]);
        _freeze.Revoke(KeyAccessMethod.AccessPolicy);
        World.Atlas.Encryption.Set(Given.Encryption(false)).After(300, Given.Encryption());
        World.Atlas.Clusters.Set(Clusters("sleeping", "orders", "ledger")).After(330, Clusters("sleeping", "ledger")).After(360, [.. Clusters("sleeping").Select(c => c with { StateName = c.Name == "ledger" ? "REPAIRING" : "IDLE" })]).After(400, Clusters("sleeping"));

        var began = World.Time.GetUtcNow();

        _freeze.Grant(wait: 3600);

        Assert.True(_freeze.Evidence[^1].Time - began >= TimeSpan.FromSeconds(400), "It was not waited for a cluster that was being repaired.");
        Assert.Equal(["KeyValid", "ClusterRunning orders", "ClusterRunning ledger", "Thawed"], _freeze.Events.SkipWhile(e => !e.StartsWith("Given", StringComparison.Ordinal)).Skip(1).Select(e => e.Replace(" " + Given.ProjectId, "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_cluster_that_was_deleted_meanwhile_is_not_waited_for()
    {
        World.Atlas.Encryption.After(10, Given.Encryption(false));
        World.Atlas.Clusters.After(10, [.. Clusters("orders").Where(c => c.Name != "ledger")]);
        _freeze.Revoke(KeyAccessMethod.KeyVersion, wait: 60);
        Assert.Equal("deleted meanwhile", _freeze.Evidence.Single(e => e is { Event: KeyAccessEvent.ClusterPaused, Subject: "ledger" }).Detail);
    }

    [Fact]
    public void A_record_without_Atlas_does_not_tell_what_ran()
    {
        _freeze.RevokeWithoutAtlas(KeyAccessMethod.KeyVersion);
        World.Atlas.Encryption.Set(Given.Encryption(false)).After(60, Given.Encryption());
        _freeze.Grant(wait: 600);
        Assert.Contains(World.Log.Warnings, w => w.Contains("does not tell which clusters", StringComparison.Ordinal));
        Assert.Equal("Thawed", _freeze.Evidence[^1].Event);
    }

    [Fact]
    public void A_right_of_ones_own_that_does_not_work_yet_is_waited_for_and_that_is_said()
    {
        var tries = 0;
        World.Keys.OnArrival = r => _ = r.StartsWith("PATCH", StringComparison.Ordinal) && ++tries < 4 ? throw Forbidden() : 0;
        World.Atlas.Encryption.After(1, Given.Encryption(false));
        World.Atlas.Clusters.After(1, Clusters("orders", "ledger"));

        _freeze.Revoke(KeyAccessMethod.KeyVersion, wait: 300);

        Assert.Equal(4, tries);
        Assert.Single(World.Log.Warnings, w => w.Contains("takes some minutes to work", StringComparison.Ordinal));
    }

    [Fact]
    public void Nobody_who_does_not_wait_is_made_to()
    {
        World.Keys.OnArrival = r => _ = r.StartsWith("PATCH", StringComparison.Ordinal) ? throw Forbidden() : 0;
        Assert.Equal("KeyRightsMissing", Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.KeyVersion)).ErrorId);
        Assert.Equal(1, World.Count("PATCH"));
    }

    private static AzureApiException Forbidden() => AzureFailures.From(new("PATCH", "/keys/x", "disable it", "keys/update"), 403, new("Forbidden", null, InnerCode: "ForbiddenByRbac"));
}
