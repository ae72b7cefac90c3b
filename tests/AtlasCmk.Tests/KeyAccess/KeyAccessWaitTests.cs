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
            [(KeyAccessEvent.KeyInvalid, Given.ProjectId, 30), (KeyAccessEvent.ClusterPaused, "orders", 60), (KeyAccessEvent.ClusterPaused, "ledger", 90),
                (KeyAccessEvent.Frozen, Given.ProjectId, 90)],
            _freeze.Evidence.Where(e => e.Source == "Atlas" && e.Event is not (KeyAccessEvent.WillStop or KeyAccessEvent.BackupsLocked))
                .Select(e => (e.Event, e.Subject, (int)((e.Time - began) / TimeSpan.FromSeconds(30)) * 30)));
        Assert.Equal(["orders", "ledger"], World.Records.Files[FreezeWorld.Path].RunningClusters);
    }

    [Fact]
    public void Taken_access_is_reported_even_if_Atlas_does_not_follow_in_time()
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
        Assert.Contains("nothing is left to take", World.Answers.Questions[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_thaw_is_followed_until_the_key_is_valid_and_what_ran_before_runs()
    {
        World.Atlas.Clusters.Set([.. World.Atlas.Clusters.Now, FreezeWorld.Cluster("sleeping") with { Paused = true }]);
        _freeze.Revoke(KeyAccessMethod.AccessPolicy);
        World.Atlas.Encryption.Set(Given.Encryption(false)).After(300, Given.Encryption());
        World.Atlas.Clusters.Set(Clusters("sleeping", "orders", "ledger")).After(330, Clusters("sleeping", "ledger"))
            .After(360, [.. Clusters("sleeping").Select(c => c with { StateName = c.Name == "ledger" ? "REPAIRING" : "IDLE" })]).After(400, Clusters("sleeping"));

        var began = World.Time.GetUtcNow();

        _freeze.Grant(wait: 3600);

        Assert.True(_freeze.Evidence[^1].Time - began >= TimeSpan.FromSeconds(400), "It was not waited for a cluster that was being repaired.");
        Assert.Equal(["KeyValid", "ClusterRunning orders", "ClusterRunning ledger", "Thawed"],
            _freeze.Events.SkipWhile(e => !e.StartsWith("Given", StringComparison.Ordinal)).Skip(1).Select(e => e.Replace(" " + Given.ProjectId, "", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_cluster_that_was_deleted_meanwhile_is_not_waited_for()
    {
        World.Atlas.Encryption.After(10, Given.Encryption(false));
        World.Atlas.Clusters.After(10, [.. Clusters("orders").Where(c => c.Name != "ledger")]);
        _freeze.Revoke(KeyAccessMethod.KeyVersion, wait: 60);
        Assert.Equal("deleted meanwhile", _freeze.Evidence.Single(e => e is { Event: KeyAccessEvent.ClusterPaused, Subject: "ledger" }).Detail);
    }

    /// <summary>A list may lack a cluster by mistake. Only a request by name shows whether it was deleted.</summary>
    [Fact]
    public void A_running_cluster_that_the_list_lacks_is_not_frozen()
    {
        World.Atlas.ClustersNotListed.Add(FreezeWorld.Cluster("ledger"));
        World.Atlas.Encryption.After(10, Given.Encryption(false));
        World.Atlas.Clusters.After(10, [.. Clusters("orders").Where(c => c.Name != "ledger")]);

        var e = Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.KeyVersion, wait: 60));

        Assert.Equal("WaitTimedOut", e.ErrorId);
        Assert.Contains("ledger IDLE", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_freeze.Events, v => v is "ClusterPaused ledger" || v.StartsWith("Frozen", StringComparison.Ordinal));
    }

    [Fact]
    public void A_paused_cluster_that_the_list_lacks_does_not_run_again()
    {
        _freeze.Revoke(KeyAccessMethod.KeyVersion);
        World.Atlas.Clusters.Set([.. World.Atlas.Clusters.Now.Where(c => c.Name != "ledger")]);
        World.Atlas.ClustersNotListed.Add(FreezeWorld.Cluster("ledger") with { Paused = true });

        var e = Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Grant(wait: 60));

        Assert.Equal("WaitTimedOut", e.ErrorId);
        Assert.DoesNotContain(_freeze.Events, v => v is "ClusterRunning ledger" || v.StartsWith("Thawed", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cluster_that_was_deleted_is_asked_for_by_its_name_once()
    {
        _freeze.Revoke(KeyAccessMethod.KeyVersion);
        World.Atlas.Clusters.Set([.. World.Atlas.Clusters.Now.Where(c => c.Name != "ledger")]);
        World.Atlas.Encryption.Set(Given.Encryption(false)).After(60, Given.Encryption());

        _freeze.Grant(wait: 600);

        Assert.Single(World.Journal, "GET clusters/ledger");
        Assert.Equal("deleted meanwhile", _freeze.Evidence.Single(e => e is { Event: KeyAccessEvent.ClusterRunning, Subject: "ledger" }).Detail);
    }

    [Fact]
    public void A_record_without_Atlas_does_not_tell_what_ran()
    {
        _freeze.RevokeWithoutAtlas(KeyAccessMethod.KeyVersion);
        World.Atlas.Encryption.Set(Given.Encryption(false)).After(60, Given.Encryption());
        _freeze.Grant(wait: 600);
        Assert.Contains(World.Log.Warnings, w => w.Contains("does not list which clusters", StringComparison.Ordinal)
            && w.Contains("Atlas was not asked, or did not report them", StringComparison.Ordinal));
        Assert.Equal(("Thawed", "the key is valid; it is unknown which clusters ran before"), (_freeze.Evidence[^1].Event, _freeze.Evidence[^1].Detail));
    }

    /// <summary>The list could not be read before the question: the freeze still checks the clusters.</summary>
    [Fact]
    public void If_it_is_unknown_which_clusters_ran_every_encrypted_one_must_be_paused()
    {
        var lists = 0;
        World.Atlas.OnTheWay = () => World.Journal[^1] == "GET clusters" && lists++ == 0 ? throw Given.Refusal("GET", 500, "UNEXPECTED_ERROR") : Task.CompletedTask;
        World.Atlas.Encryption.After(30, Given.Encryption(false));
        World.Atlas.Clusters.After(60, Clusters("orders")).After(90, Clusters("orders", "ledger"));

        _freeze.Revoke(KeyAccessMethod.KeyVersion, wait: 600, force: true);

        Assert.Equal(["ClusterPaused orders", "ClusterPaused ledger", $"Frozen {Given.ProjectId}"], _freeze.Events.TakeLast(3));
        Assert.Equal("the key is not valid; the clusters that ran are paused", _freeze.Evidence[^1].Detail);
    }

    [Fact]
    public void A_project_without_running_clusters_is_not_reported_as_paused()
    {
        World.Atlas.Clusters.Set(Clusters("orders", "ledger"));
        World.Atlas.Encryption.After(30, Given.Encryption(false));

        _freeze.Revoke(KeyAccessMethod.KeyVersion, wait: 600);

        Assert.Equal("the key is not valid; no cluster ran under it", _freeze.Evidence[^1].Detail);
        World.Atlas.Encryption.Set(Given.Encryption());
        _freeze.Grant(wait: 600);
        Assert.Equal("the key is valid; no cluster ran before", _freeze.Evidence[^1].Detail);
    }

    /// <summary>How Atlas reports a cluster that it stopped for its key is not documented.</summary>
    [Fact]
    public void A_cluster_that_is_not_IDLE_any_more_under_a_key_that_is_not_valid_counts_as_stopped_after_a_while()
    {
        AtlasCluster[] repairing = [.. Clusters("orders").Select(c => c.Name == "ledger" ? c with { StateName = "REPAIRING" } : c)];
        World.Atlas.Encryption.After(1, Given.Encryption(false));
        World.Atlas.Clusters.After(30, repairing);

        _freeze.Revoke(KeyAccessMethod.KeyVersion, wait: 3600);

        Assert.InRange(World.Elapsed, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11));
        Assert.Contains("ClusterStopped ledger", _freeze.Events);
        Assert.DoesNotContain("ClusterPaused ledger", _freeze.Events);
        Assert.Equal("the key is not valid; not IDLE any more, and not reported as paused: ledger", _freeze.Evidence[^1].Detail);
    }

    [Fact]
    public void A_cluster_that_stays_IDLE_is_never_reported_as_stopped()
    {
        World.Atlas.Encryption.After(1, Given.Encryption(false));
        World.Atlas.Clusters.After(1, Clusters("orders"));
        var e = Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.KeyVersion, wait: 3600));
        Assert.Equal("WaitTimedOut", e.ErrorId);
        Assert.Contains("the key is not valid; orders paused; ledger IDLE", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_without_a_key_is_reported_at_once_without_waiting()
    {
        _freeze.Revoke(KeyAccessMethod.KeyVersion);
        World.Atlas.Encryption.Set(Given.NotEnabled);
        var began = World.Elapsed;
        Assert.Equal("NotEnabledForProject", Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Grant(wait: 3600)).ErrorId);
        Assert.True(World.Elapsed - began < TimeSpan.FromSeconds(2));
    }
}
