using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Keys;

public sealed class RotateKeyTests
{
    private readonly RotationWorld _rotation = new();

    private World World => _rotation.World;

    [Fact]
    public void It_sends_only_the_key_identifier_once_and_waits_until_all_clusters_use_it()
    {
        _rotation.GivenCluster("orders");
        _rotation.GivenCluster("invoices", 40, 600);
        var began = World.Time.GetUtcNow();

        var result = _rotation.Rotate(RotationWorld.New)!;

        Assert.Equal(new EncryptionAtRestChange { KeyIdentifier = RotationWorld.New }, Assert.Single(World.Atlas.Changes));
        Assert.Equal((RotationWorld.Old, RotationWorld.New, true), (result.OldKeyIdentifier, result.NewKeyIdentifier, result.Valid));
        Assert.Equal(["orders Completed", "invoices Completed"], result.Clusters.Select(c => c.ToString()));
        Assert.All(result.Clusters, c => Assert.True(c.StartedAt < c.CompletedAt));
        Assert.Equal(began, result.StartedAt);
        Assert.InRange((result.CompletedAt - began).TotalSeconds, 640, 651);
    }

    [Fact]
    public void A_look_costs_one_request_for_all_clusters()
    {
        Assert.Equal(Looks(1), Looks(25));

        static int Looks(int clusters)
        {
            var rotation = new RotationWorld();
            for (var i = 0; i < clusters; i++)
            {
                rotation.GivenCluster($"cluster-{i}");
            }

            rotation.Rotate(RotationWorld.New);
            Assert.Equal(rotation.World.Count("GET clusters"), rotation.World.Count("GET encryptionAtRest"));
            Assert.Equal(1, rotation.World.Count("PATCH"));
            return rotation.World.Count("GET clusters");
        }
    }

    [Fact]
    public void It_asks_after_the_checks_and_checks_again_before_it_sends()
    {
        _rotation.Rotate(RotationWorld.New);

        var journal = World.Journal.ToList();
        var asked = journal.IndexOf("ask");
        Assert.Contains(journal.Take(asked), e => e.EndsWith($"versions/{RotationWorld.New[^32..]}", StringComparison.Ordinal));
        Assert.Equal(["GET clusters", "GET encryptionAtRest", "PATCH encryptionAtRest"], journal.Skip(asked + 1).Take(3));
        Assert.Contains($"Rotate from {RotationWorld.Old} to {RotationWorld.New}", Assert.Single(World.Answers.Questions), StringComparison.Ordinal);
    }

    [Fact]
    public void Declining_returns_nothing_and_changes_nothing()
    {
        World.Answers.ToFirst = false;

        Assert.Null(_rotation.Rotate(RotationWorld.New));
        Assert.Null(_rotation.Rotate(newVersion: true));
        Assert.Equal(0, World.Count("PATCH") + World.Count("POST"));
        Assert.Equal(TimeSpan.Zero, World.Elapsed);
    }

    [Fact]
    public void Idle_before_a_start_was_seen_does_not_count()
    {
        _rotation.GivenCluster("orders", startsAfter: 50, takes: 100);

        Assert.Equal("orders Completed", Assert.Single(_rotation.Rotate(RotationWorld.New)!.Clusters).ToString());
        Assert.InRange(World.Elapsed.TotalSeconds, 150, 161);
    }

    [Fact]
    public void A_cluster_that_does_not_start_in_time_is_reported_as_not_confirmed()
    {
        _rotation.GivenCluster("orders");
        _rotation.GivenCluster("quiet", takes: 0);

        var result = _rotation.Rotate(RotationWorld.New)!;

        Assert.Equal(["Completed", "NotSeen"], result.Clusters.Select(c => c.State));
        Assert.True(result.OldKeyStillNeeded);
        Assert.Contains("quiet: not confirmed to use the new key", result.OldKeyReason, StringComparison.Ordinal);
        Assert.Contains("quiet", Assert.Single(World.Log.Warnings), StringComparison.Ordinal);
    }

    /// <summary>Work before the change does not count: the cluster must be IDLE first, and then start.</summary>
    [Fact]
    public void A_cluster_that_was_busy_before_is_not_taken_to_have_started()
    {
        World.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE", "UPDATING")]);
        World.Atlas.OnChange = change =>
        {
            World.Atlas.Encryption.Set(Given.Encryption(key: change.KeyIdentifier!));
            World.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE", "UPDATING")]).After(100, [Given.Cluster("orders", "AZURE")]);
        };

        Assert.Equal("NotSeen", Assert.Single(_rotation.Rotate(RotationWorld.New)!.Clusters).State);
        Assert.InRange(World.Elapsed.TotalSeconds, 160, 181);
    }

