using AtlasCmk.Tests.Fakes;
using AtlasCmk.Tests.Keys.Histories;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using NSubstitute.Extensions;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>Three projects use one key, or have used it; one belongs to another organisation.</summary>
public sealed class ReadKeyUsageTests
{
    private readonly KeyHistory _history = new(hasPointInTime: false);
    private readonly IAtlasApi _atlas;
    private readonly IKeyVaultApi _vault;
    private readonly FakeLog _log = new();
    private readonly string _old;

    public ReadKeyUsageTests()
    {
        _atlas = HistoricAtlas.Of(_history, namesKeys: false);
        _vault = HistoricAtlas.VaultOf(_history);
        _old = _history.Versions[0].Identifier.Text;
        _history.Projects.ForEach(p => p.Key = _old);
        _history.Pass(TimeSpan.FromDays(30));
    }

    private KeyRetirement Judge(string? key = null, DateTimeOffset? rotatedAt = null, bool isComplete = true, params string[] included) =>
        JudgeAfter(new() { RotatedAt = rotatedAt }, key, isComplete, included);

    private KeyRetirement JudgeAfter(KeyDeparture departure, string? key = null, bool isComplete = true, params string[] included)
    {
        var reader = new ReadKeyUsage(new(included), _atlas, () => _vault, _log, new FakeTimeProvider(_history.Now), default);
        return new(reader.RunAsync(KeyIdentifier.Parse(key ?? _old), departure).GetAwaiter().GetResult(), isComplete);
    }

    private void EverybodyLeaves()
    {
        _history.Leave(_old, _history.AddVersion("atlas-cmk"));
        _history.Pass(TimeSpan.FromMinutes(1));
    }

    private DateTimeOffset? Left => _history.LastUse(_old, _history.Projects);

    [Fact]
    public void Every_visible_project_is_read_whatever_it_names()
    {
        _history.Projects[1].Key = null;
        var verdict = Judge();

        Assert.Equal("No", verdict.SafeToDisable);
        Assert.Equal([_history.Projects[0].Id, _history.Projects[1].Id], verdict.ProjectsRead);
        Assert.Empty(verdict.ProjectsExcluded);
        Assert.Equal($"{_old}: No", verdict.ToString());
    }

    [Fact]
    public void Yes_takes_the_callers_word_for_what_no_API_tells()
    {
        EverybodyLeaves();
        Assert.Equal("Yes", Judge(rotatedAt: Left).SafeToDisable);
        var open = Judge(rotatedAt: Left, isComplete: false);
        Assert.Equal(("Unknown", true), (open.SafeToDisable, open.Reason.Contains("-ProjectScopeComplete", StringComparison.Ordinal)));
    }

    /// <summary>A rotation may lead to another key of the vault, and takes no backup with it.</summary>
    [Fact]
    public void A_project_that_names_another_key_of_the_vault_now_is_read_though_nobody_includes_it()
    {
        _history.Projects[0].Clusters[0].DataKey = _old;
        _history.Back(_history.Projects[0], TimeSpan.FromDays(300));
        EverybodyLeaves();
        _history.Projects[0].Clusters[0].DataKey = _history.Projects[0].Key = _history.AddVersion("other").Identifier.Text;

        var verdict = Judge(rotatedAt: Left);

        Assert.Equal("Unknown", verdict.SafeToDisable);
        Assert.Equal(_history.Projects.Where(p => p.IsVisible).Select(p => p.Id), verdict.ProjectsRead);
        Assert.Equal(_history.Projects[0].Id, Assert.Single(verdict.HeldBy).ProjectId);
    }

