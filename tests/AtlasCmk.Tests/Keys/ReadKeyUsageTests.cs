using AtlasCmk.Tests.Fakes;
using AtlasCmk.Tests.Keys.Histories;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using NSubstitute.Extensions;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>Three projects use one key, or have used it; one belongs to another organization.</summary>
public sealed class ReadKeyUsageTests : RetirementScenario
{
    [Fact]
    public void Every_visible_project_is_read_whatever_it_names()
    {
        History.Projects[1].Key = null;
        var verdict = Judge();

        Assert.Equal("No", verdict.SafeToDisable);
        Assert.Equal([History.Projects[0].Id, History.Projects[1].Id], verdict.ProjectsRead);
        Assert.Empty(verdict.ProjectsExcluded);
        Assert.Equal($"{Old}: No", verdict.ToString());
    }

    [Fact]
    public void Yes_relies_on_the_callers_statement_for_what_no_API_reports()
    {
        EverybodyLeaves();
        Assert.Equal("Yes", Judge(rotatedAt: Left).SafeToDisable);
        var open = Judge(rotatedAt: Left, isComplete: false);
        Assert.Equal(("Unknown", true), (open.SafeToDisable, open.Reason.Contains("-ProjectScopeComplete", StringComparison.Ordinal)));
    }

    /// <summary>A rotation may lead to another key of the vault, and takes no backup with it.</summary>
    [Fact]
    public void A_project_that_now_names_another_key_of_the_vault_is_read_without_being_included()
    {
        History.Projects[0].Clusters[0].DataKey = Old;
        History.Back(History.Projects[0], TimeSpan.FromDays(300));
        EverybodyLeaves();
        History.Projects[0].Clusters[0].DataKey = History.Projects[0].Key = History.AddVersion("other").Identifier.Text;

        var verdict = Judge(rotatedAt: Left);

        Assert.Equal("Unknown", verdict.SafeToDisable);
        Assert.Equal(History.Projects.Where(p => p.IsVisible).Select(p => p.Id), verdict.ProjectsRead);
        Assert.Equal(History.Projects[0].Id, Assert.Single(verdict.HeldBy).ProjectId);
    }

