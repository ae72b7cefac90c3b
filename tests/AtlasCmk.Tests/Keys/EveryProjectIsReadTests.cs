using AtlasCmk.Tests.Fakes;
using AtlasCmk.Tests.Keys.Histories;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using NSubstitute.Extensions;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>Two visible projects used one key; what they name now is no evidence of what their backups need.</summary>
public sealed class EveryProjectIsReadTests : RetirementScenario
{
    /// <summary>A backup of the second project under the version, and then the project goes elsewhere.</summary>
    private void SecondProjectGoes(string? to)
    {
        History.Projects[1].Clusters[0].DataKey = Old;
        History.Back(History.Projects[1], TimeSpan.FromDays(1800));
        History.Projects[1].Clusters[0].DataKey = null;
        History.Projects[1].Key = to;
        EverybodyLeaves();
        History.Pass(TimeSpan.FromDays(400));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://kv-new.vault.azure.net/keys/atlas-cmk/0123456789abcdef0123456789abcdef")]
    [InlineData("https://kv-atlas.vault.azure.net/keys/another/0123456789abcdef0123456789abcdef")]
    public void Backups_of_a_project_that_was_disabled_or_moved_keep_the_verdict_open(string? to)
    {
        SecondProjectGoes(to);

        var verdict = Judge(rotatedAt: Left);

        var held = Assert.Single(verdict.HeldBy);
        Assert.Equal(("Unknown", History.Projects[1].Id, "Snapshot", held.ExpiresAt), (verdict.SafeToDisable, held.ProjectId, held.Kind, verdict.SafeAfter));
        Assert.Contains("-ExcludeProjectId", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_excluded_project_is_not_read_and_the_verdict_names_it()
    {
        SecondProjectGoes(null);
        Excluded = [History.Projects[1].Id];

        var verdict = Judge(rotatedAt: Left);

        Assert.Equal("Yes", verdict.SafeToDisable);
        Assert.Equal((History.Projects[0].Id, Excluded[0]), (Assert.Single(verdict.ProjectsRead), Assert.Single(verdict.ProjectsExcluded)));
        Assert.Contains(Excluded[0], verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://kv-atlas.vault.azure.net/keys/another/0123456789abcdef0123456789abcdef", false)]
    [InlineData("https://kv-atlas.vault.azure.net:443/keys/atlas-cmk/", false)]
    [InlineData("of another form", false)]
    [InlineData(null, true)]
    public void A_project_that_names_the_vault_or_was_rotated_cannot_be_left_out(string? named, bool isRotated)
    {
        SecondProjectGoes(named);
        Excluded = [History.Projects[1].Id];
        var history = new RotationHistory { Rotations = isRotated ? new Dictionary<string, DateTimeOffset?> { [Excluded[0]] = Left } : [] };

        Assert.Equal("ProjectNotExcludable", Assert.Throws<AtlasCmkException>(() => JudgeAfter(history)).ErrorId);
    }

    [Fact]
    public void A_project_that_is_left_out_and_cannot_be_read_keeps_the_verdict_open()
    {
        SecondProjectGoes(null);
        Excluded = [History.Projects[1].Id];
        Atlas.Configure().GetEncryptionAtRestAsync(Excluded[0], default).ThrowsAsync(Given.Refusal("GET", 403, "USER_CANNOT_ACCESS_GROUP"));

        Assert.Equal(("Unknown", "Unread"), (Judge(rotatedAt: Left).SafeToDisable, Assert.Single(Judge(rotatedAt: Left).HeldBy).Kind));
    }

    /// <summary>Whichever version is asked about: Atlas does not say when it takes a new one, and may go back to an older one.</summary>
    [Fact]
    public void A_project_that_names_no_version_needs_the_latest_and_frees_no_other()
    {
        EverybodyLeaves();
        History.AddVersion("atlas-cmk");
        History.Projects.ForEach(p => p.Follows = true);
        Assert.Equal(["Unknown", "Unknown", "No"], History.Versions.Select(v => Judge(v.Identifier.Text, rotatedAt: History.Now).SafeToDisable));

        Vault.Configure().ListKeyVersionsAsync(default!, default!, default).ThrowsAsyncForAnyArgs(AzureSignInErrors.AzureSignInFailed("no sign-in"));
        Assert.Equal(["Unknown", "Unknown", "Unknown"], History.Versions.Select(v => Judge(v.Identifier.Text, rotatedAt: History.Now).SafeToDisable));
    }

    [Fact]
    public void A_key_in_a_form_that_is_not_known_here_keeps_the_verdict_open()
    {
        EverybodyLeaves();
        History.Projects[1].Key = "urn:key:1";

        Assert.Equal(("Unknown", "Setting"), (Judge(rotatedAt: Left).SafeToDisable, Assert.Single(Judge(rotatedAt: Left).HeldBy).Kind));
    }

    [Fact]
    public async Task Twenty_projects_are_read_once_each()
    {
        History.Projects.AddRange(Enumerable.Range(10, 18).Select(i => new HistoricProject(i, isVisible: true)));
        EverybodyLeaves();
        var reader = new ReadKeyUsage(new([]), FakeSession.Of(Atlas, Vault, Log, new FakeTimeProvider(History.Now)));

        await reader.RunAsync(KeyIdentifierReading.Parse(Old), new() { RotatedAt = Left });

        // The list, and of each its settings, clusters and deleted clusters; two projects have one cluster each.
        Assert.Equal(1 + (20 * 3) + 2, Atlas.ReceivedCalls().Count());
    }
}
