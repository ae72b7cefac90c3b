using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>A project whose key identifier has no version: which version the world uses, and when.</summary>
public sealed class LatestVersionTests
{
    private const string Rotation = "ENCRYPTION_AT_REST_KEY_ROTATION_STARTED";
    private const string Rotated = "AZURE_ENCRYPTION_KEY_ROTATED";

    private readonly TestWorld _world = new(new SandboxOptions { FollowsLatestVersion = true }, "encrypted");

    /// <summary>The validation that the stage's endpoints have started is over.</summary>
    public LatestVersionTests() => UntilValidated();

    private string? InUse => _world.Project.Encryption.FollowedVersion;

    private string AddVersion(object? with = null) => _world.Command("addKeyVersion", with)["keyIdentifier"]!.GetValue<string>();

    private void Set(string identifier, bool enabled) => _world.Command("setKeyVersion", new { version = identifier[^32..], enabled });

    private void UntilValidated() => _world.Pass(_world.World.Durations.ValidationInterval);

    private void UntilFollowed()
    {
        UntilValidated();
        for (var i = 0; i < 10; i++)
        {
            _world.Pass(_world.World.Durations.ClusterUpdate);
        }
    }

    private int Count(string type) => _world.Project.Events.Count(e => e.TypeName == type);

    [Fact]
    public void The_world_reports_the_version_in_use_and_its_start()
    {
        var (start, first) = (_world.Clock.GetUtcNow(), _world.Key.Identifier);
        Assert.Equal((first, start - _world.World.Durations.ValidationInterval), Picture());
        var second = AddVersion();

        UntilValidated();
        Assert.Equal((second, start + _world.World.Durations.ValidationInterval), Picture());

        (string, DateTimeOffset) Picture()
        {
            var encryption = WorldState.Of(_world.World)["projects"]![0]!["encryption"]!;
            return (encryption["versionInUse"]!.GetValue<string>(), encryption["versionInUseSince"]!.GetValue<DateTimeOffset>());
        }
    }

    [Fact]
    public void Encrypted_clusters_follow_a_new_version_one_after_the_other_and_events_say_so()
    {
        var second = AddVersion();
        Assert.Equal((0, 0), (Count(Rotation), Count(Rotated)));

        UntilValidated();
        Assert.Equal((1, 0), (Count(Rotation), Count(Rotated)));
        _world.Pass(_world.World.Durations.KeyRollout);
        Assert.Equal("UPDATING", _world.Cluster("orders").StateName);

        UntilFollowed();
        Assert.All(_world.Project.Clusters.Where(c => c.EncryptionAtRestProvider == "AZURE"), c => Assert.Equal(("IDLE", second), (c.StateName, c.KeyIdentifier)));
        Assert.Equal((1, 1), (Count(Rotation), Count(Rotated)));
        Assert.Null(_world.Cluster("ledger").KeyIdentifier);
    }

    [Fact]
    public void A_running_cluster_moves_back_to_the_version_before_when_the_latest_is_disabled()
    {
        var first = _world.Key.Identifier;
        var second = AddVersion();
        UntilFollowed();
        Set(second, enabled: false);
        UntilFollowed();

        Assert.Equal((first, first, false), (InUse, _world.Cluster("orders").KeyIdentifier, _world.Cluster("orders").Paused));
        Assert.True(KeyValidator.IsValid(_world.Project));
        Assert.Equal(2, Count(Rotation));
    }

    [Fact]
    public void Without_any_enabled_version_the_key_is_not_valid_and_clusters_stop()
    {
        var first = _world.Key.Identifier;
        var second = AddVersion();
        UntilFollowed();
        Set(first, enabled: false);
        Set(second, enabled: false);
        UntilValidated();

        Assert.Equal((second, "AZURE_KEY_VAULT_KEY_NOT_ENABLED"), (InUse, _world.Project.Encryption.LastFinding!.Code));
        Assert.True(_world.Cluster("orders").Paused);
    }

    /// <summary>It has no key in memory any more, so that another version does not help it.</summary>
    [Fact]
    public void A_cluster_that_has_stopped_starts_with_the_version_that_it_was_under()
    {
        var first = _world.Key.Identifier;
        var second = AddVersion();
        UntilFollowed();
        Set(first, enabled: false);
        Set(second, enabled: false);
        UntilValidated();

        Set(first, enabled: true);
        UntilFollowed();
        Assert.Equal((true, true, first), (_world.Cluster("orders").Paused, KeyValidator.IsValid(_world.Project), InUse));

        Set(second, enabled: true);
        UntilFollowed();
        Assert.Equal((false, second, second), (_world.Cluster("orders").Paused, InUse, _world.Cluster("orders").KeyIdentifier));
    }

