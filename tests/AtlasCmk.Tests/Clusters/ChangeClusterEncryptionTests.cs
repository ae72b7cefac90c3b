using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Clusters;

public sealed class ChangeClusterEncryptionTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromHours(4);

    private readonly World _world = new();

    public ChangeClusterEncryptionTests() => _world.Atlas.Encryption.Set(Given.Encryption());

    private ClusterEncryption? Enable(string name = "orders", TimeSpan? wait = null) =>
        _world.Run(() => new ChangeClusterEncryption(_world.Project, new(_world.Project), _world.Answers).EnableAsync(name, wait));

    private ClusterEncryption? Disable(string name = "orders", TimeSpan? wait = null) =>
        _world.Run(() => new ChangeClusterEncryption(_world.Project, new(_world.Project), _world.Answers).DisableAsync(name, wait));

    private Timeline<IReadOnlyList<AtlasCluster>> GivenOne(string provider, string state = "IDLE") =>
        _world.Atlas.Clusters.Set([Given.Cluster("orders", provider, state)]);

    private string Refused(Func<ClusterEncryption?> act)
    {
        var errorId = Assert.Throws<AtlasCmkException>(act).ErrorId;
        Assert.Equal(0, _world.Count("ask") + _world.Count("PATCH"));
        return errorId;
    }

    [Fact]
    public void The_question_names_the_cost_and_only_the_provider_changes()
    {
        GivenOne("NONE");

        Assert.Equal("AZURE", Enable("ORDERS")!.EncryptionAtRestProvider);
        Assert.Equal(["ask", "PATCH clusters/orders AZURE"], _world.Journal.TakeLast(2));
        Assert.Contains("initial sync", Assert.Single(_world.Answers.Questions), StringComparison.Ordinal);
    }

    [Fact]
    public void The_way_back_is_the_same()
    {
        GivenOne("AZURE");

        Assert.Equal("NONE", Disable()!.EncryptionAtRestProvider);
        Assert.Equal("PATCH clusters/orders NONE", _world.Journal[^1]);
    }

    [Fact]
    public void An_answer_that_contradicts_the_change_is_reported()
    {
        GivenOne("AZURE");
        _world.Atlas.OnUpdateCluster = (name, _) => Given.Cluster(name, "AZURE");

        Assert.Equal("AZURE", Disable()!.EncryptionAtRestProvider);
        Assert.Contains("still shows AZURE", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Declining_returns_nothing_and_changes_nothing()
    {
        GivenOne("NONE");
        _world.Answers.ToFirst = false;

        Assert.Null(Enable(wait: s_long));
        Assert.Equal(0, _world.Count("PATCH"));
    }

    [Theory]
    [InlineData("AZURE", true)]
    [InlineData("NONE", false)]
    [InlineData("AWS", false)]
    public void A_cluster_with_the_requested_setting_is_returned_without_a_question(string provider, bool enable)
    {
        GivenOne(provider);

        Assert.Equal(provider, (enable ? Enable(wait: s_long) : Disable(wait: s_long))!.EncryptionAtRestProvider);
        Assert.Equal(0, _world.Count("ask") + _world.Count("PATCH"));
        Assert.Equal(TimeSpan.Zero, _world.Elapsed);
    }

    [Fact]
    public void A_change_that_is_already_in_progress_is_waited_for()
    {
        GivenOne("AZURE", "UPDATING").After(120, [Given.Cluster("orders", "AZURE")]);

        Assert.Equal("IDLE", Enable(wait: s_long)!.StateName);
        Assert.Equal(0, _world.Count("PATCH"));
        Assert.InRange(_world.Elapsed.TotalSeconds, 120, 131);
    }

    [Fact]
    public void The_reason_for_ineligibility_is_shown()
    {
        _world.Atlas.Clusters.Set([Given.Cluster("orders") with { Kind = ClusterKind.Shared, InstanceSize = "M0" }]);

        var failure = Assert.Throws<AtlasCmkException>(() => Enable());

        Assert.Equal("ClusterNotEligible", failure.ErrorId);
        Assert.Contains("orders cannot be encrypted with the project's key: shared tier M0", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("ask") + _world.Count("PATCH"));
    }

    [Theory]
    [InlineData("AWS", "IDLE", false)]
    [InlineData("NONE", "CREATING", false)]
    [InlineData("NONE", "DELETING", false)]
    [InlineData("NONE", "THINKING", false)]
    [InlineData("NONE", "IDLE", true)]
    public void Ineligible_and_unknown_clusters_are_refused_before_anything_is_sent(string provider, string state, bool hidesNodes)
    {
        _world.Atlas.Clusters.Set([Given.Cluster("orders", provider, state) with { HasUnreadNodes = hidesNodes }]);

        Assert.Equal("ClusterNotEligible", Refused(() => Enable()));
        Assert.Equal(0, _world.Count("ask") + _world.Count("PATCH"));
    }

    [Fact]
    public void A_project_without_a_key_encrypts_no_cluster()
    {
        GivenOne("NONE");
        _world.Atlas.Encryption.Set(Given.NotEnabled);

        Assert.Equal("NotEnabledForProject", Refused(() => Enable()));
    }

    [Fact]
    public void A_key_that_is_not_yet_valid_is_waited_for()
    {
        GivenOne("NONE");
        _world.Atlas.Encryption.Set(Given.Encryption(valid: false)).After(40, Given.Encryption());

        Assert.Equal("AZURE", Enable()!.EncryptionAtRestProvider);
        Assert.InRange(_world.Elapsed.TotalSeconds, 40, 51);
        Assert.Equal(0, _world.Count("ask again"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_key_that_Atlas_cannot_use_takes_a_second_question_after_a_minute(bool goOn)
    {
        GivenOne("NONE");
        _world.Atlas.Encryption.Set(Given.Encryption(valid: false));
        _world.Answers.ToSecond = goOn;

        Assert.Equal(goOn, Enable() is not null);
        Assert.Equal(goOn ? 1 : 0, _world.Count("PATCH"));
        Assert.Equal(60, _world.Elapsed.TotalSeconds);
        Assert.Contains("valid is false). If you encrypt cluster orders", _world.Answers.Questions[1], StringComparison.Ordinal);
    }

    [Fact]
    public void The_way_back_needs_no_valid_key()
    {
        GivenOne("AZURE");
        _world.Atlas.Encryption.Set(Given.Encryption(valid: false));

        Assert.Equal("NONE", Disable()!.EncryptionAtRestProvider);
        Assert.Equal((TimeSpan.Zero, 0), (_world.Elapsed, _world.Count("ask again")));
    }

    [Fact]
    public void A_key_with_unknown_validity_is_tried()
    {
        GivenOne("NONE");
        _world.Atlas.Encryption.Set(Given.Encryption(valid: null));

        Assert.NotNull(Enable());
    }

    [Fact]
    public void A_paused_cluster_is_not_taken_off_its_key()
    {
        _world.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE") with { Paused = true }]);

        Assert.Equal("ClusterPaused", Refused(() => Disable()));
    }

    [Fact]
    public void A_cluster_that_became_ineligible_can_still_be_taken_off_its_key()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(valid: true, requirePrivateNetworking: true));
        GivenOne("AZURE");

        Assert.Equal("NONE", Disable()!.EncryptionAtRestProvider);
    }

    [Fact]
    public void A_cluster_that_is_not_there_is_an_error_with_its_name()
    {
        GivenOne("NONE");

        Assert.Contains("'invoices'", Assert.Throws<AtlasCmkException>(() => Enable("invoices")).Message, StringComparison.Ordinal);
        Assert.Equal("ClusterUnknown", Refused(() => Enable("invoices")));
    }

    [Fact]
    public void Idle_before_the_change_was_seen_to_run_does_not_count()
    {
        GivenOne("NONE");
        _world.Atlas.OnUpdateCluster = (name, provider) =>
        {
            GivenOne(provider).After(10, [Given.Cluster(name, provider, "UPDATING")]).After(600, [Given.Cluster(name, provider)]);
            return Given.Cluster(name, provider);
        };

        Assert.Equal("IDLE", Enable(wait: s_long)!.StateName);
        Assert.InRange(_world.Elapsed.TotalSeconds, 600, 611);
    }

    [Fact]
    public void A_change_that_is_never_seen_to_run_is_done_after_a_settling_time()
    {
        GivenOne("NONE");
        _world.Atlas.OnUpdateCluster = (name, provider) =>
        {
            GivenOne(provider);
            return Given.Cluster(name, provider);
        };

        Assert.Equal("AZURE", Enable(wait: s_long)!.EncryptionAtRestProvider);
        Assert.InRange(_world.Elapsed.TotalSeconds, 30, 41);
    }

    [Fact]
    public void Clusters_side_by_side_share_their_looks()
    {
        string[] names = ["a", "b", "c", "d"];
        _world.Atlas.Clusters.Set([.. names.Select(n => Given.Cluster(n))]);
        _world.Atlas.OnUpdateCluster = (name, provider) => Given.Cluster(name, provider, "UPDATING");
        _world.Answers.Meanwhile = () => _world.Atlas.Clusters
            .Set([.. names.Select(n => Given.Cluster(n, "AZURE", "UPDATING"))]).After(60, [.. names.Select(n => Given.Cluster(n, "AZURE"))]);
        var clusters = new ProjectClusters(_world.Project);

        var changed = _world.Run(() => Task.WhenAll(names.Select(n => new ChangeClusterEncryption(_world.Project, clusters, _world.Answers).EnableAsync(n, s_long))));

        Assert.Equal(names, changed.Select(c => c!.ClusterName));
        Assert.Equal(11, _world.Count("GET clusters"));
    }

    [Fact]
    public void A_cluster_that_changed_while_the_user_thought_is_not_touched()
    {
        GivenOne("NONE");
        _world.Answers.Meanwhile = () =>
        {
            _world.Time.Advance(TimeSpan.FromMinutes(1));
            _world.Atlas.Clusters.Set([Given.Cluster("orders") with { Paused = true }]);
        };

        Assert.Equal("ClusterNotEligible", Assert.Throws<AtlasCmkException>(() => Enable()).ErrorId);
        Assert.Equal(0, _world.Count("PATCH"));
    }

    [Fact]
    public void Time_that_runs_out_names_the_last_state()
    {
        GivenOne("NONE");
        _world.Atlas.OnUpdateCluster = (name, provider) =>
        {
            GivenOne(provider, "UPDATING");
            return Given.Cluster(name, provider, "UPDATING");
        };

        var failure = Assert.Throws<AtlasCmkException>(() => Enable(wait: TimeSpan.FromSeconds(90)));

        Assert.Equal("WaitTimedOut", failure.ErrorId);
        Assert.Equal($"The cluster orders of project {Given.ProjectId} was not IDLE within 90 s; its last status was UPDATING.", failure.Message);
    }
}
