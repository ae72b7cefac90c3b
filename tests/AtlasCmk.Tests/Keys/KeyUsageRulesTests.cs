using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>A project that was put from <see cref="Given.Key"/> on <see cref="Given.OtherKey"/>.</summary>
public sealed class KeyUsageRulesTests
{
    private static readonly DateTimeOffset s_made = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_nextMade = s_made.AddDays(90);
    private static readonly DateTimeOffset s_left = s_made.AddDays(100);
    private static readonly DateTimeOffset s_now = s_left.AddDays(10);
    private static readonly KeyVersion[] s_versions = [Given.KeyVersion(Given.Key, s_made), Given.KeyVersion(Given.OtherKey, s_nextMade)];
    private static readonly AtlasCluster s_orders = Given.Cluster("orders", "AZURE");

    private static EncryptionAtRest Rotated { get; } = new(Given.ProjectId) { Enabled = true, Valid = true, KeyIdentifier = Given.OtherKey };

    private static List<KeyUsage> Usages(EncryptionAtRest project, AtlasCluster cluster, DateTimeOffset? rotatedAt, params BackupSnapshot[] snapshots) =>
        UsagesAfter(new() { RotatedAt = rotatedAt }, project, cluster, snapshots);

    private static List<KeyUsage> UsagesAfter(RotationHistory history, EncryptionAtRest project, AtlasCluster cluster, params BackupSnapshot[] snapshots) =>
        [.. new KeyUsageRules(KeyIdentifierReading.Parse(Given.Key), s_versions, history, s_now).Of(new(project, [new(cluster, IsDeleted: false) { Snapshots = snapshots }]))];

    private static BackupSnapshot Taken(DateTimeOffset? at) => new("1", "orders") { Status = "completed", CreatedAt = at, ExpiresAt = s_left.AddDays(30) };

    private static string? OfSnapshot(BackupSnapshot snapshot, DateTimeOffset? rotatedAt, AtlasCluster? cluster = null) =>
        Usages(Rotated, cluster ?? s_orders, rotatedAt, snapshot).SingleOrDefault(u => u.Kind == "Snapshot")?.Certainty;

    [Fact]
    public void A_project_and_its_encrypted_clusters_hold_the_version_that_it_names() =>
        Assert.Equal(["Setting Confirmed", "Cluster Confirmed"], Usages(Given.Encryption(), s_orders, null).Select(u => $"{u.Kind} {u.Certainty}"));

    [Fact]
    public void A_project_with_a_known_time_of_departure_needs_nothing() => Assert.Empty(Usages(Rotated, s_orders, s_left));

    [Fact]
    public void Without_a_time_it_is_not_known_whether_a_cluster_has_followed() =>
        Assert.Equal("Unknown", Assert.Single(Usages(Rotated, s_orders, null)).Certainty);

    [Theory]
    [InlineData("UPDATING", false, "AZURE", true)]
    [InlineData("IDLE", true, "AZURE", true)]
    [InlineData("UPDATING", false, "NONE", true)]
    [InlineData("IDLE", true, "NONE", false)]
    [InlineData("IDLE", false, "NONE", false)]
    [InlineData("IDLE", false, "", true)]
    public void A_cluster_that_may_not_have_followed_stays_open(string state, bool paused, string provider, bool isOpen) =>
        Assert.Equal(isOpen ? ["Unknown"] : [], Usages(Rotated, s_orders with { StateName = state, Paused = paused, EncryptionAtRestProvider = provider }, s_left).Select(u => u.Certainty));