    [Fact]
    public void Snapshots_need_the_version_that_was_in_use_when_they_were_made()
    {
        var first = _world.Key.Identifier;
        var second = AddVersion();
        UntilFollowed();

        var needed = _world.Cluster("orders").Snapshots.Where(s => s.KeyIdentifier is not null).OrderBy(s => s.CreatedAt).Select(s => s.KeyIdentifier);
        Assert.Equal([first, second], needed);
        var shown = WorldState.Of(_world.World)["projects"]![0]!["clusters"]!.AsArray().Single(c => c!["name"]!.GetValue<string>() == "orders")!["snapshotsByKey"]!;
        Assert.Equal((1, 1), (shown[first]!.GetValue<int>(), shown[second]!.GetValue<int>()));
    }

    /// <summary>The vault rotates by its policy while months go by, and the project follows.</summary>
    [Fact]
    public void Over_months_snapshots_follow_the_vaults_automatic_rotation()
    {
        _world.Command("setRotationPolicy", new { rotateAfter = "P30D" });
        _world.Command("letTimePass", new { span = "40.00:00:00" });

        var versions = _world.Vault.Keys[0].Versions;
        Assert.All(
            _world.Cluster("orders").Snapshots.Where(s => s.KeyIdentifier is not null && s.CreatedAt < _world.Clock.GetUtcNow()),
            s => Assert.Equal(versions.Last(v => v.Created <= s.CreatedAt).Identifier, s.KeyIdentifier));
        Assert.Contains(_world.Cluster("orders").Snapshots, s => s.KeyIdentifier == versions[^1].Identifier);
    }

    [Fact]
    public void A_cluster_that_starts_has_Atlas_look_for_the_latest_version()
    {
        _world.World.Do(() => _world.World.Clusters.Pause(_world.Cluster("orders"), paused: true));
        _world.Pass(_world.World.Durations.ClusterUpdate);
        var second = AddVersion();
        _world.World.Do(() => _world.World.Clusters.Pause(_world.Cluster("orders"), paused: false));
        _world.Pass(_world.World.Durations.ClusterUpdate);

        Assert.Equal((second, second), (InUse, _world.Cluster("orders").KeyIdentifier));
        Assert.Equal(1, Count(Rotation));
    }

    [Theory]
    [InlineData("""{"expires":"-00:01:00"}""", "AZURE_KEY_VAULT_KEY_EXPIRED")]
    [InlineData("""{"notBefore":"01:00:00"}""", "AZURE_KEY_VAULT_KEY_NOT_ACTIVE")]
    public void A_latest_version_that_Atlas_cannot_use_is_not_taken_up_and_makes_the_key_invalid(string with, string code)
    {
        var first = _world.Key.Identifier;
        _world.Command("addKeyVersion", with);
        UntilValidated();

        Assert.Equal((first, code), (InUse, _world.Project.Encryption.LastFinding!.Code));
        Assert.Equal(0, Count(Rotation));
    }

    [Fact]
    public void A_vault_out_of_reach_shows_no_new_version()
    {
        var first = _world.Key.Identifier;
        AddVersion();
        foreach (var region in new[] { "US_EAST_2", "US_CENTRAL", "EUROPE_WEST" })
        {
            _world.Command("setEndpoint", new { region, status = "PENDING_RECREATION" });
        }

        UntilValidated();
        Assert.Equal(first, InUse);
        Assert.Equal(1, Count("ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED"));
    }

    [Fact]
    public void A_cluster_stays_under_its_version_while_Atlas_cannot_find_the_latest()
    {
        var first = _world.Key.Identifier;
        _world.World.Do(() => _world.Project.Encryption.FollowedVersion = null);
        AddVersion();
        _world.Command("removeAccessPolicy");
        _world.World.Do(() => _world.World.Clusters.FinishUpdate(_world.Cluster("orders")));

        Assert.Equal((null, first), (InUse, _world.Cluster("orders").KeyIdentifier));
    }

    [Fact]
    public void Of_two_versions_with_the_same_time_the_later_listed_is_the_latest()
    {
        AddVersion();
        var last = AddVersion();
        UntilValidated();
        Assert.Equal(last, InUse);
    }

    [Fact]
    public void A_snapshot_on_demand_is_taken_later_and_under_the_version_of_then()
    {
        var (start, second) = (_world.Clock.GetUtcNow(), AddVersion());
        var id = _world.Command("addSnapshot", new { name = "orders", snapshotType = "onDemand", later = true })["id"]!.GetValue<string>();
        Snapshot Found() => _world.Cluster("orders").Snapshots.Single(s => s.Id == id);
        Assert.Equal(("queued", false, "ondemand"), (Found().Status, Found().IsTaken, Found().FrequencyType));

        UntilFollowed();
        Assert.Equal(("completed", true, _world.World.Durations.ClusterUpdate), (Found().Status, Found().IsTaken, Found().CreatedAt - start));
        Assert.Equal(second, InUse);
    }
}
