using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>Rotations of a project that names its key without a version: Atlas takes up a version by itself, and only what shows it counts.</summary>
public sealed class FollowedRotationTests
{
    private const string Followed = "https://kv-atlas.vault.azure.net/keys/atlas-cmk";

    private readonly RotationWorld _rotation = new();

    public FollowedRotationTests()
    {
        World.Atlas.Encryption.Set(Given.Encryption(key: Followed));
        World.KeyVault.KeyVersions.Set([_rotation.Version(RotationWorld.Old, 200)]);
    }

    private World World => _rotation.World;

    /// <summary>Atlas's reaction to a new version in the vault.</summary>
    private void WhenCreated(Action<DateTimeOffset> happens) => World.Keys.OnTheWayBack = request =>
    {
        if (request.StartsWith("POST", StringComparison.Ordinal))
        {
            happens(World.Time.GetUtcNow());
        }
    };

    private void ReportAfter(double seconds, string type = ProjectEvent.KeyRotationStarted) => WhenCreated(now =>
        World.Atlas.Events.After(seconds, [new("e0", "ENCRYPTION_AT_REST_CONFIG_IS_VALID", now), new("e1", type, now.AddSeconds(seconds))]));

    private KeyRotation Rotate(double settling = 60, double? followTimeout = null) => World.Run(() => new RotateKey(World.Project, new(), World.Answers).RunAsync(
        new(TimeSpan.FromSeconds(settling), TimeSpan.FromHours(2)) { NewVersion = true, FollowTimeout = followTimeout is { } t ? TimeSpan.FromSeconds(t) : KeyRotationEvents.Usual }))!;

    [Theory]
    [InlineData(ProjectEvent.KeyRotationStarted)]
    [InlineData(ProjectEvent.AzureKeyRotated)]
    public void An_event_after_the_creation_shows_that_Atlas_uses_the_version(string type)
    {
        ReportAfter(100, type);

        var result = Rotate();

        Assert.Equal((true, RotationWorld.Old, (DateTimeOffset?)null), (result.NewKeyInUse, result.OldKeyIdentifier, result.OldKeyLeftAt));
        Assert.Contains(type, result.NewKeyReason, StringComparison.Ordinal);
        Assert.NotEqual(RotationWorld.Old, result.NewKeyIdentifier);
        Assert.Null(result.OldKeyStillNeeded);
        Assert.Equal((1, 0), (World.Count("POST kv-atlas"), World.Count("PATCH")));
        Assert.InRange(World.Elapsed.TotalSeconds, 100, 125);
        Assert.Empty(World.Log.Warnings);
    }

    [Fact]
    public void After_the_event_each_cluster_gets_its_time_to_start()
    {
        _rotation.GivenCluster("orders", startsAfter: 120, takes: 60);
        _rotation.GivenCluster("ledger", takes: 0);
        WhenCreated(now =>
        {
            _rotation.Take(Followed);
            World.Atlas.Events.After(100, [new("e1", ProjectEvent.KeyRotationStarted, now.AddSeconds(100))]);
        });

        var result = Rotate();

        Assert.Equal(["orders Completed", "ledger NotSeen"], result.Clusters.Select(c => c.ToString()));
        Assert.Equal((true, true, null), (result.NewKeyInUse, result.OldKeyStillNeeded, result.OldKeyLeftAt));
        Assert.EndsWith("not seen to leave IDLE: ledger", result.NewKeyReason, StringComparison.Ordinal);
        Assert.Contains("not confirmed to use the new key within 60 s: ledger", Assert.Single(World.Log.Warnings), StringComparison.Ordinal);
        Assert.InRange(World.Elapsed.TotalSeconds, 180, 200);
    }