    [Theory]
    [InlineData(false, "cannot use")]
    [InlineData(null, "does not say")]
    public void A_key_that_Atlas_cannot_use_for_all_that_it_says_may_not_have_been_taken_by_the_clusters(bool? valid, string told) =>
        Assert.Matches($"{told}.*may not have left", Assert.Single(Usages(new(Given.ProjectId) { Enabled = true, Valid = valid, KeyIdentifier = Given.OtherKey }, s_orders, s_left)).Evidence);

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "Assumed")]
    [InlineData(50, "Assumed")]
    [InlineData(100, "Assumed")]
    [InlineData(101, null)]
    public void A_backup_is_judged_by_its_time_and_a_tie_counts_as_needed(int day, string? certainty) =>
        Assert.Equal(certainty, OfSnapshot(Taken(s_made.AddDays(day)), s_left));

    /// <summary>Azure's clock, Atlas's and this machine's tell these times.</summary>
    [Theory]
    [InlineData(-6, 0, null)]
    [InlineData(-5, 0, "Assumed")]
    [InlineData(5, 100, "Assumed")]
    [InlineData(6, 100, null)]
    public void Clocks_that_are_minutes_apart_free_nothing(int minutes, int day, string? certainty) =>
        Assert.Equal(certainty, OfSnapshot(Taken(s_made.AddDays(day).AddMinutes(minutes)), s_left));

    [Fact]
    public void A_project_that_names_another_key_of_the_vault_may_have_used_this_one()
    {
        var elsewhere = new EncryptionAtRest(Given.ProjectId) { Enabled = true, Valid = true, KeyIdentifier = Given.OtherKey.Replace("/atlas-cmk/", "/another/", StringComparison.Ordinal) };

        var usage = Assert.Single(UsagesAfter(new() { RotatedAt = s_left }, elsewhere, s_orders, Taken(s_made.AddDays(50))));
        var known = Assert.Single(UsagesAfter(new() { Rotations = new Dictionary<string, DateTimeOffset?> { [Given.ProjectId] = s_left } }, elsewhere, s_orders, Taken(s_made.AddDays(50))));

        Assert.Equal(("Unknown", "Assumed"), (usage.Certainty, known.Certainty));
        Assert.Contains("may have used this key", usage.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_piped_rotation_counts_for_its_own_project_only()
    {
        var another = new Dictionary<string, DateTimeOffset?> { ["66c9e8f1dd6c9960802420ea"] = s_left };
        Assert.Equal(["Cluster Unknown", "Snapshot Unknown"],
            UsagesAfter(new() { RotatedAt = s_left, Rotations = another }, Rotated, s_orders, Taken(s_left.AddDays(1))).Select(u => $"{u.Kind} {u.Certainty}"));
    }

    [Fact]
    public void A_rotation_that_did_not_see_every_cluster_follow_is_evidence_against_a_typed_time()
    {
        var unseen = new Dictionary<string, DateTimeOffset?> { [Given.ProjectId] = null };

        Assert.Equal(["Cluster Unknown"], UsagesAfter(new() { RotatedAt = s_left, Rotations = unseen }, Rotated, s_orders).Select(u => $"{u.Kind} {u.Certainty}"));
    }

    [Theory]
    [InlineData(Given.OtherKey, "Setting Confirmed, Cluster Assumed, Snapshot Assumed")]
    [InlineData(Given.Key, "Setting Unknown, Cluster Unknown, Snapshot Unknown")]
    public void A_project_that_names_no_version_needs_the_latest_enabled_one_and_perhaps_any_other(string asked, string usages)
    {
        var follows = new EncryptionAtRest(Given.ProjectId) { Enabled = true, Valid = true, KeyIdentifier = "https://kv-atlas.vault.azure.net/keys/atlas-cmk" };
        var rules = new KeyUsageRules(KeyIdentifierReading.Parse(asked), s_versions, new() { RotatedAt = s_left }, s_now);

        Assert.Equal(usages, string.Join(", ", rules.Of(new(follows, [new(s_orders, IsDeleted: false) { Snapshots = [Taken(s_left.AddDays(5))] }])).Select(u => $"{u.Kind} {u.Certainty}")));
    }

    /// <summary>The port and the last slash, as Azure writes them.</summary>
    [Fact]
    public void The_version_in_use_is_known_in_every_form() =>
        Assert.Equal("Confirmed", Usages(Given.Encryption(key: "https://KV-ATLAS.vault.azure.net:443/keys/Atlas-CMK/0123456789ABCDEF0123456789ABCDEF/"), s_orders, null)[0].Certainty);

    [Theory]
    [InlineData(-1, null)]
    [InlineData(90, "Assumed")]
    [InlineData(91, "Unknown")]
    public void Without_a_time_only_backups_before_the_next_version_are_certain(int day, string? certainty) =>
        Assert.Equal(certainty, OfSnapshot(Taken(s_made.AddDays(day)), null));

    [Theory]
    [InlineData("01234567-89ab-cdef-0123-456789abcdef", "Confirmed")]
    [InlineData("0123456789ABCDEF0123456789ABCDEF", "Confirmed")]
    [InlineData(Given.Key, "Confirmed")]
    [InlineData("fedcba98-7654-3210-fedc-ba9876543210", null)]
    [InlineData("00000000-0000-0000-0000-000000000000", "Assumed")]
    public void A_key_that_is_named_counts_more_than_times_where_it_is_known(string masterKey, string? certainty) =>
        Assert.Equal(certainty, OfSnapshot(Taken(s_made.AddDays(50)) with { MasterKeyUuid = masterKey }, s_left));

    [Theory]
    [InlineData("queued", "Assumed")]
    [InlineData("inProgress", "Assumed")]
    [InlineData("something new", "Assumed")]
    [InlineData("failed", null)]
    public void Only_a_failed_backup_needs_nothing(string status, string? certainty) =>
        Assert.Equal(certainty, OfSnapshot(Taken(s_made.AddDays(50)) with { Status = status }, s_left));

    [Fact]
    public void A_backup_without_a_time_stays_open() => Assert.Equal("Unknown", OfSnapshot(Taken(null), s_left));

    [Fact]
    public void A_backup_of_a_cluster_that_is_not_encrypted_any_more_stays_open() =>
        Assert.Equal("Unknown", OfSnapshot(Taken(s_made.AddDays(50)), s_left, Given.Cluster("orders")));

    [Fact]
    public void A_window_of_continuous_backup_reaches_as_far_as_the_snapshots_that_it_starts_from()
    {
        var continuous = s_orders with { PointInTimeEnabled = true };
        var window = Assert.Single(Usages(Rotated, continuous, s_left, Taken(s_made.AddDays(-1)), Taken(s_left.AddDays(1))));

        Assert.Equal(("PointInTime", "Assumed", s_left.AddDays(30)), (window.Kind, window.Certainty, window.ExpiresAt));
        Assert.Contains("-RestoreWindowDays", window.Evidence, StringComparison.Ordinal);
        Assert.Empty(Usages(Rotated, continuous, s_left, Taken(s_left.AddDays(1))));
    }

    [Theory]
    [InlineData(9, null)]
    [InlineData(10, 10)]
    [InlineData(29, 29)]
    [InlineData(35, 30)]
    public void A_window_that_is_known_ends_with_its_days_or_with_its_last_snapshot(int days, int? endsOn)
    {
        var window = UsagesAfter(new() { RotatedAt = s_left, RestoreWindow = TimeSpan.FromDays(days) }, Rotated, s_orders with { PointInTimeEnabled = true },
            Taken(s_made.AddDays(-1))).SingleOrDefault();
        Assert.Equal(endsOn is { } day ? s_left.AddDays(day).AddMinutes(day < 30 ? 5 : 0) : null, window?.ExpiresAt);
    }

    [Fact]
    public void A_usage_has_the_properties_of_the_snapshot()
    {
        var usage = Usages(Rotated, s_orders, s_left, Taken(s_made.AddDays(50)) with { CopyRegions = ["EUROPE_WEST"] }).Single();

        Assert.Equal((Given.Key, Given.ProjectId, "orders", "1", s_made.AddDays(50), s_left.AddDays(30)),
            (usage.KeyIdentifier, usage.ProjectId, usage.ClusterName, usage.SnapshotId, usage.CreatedAt, usage.ExpiresAt));
        Assert.Equal(["EUROPE_WEST"], usage.CopyRegions);
        Assert.Equal("Snapshot 1 Assumed", usage.ToString());
    }
}