    [Fact]
    public void Paused_and_deleted_clusters_are_not_waited_for()
    {
        _rotation.GivenCluster("asleep", takes: 0, with: c => c with { Paused = true });
        _rotation.GivenCluster("doomed");
        World.Atlas.OnChange = change =>
        {
            World.Atlas.Encryption.Set(Given.Encryption(key: change.KeyIdentifier!));
            World.Atlas.Clusters.Set([Given.Cluster("asleep", "AZURE") with { Paused = true }]);
        };

        var result = _rotation.Rotate(RotationWorld.New)!;

        Assert.Equal(["asleep Paused", "doomed Gone"], result.Clusters.Select(c => c.ToString()));
        Assert.Contains("asleep", result.OldKeyReason, StringComparison.Ordinal);
        Assert.InRange(World.Elapsed.TotalSeconds, 0, 11);
    }

    [Fact]
    public void Clusters_under_no_key_or_another_are_none_of_its_business()
    {
        World.Atlas.Clusters.Set([Given.Cluster("plain"), Given.Cluster("aws", "AWS")]);

        Assert.Empty(_rotation.Rotate(RotationWorld.New)!.Clusters);
    }

    [Fact]
    public void Snapshots_keep_the_old_version_needed()
    {
        _rotation.GivenCluster("orders", with: c => c with { BackupEnabled = true });

        var result = _rotation.Rotate(RotationWorld.New)!;

        Assert.True(result.OldKeyStillNeeded);
        Assert.Contains("orders: snapshots", result.OldKeyReason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_is_not_free_just_because_no_need_was_found()
    {
        _rotation.GivenCluster("orders");

        Assert.Null(_rotation.Rotate(RotationWorld.New)!.OldKeyStillNeeded);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_project_on_the_target_is_a_success_and_nothing_is_sent(bool byName)
    {
        _rotation.Take(RotationWorld.New);

        var result = _rotation.Rotate(byName ? RotationWorld.New : null)!;

        Assert.Equal((null, RotationWorld.New), (result.OldKeyIdentifier, result.NewKeyIdentifier));
        Assert.Empty(World.Atlas.Changes);
    }

    [Fact]
    public void A_rerun_after_an_interruption_continues_to_wait()
    {
        _rotation.GivenCluster("orders", 20, 600);
        Assert.Equal("WaitTimedOut", Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(RotationWorld.New, timeout: 120)).ErrorId);

        var result = _rotation.Rotate(RotationWorld.New)!;

        Assert.Equal("orders Completed", Assert.Single(result.Clusters).ToString());
        Assert.Single(World.Atlas.Changes);
        Assert.InRange(World.Elapsed.TotalSeconds, 620, 631);
    }

    [Fact]
    public void A_rerun_whose_clusters_have_not_started_yet_waits_for_that()
    {
        _rotation.GivenCluster("orders", 50, 100);
        Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(RotationWorld.New, timeout: 10));

        Assert.Equal("Completed", Assert.Single(_rotation.Rotate(RotationWorld.New)!.Clusters).State);
        Assert.Single(World.Atlas.Changes);
    }

    [Fact]
    public void A_project_without_a_key_has_nothing_to_rotate()
    {
        World.Atlas.Encryption.Set(Given.NotEnabled);

        Assert.Equal("NotEnabledForProject", Assert.Throws<AtlasCmkException>(() => _rotation.Rotate()).ErrorId);
        Assert.Equal(0, World.Count("ask"));
    }

    [Fact]
    public void It_shows_what_it_waits_for()
    {
        _rotation.GivenCluster("orders");

        _rotation.Rotate(RotationWorld.New);

        Assert.Contains(World.Log.Bars, b => b.Status.StartsWith("the key is not yet validated; orders IDLE, not seen to start", StringComparison.Ordinal));
        Assert.Contains(World.Log.Bars, b => b.Status.StartsWith("the key is valid; orders UPDATING;", StringComparison.Ordinal));
        Assert.True(World.Log.Bars[^1].Completed);
    }

    [Fact]
    public void Clusters_are_named_as_long_as_they_are_few()
    {
        for (var i = 0; i < 7; i++)
        {
            _rotation.GivenCluster($"many-{i}");
        }

        _rotation.GivenCluster("asleep", takes: 0, with: c => c with { Paused = true });
        _rotation.Rotate(RotationWorld.New);

        Assert.Contains(World.Log.Bars, b => b.Status.StartsWith("the key is valid; 7 clusters UPDATING; asleep paused;", StringComparison.Ordinal));
    }
}