    [Fact]
    public void One_time_that_applies_to_several_projects_causes_a_warning_with_their_IDs()
    {
        EverybodyLeaves();
        Judge(rotatedAt: Left);
        Assert.Contains($"2 projects had left the version: {History.Projects[0].Id}, {History.Projects[1].Id}", Assert.Single(Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rotation_counts_for_its_own_project_and_for_no_other()
    {
        History.Projects.ForEach(p => (p.Clusters[0].IsEncrypted, p.Clusters[0].DataKey) = (true, Old));
        EverybodyLeaves();
        var own = new Dictionary<string, DateTimeOffset?> { [History.Projects[0].Id] = Left };

        var some = JudgeAfter(new() { Rotations = own });
        own[History.Projects[1].Id] = Left;

        Assert.Equal(("Unknown", History.Projects[1].Id), (some.SafeToDisable, Assert.Single(some.HeldBy).ProjectId));
        Assert.Equal("Yes", JudgeAfter(new() { Rotations = own }).SafeToDisable);
        Assert.Empty(Log.Warnings);
    }

    /// <summary>Atlas lists it only because backups of it were kept.</summary>
    [Fact]
    public void A_deleted_cluster_without_any_backup_keeps_the_verdict_open()
    {
        History.Back(History.Projects[0], TimeSpan.FromDays(300));
        History.Projects[0].Clusters[0].IsDeleted = true;
        EverybodyLeaves();
        Atlas.Configure().ListSnapshotsAsync(default!, default).ReturnsForAnyArgs([]);

        Assert.Equal(("Unknown", "Unread"), (Judge(rotatedAt: Left).SafeToDisable, Assert.Single(Judge(rotatedAt: Left).HeldBy).Kind));
    }

    [Fact]
    public void Unreadable_data_make_the_verdict_Unknown()
    {
        EverybodyLeaves();
        Atlas.Configure().ListSnapshotsAsync(default!, default).ThrowsAsyncForAnyArgs(Given.Refusal("GET", 500, "UNEXPECTED_ERROR"));

        var verdict = Judge(rotatedAt: Left);

        Assert.Equal("Unknown", verdict.SafeToDisable);
        Assert.Equal(["Unread", "Unread"], verdict.HeldBy.Select(u => u.Kind));
    }

    [Fact]
    public void A_project_whose_settings_are_closed_keeps_the_verdict_open()
    {
        EverybodyLeaves();
        Atlas.Configure().GetEncryptionAtRestAsync(History.Projects[1].Id, default).ThrowsAsync(Given.Refusal("GET", 403, "USER_CANNOT_ACCESS_GROUP"));

        var verdict = Judge(rotatedAt: Left);

        Assert.Equal(("Unknown", "Unread"), (verdict.SafeToDisable, Assert.Single(verdict.HeldBy).Kind));
        Assert.Equal([History.Projects[0].Id], verdict.ProjectsRead);
    }

    [Fact]
    public void Backups_of_a_deleted_cluster_that_another_hides_keep_the_verdict_open()
    {
        History.Back(History.Projects[0], TimeSpan.FromDays(300));
        History.Projects[0].Clusters[0].IsDeleted = true;
        EverybodyLeaves();
        Assert.Equal("DeletedClusterSnapshot", Assert.Single(Judge(rotatedAt: Left).HeldBy).Kind);

        History.Projects[0].Clusters.Add(new("orders"));
        Assert.Contains("another cluster has had its name", Assert.Single(Judge(rotatedAt: Left).HeldBy).Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Azure_older_backups_cannot_be_distinguished_and_there_is_a_warning()
    {
        EverybodyLeaves();
        Vault.Configure().ListKeyVersionsAsync(default!, default!, default).ThrowsAsyncForAnyArgs(AzureSignInErrors.AzureSignInFailed("no account is signed in"));

        Assert.Equal("Yes", Judge(rotatedAt: Left).SafeToDisable);
        Assert.Contains("no account is signed in", Log.Warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_vault_that_Azure_does_not_show_is_no_reason_to_call_the_version_unknown()
    {
        Vault.Configure().ListKeyVersionsAsync(default!, default!, default).ReturnsForAnyArgs([]);
        Assert.Equal("No", Judge().SafeToDisable);
        Assert.Contains("lists no such key", Assert.Single(Log.Warnings), StringComparison.Ordinal);
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
        Assert.Equal("RotatedInFuture", Assert.Throws<AtlasCmkException>(() => Judge(rotatedAt: History.Now.AddSeconds(1))).ErrorId);
        Assert.Equal("RotatedBeforeCreation", Assert.Throws<AtlasCmkException>(() => Judge(rotatedAt: History.Versions[0].Created!.Value.AddSeconds(-1))).ErrorId);
        Assert.Equal("RotatedInFuture", Assert.Throws<AtlasCmkException>(() => JudgeAfter(Rotated(History.Now.AddSeconds(1)))).ErrorId);
        Assert.Equal("RotatedBeforeCreation", Assert.Throws<AtlasCmkException>(() => JudgeAfter(Rotated(History.Versions[0].Created!.Value.AddSeconds(-1)))).ErrorId);
    }

    private RotationHistory Rotated(DateTimeOffset left) => new() { Rotations = new Dictionary<string, DateTimeOffset?> { [History.Projects[0].Id] = left } };

    /// <summary>One time for several projects may be early for one of them, and its own rotation knows better.</summary>
    [Theory]
    [InlineData(-2, -1, -1)]
    [InlineData(-1, -2, -1)]
    [InlineData(null, -2, -2)]
    [InlineData(-1, null, null)]
    [InlineData(null, null, null)]
    public void Of_two_departure_times_of_a_project_the_later_counts(int? given, int? told, int? counts)
    {
        DateTimeOffset? At(int? hours) => hours is { } h ? History.Now.AddHours(h) : null;
        var history = new RotationHistory { RotatedAt = At(given), Rotations = new Dictionary<string, DateTimeOffset?> { ["p"] = At(told) } };

        Assert.Equal(At(counts), history.Of("p"));
    }

    [Fact]
    public async Task Versions_that_are_judged_together_share_what_is_read()
    {
        EverybodyLeaves();
        var reader = new ReadKeyUsage(new([]), FakeSession.Of(Atlas, Vault, Log, new FakeTimeProvider(History.Now)));
        foreach (var version in History.Versions)
        {
            await reader.RunAsync(version.Identifier, null);
        }

        // Two projects: the list of them, and of each its settings, clusters, deleted clusters and the backups of its one cluster.
        Assert.Equal(1 + (2 * 4), Atlas.ReceivedCalls().Count());
        Assert.Single(Vault.ReceivedCalls());
    }
}
