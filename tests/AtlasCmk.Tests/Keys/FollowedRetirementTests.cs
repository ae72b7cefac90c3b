using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>Which data of a following project need which version of its key.</summary>
public sealed class FollowedRetirementTests
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly string s_key = Given.Key[..Given.Key.LastIndexOf('/')];
    private static readonly AtlasCluster s_orders = Given.Cluster("orders", "AZURE");

    private readonly World _world = new();

    /// <summary>Created a hundred, and ten days ago.</summary>
    private KeyVersion Older { get; set; } = Given.KeyVersion(Given.Key, s_now.AddDays(-100));

    private KeyVersion Latest { get; set; } = Given.KeyVersion(Given.OtherKey, s_now.AddDays(-10));

    private static EncryptionAtRest Following { get; } = Given.Encryption(key: s_key);

    private IReadOnlyList<KeyUsage> Usages(string key, DateTimeOffset? left = null, params BackupSnapshot[] snapshots) =>
        [.. new KeyUsageRules(KeyIdentifierReading.Parse(key), [Older, Latest], new() { RotatedAt = left }, s_now).Of(new(Following, [new(s_orders, IsDeleted: false) { Snapshots = snapshots }]))];

    private static BackupSnapshot Taken(double daysAgo, string? masterKey = null) =>
        new($"{daysAgo}", "orders") { Status = "completed", CreatedAt = s_now.AddDays(-daysAgo), ExpiresAt = s_now.AddDays(30), MasterKeyUuid = masterKey };

    private KeyRetirement Judge(string key, bool isComplete = true)
    {
        _world.Atlas.Encryption.Set(Following);
        _world.Atlas.Projects.Clear();
        _world.Atlas.Projects.Add(new(Given.ProjectId, "payments", "org", 1, DateTimeOffset.UnixEpoch));
        _world.Atlas.Clusters.Set([s_orders]);
        _world.KeyVault.KeyVersions.Set([Older, Latest]);
        var reader = new ReadKeyUsage(new([]), _world.Session);
        return RetirementRules.Of(_world.Run(() => reader.RunAsync(KeyIdentifierReading.Parse(key), null)), isComplete);
    }

    [Fact]
    public void The_latest_version_is_confirmed_and_each_other_one_is_unknown()
    {
        Assert.Equal(["Setting Confirmed", "Cluster Assumed"], Usages(Given.OtherKey).Select(u => $"{u.Kind} {u.Certainty}"));
        Assert.Equal(["Setting Unknown", "Cluster Unknown"], Usages(Given.Key).Select(u => $"{u.Kind} {u.Certainty}"));

        Latest = Latest with { Enabled = false };
        Assert.Equal("Confirmed", Usages(Given.Key)[0].Certainty);
        Assert.Equal("Unknown", Usages(Given.OtherKey)[0].Certainty);
    }

    [Fact]
    public void Of_two_versions_in_the_same_second_it_is_unknown_which_one_Atlas_uses()
    {
        Latest = Latest with { Created = Older.Created };

        Assert.Equal("Assumed", Usages(Given.OtherKey)[0].Certainty);
        Assert.Equal("Assumed", Usages(Given.Key)[0].Certainty);
    }

    /// <summary>From Azure and the backup's time: a later version cannot be needed, and the newest one at that time is.</summary>
    [Theory]
    [InlineData(200, null, null, null)]
    [InlineData(50, null, "Assumed", null)]
    [InlineData(5, null, "Unknown", "Assumed")]
    [InlineData(5, "01234567-89ab-cdef-0123-456789abcdef", "Confirmed", null)]
    [InlineData(5, "fedcba98-7654-3210-fedc-ba9876543210", null, "Confirmed")]
    public void A_backup_may_need_each_version_that_was_there(double daysAgo, string? masterKey, string? older, string? latest)
    {
        Assert.Equal(older, Usages(Given.Key, null, Taken(daysAgo, masterKey)).SingleOrDefault(u => u.Kind == "Snapshot")?.Certainty);
        Assert.Equal(latest, Usages(Given.OtherKey, null, Taken(daysAgo, masterKey)).SingleOrDefault(u => u.Kind == "Snapshot")?.Certainty);
    }

    /// <summary>Atlas goes back to an older version by itself, so that a time at which it had left it proves nothing about later.</summary>
    [Fact]
    public void A_time_by_which_it_was_left_frees_no_version_that_a_project_follows() =>
        Assert.Equal(["Setting", "Cluster", "50", "5"], Usages(Given.Key, s_now.AddDays(-9), Taken(50), Taken(5)).Select(u => u.SnapshotId ?? u.Kind));

    [Fact]
    public void The_verdict_on_the_latest_says_to_which_version_the_project_would_fall_back()
    {
        var verdict = Judge(Given.OtherKey);

        Assert.Equal("No", verdict.SafeToDisable);
        Assert.Contains($"{Given.ProjectId} follows. Disabling it would move it back to the older version atlas-cmk/{Older.Version}.", verdict.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("older version", Judge(Given.Key).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_verdict_on_the_only_enabled_version_says_that_the_clusters_would_stop()
    {
        Older = Older with { Enabled = false };
        Assert.Contains("stop its clusters, because no other version is enabled", Judge(Given.OtherKey).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_before_that_Atlas_cannot_use_stops_the_clusters_too()
    {
        Older = Older with { Expires = _world.Time.GetUtcNow().AddDays(-1) };

        Assert.Contains($"stop its clusters, because Atlas cannot use the older version atlas-cmk/{Older.Version}: it expired at", Judge(Given.OtherKey).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_to_list_the_versions_does_not_mean_that_the_key_is_missing()
    {
        _world.Atlas.Encryption.Set(Following);
        _world.KeyVault.OnTheWay = () => throw new AzureApiException(AzureErrors.AzureRoleTooSmall, "Azure refused.", "Give the right.", null, 403, null);
        var reader = new ReadKeyUsage(new([Given.ProjectId]), _world.Session);

        var failure = Assert.ThrowsAny<AtlasCmkException>(() => _world.Run(() => reader.VersionsOfAsync(KeyIdentifierReading.ParseKey(s_key))));

        Assert.Equal("AzureRoleTooSmall", failure.ErrorId);
    }

    [Fact]
    public void An_older_version_is_never_free_by_itself() => Assert.Equal("Unknown", Judge(Given.Key).SafeToDisable);
}