    [Fact]
    public void Clusters_that_all_leave_IDLE_and_return_show_it_too()
    {
        _rotation.GivenCluster("orders", startsAfter: 300, takes: 200);
        _rotation.GivenCluster("ledger", startsAfter: 400, takes: 200);
        WhenCreated(_ => _rotation.Take(Followed));

        var result = Rotate();

        Assert.Equal((true, null), (result.NewKeyInUse, result.OldKeyLeftAt));
        Assert.Contains("orders, ledger", result.NewKeyReason, StringComparison.Ordinal);
        Assert.InRange(World.Elapsed.TotalSeconds, 600, 630);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_a_sign_in_time_the_version_in_use_is_unknown(bool oneStarts)
    {
        _rotation.GivenCluster("orders", takes: 0);
        _rotation.GivenCluster("ledger", takes: oneStarts ? 100 : 0);
        World.Atlas.Events.Set([new("e0", ProjectEvent.KeyRotationStarted, World.Time.GetUtcNow().AddHours(-1))]);
        WhenCreated(_ => _rotation.Take(Followed));

        var result = Rotate();

        Assert.Equal((null, true, null), (result.NewKeyInUse, result.Valid, result.OldKeyLeftAt));
        Assert.Contains("unknown whether Atlas uses", Assert.Single(World.Log.Warnings), StringComparison.Ordinal);
        Assert.InRange(World.Elapsed.TotalSeconds, 1200, 1230);
        Assert.Equal(1, World.Count("POST kv-atlas"));
        Assert.DoesNotContain("rotated", result.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Events_that_may_not_be_read_are_asked_for_once_and_named()
    {
        World.Atlas.Refuse = request => request == "GET events" ? Given.Refusal("GET", 403, "USER_UNAUTHORIZED") : null;

        var result = Rotate(followTimeout: 60);

        Assert.Null(result.NewKeyInUse);
        Assert.Contains("could not be read", result.NewKeyReason, StringComparison.Ordinal);
        Assert.Equal(1, World.Count("GET events"));
    }

    [Fact]
    public void A_second_run_within_a_day_creates_nothing_and_checks_again()
    {
        Rotate(followTimeout: 30);
        Assert.Equal(1, World.Count("POST kv-atlas"));
        World.Atlas.Events.Set([new("e1", ProjectEvent.KeyRotationStarted, World.Time.GetUtcNow())]);
        World.Time.Advance(TimeSpan.FromHours(3));
        var before = World.Elapsed;

        var result = Rotate();

        Assert.Equal((true, null), (result.NewKeyInUse, result.OldKeyIdentifier));
        Assert.Equal(1, World.Count("POST kv-atlas"));
        Assert.InRange((World.Elapsed - before).TotalSeconds, 0, 1);
        Assert.Contains(World.Log.Warnings, w => w.StartsWith("No further version", StringComparison.Ordinal) && !w.Contains("-Latest", StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_that_Atlas_cannot_use_afterwards_is_an_error_that_calls_the_version_a_possibility()
    {
        WhenCreated(_ => World.Atlas.Encryption.Set(Given.Encryption(false, key: Followed)));

        var failure = Assert.Throws<AtlasCmkException>(() => Rotate());

        Assert.Equal("RotatedKeyInvalid", failure.ErrorId);
        Assert.Contains("One possibility", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"-KeyIdentifier '{RotationWorld.Old}'", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void No_version_is_created_where_it_could_not_help()
    {
        Assert.Equal("KeyFollowsLatest", Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(newVersion: true, rollBack: true)).ErrorId);
        World.Atlas.Encryption.Set(Given.Encryption(false, key: Followed));
        Assert.Equal("KeyUnreachable", Assert.Throws<AtlasCmkException>(() => Rotate()).ErrorId);
        World.KeyVault.KeyVersions.Set([_rotation.Version(RotationWorld.Old, 200) with { Enabled = false }]);
        Assert.Equal("KeyVersionUnusable", Assert.Throws<AtlasCmkException>(() => Rotate()).ErrorId);
        World.KeyVault.KeyVersions.Set([]);
        Assert.Equal("KeyUnknown", Assert.Throws<AtlasCmkException>(() => Rotate()).ErrorId);
        Assert.Equal(0, World.Count("POST"));
    }

    /// <summary>To enable a version by hand would end a freeze.</summary>
    [Fact]
    public void During_a_freeze_the_way_out_is_a_thaw()
    {
        World.KeyVault.KeyVersions.Set([_rotation.Version(RotationWorld.Old, 200) with { Enabled = false, Tags = new Dictionary<string,
            string> { [KeyVersion.FreezeTagName] = "2026-11-30T00:00:00Z by x" } }]);

        var failure = Assert.Throws<AtlasCmkException>(() => Rotate());

        Assert.Equal("KeyVersionUnusable", failure.ErrorId);
        Assert.Contains("Grant-AtlasKeyAccess", failure.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("Fix that version", failure.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Declining_creates_no_version()
    {
        World.Answers.ToFirst = false;
        Assert.Null(World.Run(() => new RotateKey(World.Project, new(), World.Answers).RunAsync(new(default, TimeSpan.FromHours(1)) { NewVersion = true })));
        Assert.Contains("takes it up by itself", Assert.Single(World.Answers.Questions), StringComparison.Ordinal);
        Assert.Equal(0, World.Count("POST"));
    }
}