    [Fact]
    public void One_time_that_is_believed_of_several_projects_is_said_to_be_with_their_ids()
    {
        EverybodyLeaves();
        Judge(rotatedAt: Left);
        Assert.Contains($"2 projects had left the version: {_history.Projects[0].Id}, {_history.Projects[1].Id}", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_rotation_tells_is_believed_of_its_own_project_alone_and_of_nobody_else()
    {
        _history.Projects.ForEach(p => (p.Clusters[0].IsEncrypted, p.Clusters[0].DataKey) = (true, _old));
        EverybodyLeaves();
        var own = new Dictionary<string, DateTimeOffset?> { [_history.Projects[0].Id] = Left };

        var some = JudgeAfter(new() { Rotations = own });
        own[_history.Projects[1].Id] = Left;

        Assert.Equal(("Unknown", _history.Projects[1].Id), (some.SafeToDisable, Assert.Single(some.HeldBy).ProjectId));
        Assert.Equal("Yes", JudgeAfter(new() { Rotations = own }).SafeToDisable);
        Assert.Empty(_log.Warnings);
    }

    /// <summary>Atlas lists it only because backups of it were kept.</summary>
    [Fact]
    public void A_deleted_cluster_without_any_backup_keeps_the_verdict_open()
    {
        _history.Back(_history.Projects[0], TimeSpan.FromDays(300));
        _history.Projects[0].Clusters[0].IsDeleted = true;
        EverybodyLeaves();
        _atlas.Configure().ListSnapshotsAsync(default!, default).ReturnsForAnyArgs([]);

        Assert.Equal(("Unknown", "Unread"), (Judge(rotatedAt: Left).SafeToDisable, Assert.Single(Judge(rotatedAt: Left).HeldBy).Kind));
    }

    [Fact]
    public void What_cannot_be_read_keeps_the_verdict_open()
    {
        EverybodyLeaves();
        _atlas.Configure().ListSnapshotsAsync(default!, default).ThrowsAsyncForAnyArgs(Given.Refusal("GET", 500, "UNEXPECTED_ERROR"));

        var verdict = Judge(rotatedAt: Left);

        Assert.Equal("Unknown", verdict.SafeToDisable);
        Assert.Equal(["Unread", "Unread"], verdict.HeldBy.Select(u => u.Kind));
    }

    [Fact]
    public void A_project_whose_settings_are_closed_keeps_the_verdict_open()
    {
        EverybodyLeaves();
        _atlas.Configure().GetEncryptionAtRestAsync(_history.Projects[1].Id, default).ThrowsAsync(Given.Refusal("GET", 403, "USER_CANNOT_ACCESS_GROUP"));

        var verdict = Judge(rotatedAt: Left);

        Assert.Equal(("Unknown", "Unread"), (verdict.SafeToDisable, Assert.Single(verdict.HeldBy).Kind));
        Assert.Equal([_history.Projects[0].Id], verdict.ProjectsRead);
    }

    [Fact]
    public void Backups_of_a_deleted_cluster_that_another_hides_keep_the_verdict_open()
    {
        _history.Back(_history.Projects[0], TimeSpan.FromDays(300));
        _history.Projects[0].Clusters[0].IsDeleted = true;
        EverybodyLeaves();
        Assert.Equal("DeletedClusterSnapshot", Assert.Single(Judge(rotatedAt: Left).HeldBy).Kind);

        _history.Projects[0].Clusters.Add(new("orders"));
        Assert.Contains("another cluster has had its name", Assert.Single(Judge(rotatedAt: Left).HeldBy).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Azure_older_backups_cannot_be_told_and_a_warning_says_so()
    {
        EverybodyLeaves();
        _vault.Configure().ListKeyVersionsAsync(default!, default!, default).ThrowsAsyncForAnyArgs(Failures.AzureSignInFailed("nobody is signed in"));

        Assert.Equal("Yes", Judge(rotatedAt: Left).SafeToDisable);
        Assert.Contains("nobody is signed in", _log.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_vault_that_Azure_does_not_show_is_no_reason_to_call_the_version_unknown()
    {
        _vault.Configure().ListKeyVersionsAsync(default!, default!, default).ReturnsForAnyArgs([]);
        Assert.Equal("No", Judge().SafeToDisable);
        Assert.Contains("lists no such key", Assert.Single(_log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_no_visible_project_names_is_nobodys_to_judge() =>
        Assert.Equal("Unknown", Judge("https://kv-other.vault.azure.net/keys/atlas-cmk/0123456789abcdef0123456789abcdef").SafeToDisable);

    [Fact]
    public void A_version_that_the_key_does_not_have_is_an_error() =>
        Assert.Equal("KeyVersionUnknown", Assert.Throws<AtlasCmkException>(() => Judge(Given.OtherKey)).ErrorId);

    [Fact]
    public void Times_that_cannot_be_are_refused()
    {
        Assert.Equal("RotatedInFuture", Assert.Throws<AtlasCmkException>(() => Judge(rotatedAt: _history.Now.AddSeconds(1))).ErrorId);
        Assert.Equal("RotatedBeforeCreation", Assert.Throws<AtlasCmkException>(() => Judge(rotatedAt: _history.Versions[0].Created!.Value.AddSeconds(-1))).ErrorId);
        Assert.Equal("RotatedInFuture", Assert.Throws<AtlasCmkException>(() => JudgeAfter(Rotated(_history.Now.AddSeconds(1)))).ErrorId);
        Assert.Equal("RotatedBeforeCreation", Assert.Throws<AtlasCmkException>(() => JudgeAfter(Rotated(_history.Versions[0].Created!.Value.AddSeconds(-1)))).ErrorId);
    }

    private KeyDeparture Rotated(DateTimeOffset left) => new() { Rotations = new Dictionary<string, DateTimeOffset?> { [_history.Projects[0].Id] = left } };

    /// <summary>One time for several projects may be early for one of them, and its own rotation knows better.</summary>
    [Theory]
    [InlineData(-2, -1, -1)]
    [InlineData(-1, -2, -1)]
    [InlineData(null, -2, -2)]
    [InlineData(-1, null, null)]
    [InlineData(null, null, null)]
    public void Of_two_times_at_which_a_project_had_left_the_later_counts(int? given, int? told, int? counts)
    {
        DateTimeOffset? At(int? hours) => hours is { } h ? _history.Now.AddHours(h) : null;
        var departure = new KeyDeparture { RotatedAt = At(given), Rotations = new Dictionary<string, DateTimeOffset?> { ["p"] = At(told) } };

        Assert.Equal(At(counts), departure.Of("p"));
    }

    [Fact]
    public async Task Versions_that_are_judged_together_share_what_is_read()
    {
        EverybodyLeaves();
        var reader = new ReadKeyUsage(new([]), _atlas, () => _vault, _log, new FakeTimeProvider(_history.Now), default);
        foreach (var version in _history.Versions)
        {
            await reader.RunAsync(version.Identifier, null);
        }

        // Two projects: the list of them, and of each its settings, clusters, deleted clusters and the backups of its one cluster.
        Assert.Equal(1 + (2 * 4), _atlas.ReceivedCalls().Count());
        Assert.Single(_vault.ReceivedCalls());
    }
}
