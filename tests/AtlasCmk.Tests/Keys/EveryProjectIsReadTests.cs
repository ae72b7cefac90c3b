using AtlasCmk.Tests.Fakes;
using AtlasCmk.Tests.Keys.Histories;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using NSubstitute.ExceptionExtensions;
using NSubstitute.Extensions;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>Two visible projects used one key; what they name now is no evidence of what their backups need.</summary>
public sealed class EveryProjectIsReadTests
{
    private readonly KeyHistory _history = new(hasPointInTime: false);
    private readonly IAtlasApi _atlas;
    private readonly IKeyVaultApi _vault;
    private readonly FakeLog _log = new();
    private readonly string _old;
    private string[] _excluded = [];

    public EveryProjectIsReadTests()
    {
        _atlas = HistoricAtlas.Of(_history, namesKeys: false);
        _vault = HistoricAtlas.VaultOf(_history);
        _old = _history.Versions[0].Identifier.Text;
        _history.Projects.ForEach(p => p.Key = _old);
        _history.Pass(TimeSpan.FromDays(30));
    }

    private DateTimeOffset? Left => _history.LastUse(_old, _history.Projects);

    private KeyRetirement Judge(string? key = null, DateTimeOffset? rotatedAt = null) => JudgeAfter(new() { RotatedAt = rotatedAt }, key);

    private KeyRetirement JudgeAfter(KeyDeparture departure, string? key = null)
    {
        var reader = new ReadKeyUsage(new([]) { Excluded = _excluded }, _atlas, () => _vault, _log, new FakeTimeProvider(_history.Now), default);
        return new(reader.RunAsync(KeyIdentifier.Parse(key ?? _old), departure).GetAwaiter().GetResult(), isScopeComplete: true);
    }

    private void EverybodyLeaves()
    {
        _history.Leave(_old, _history.AddVersion("atlas-cmk"));
        _history.Pass(TimeSpan.FromMinutes(1));
    }

    /// <summary>A backup of the second project under the version, and then the project goes elsewhere.</summary>
    private void SecondProjectGoes(string? to)
    {
        _history.Projects[1].Clusters[0].DataKey = _old;
        _history.Back(_history.Projects[1], TimeSpan.FromDays(1800));
        _history.Projects[1].Clusters[0].DataKey = null;
        _history.Projects[1].Key = to;
        EverybodyLeaves();
        _history.Pass(TimeSpan.FromDays(400));
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
        Assert.Equal(("Unknown", _history.Projects[1].Id, "Snapshot", held.ExpiresAt), (verdict.SafeToDisable, held.ProjectId, held.Kind, verdict.SafeAfter));
        Assert.Contains("-ExcludeProjectId", verdict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_is_left_out_by_the_callers_word_which_the_verdict_names()
    {
        SecondProjectGoes(null);
        _excluded = [_history.Projects[1].Id];

        var verdict = Judge(rotatedAt: Left);

        Assert.Equal("Yes", verdict.SafeToDisable);
        Assert.Equal((_history.Projects[0].Id, _excluded[0]), (Assert.Single(verdict.ProjectsRead), Assert.Single(verdict.ProjectsExcluded)));
        Assert.Contains(_excluded[0], verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://kv-atlas.vault.azure.net/keys/another/0123456789abcdef0123456789abcdef", false)]
    [InlineData("https://kv-atlas.vault.azure.net:443/keys/atlas-cmk/", false)]
    [InlineData("of another form", false)]
    [InlineData(null, true)]
    public void A_project_that_names_the_vault_or_was_rotated_cannot_be_left_out(string? named, bool isRotated)
    {
        SecondProjectGoes(named);
        _excluded = [_history.Projects[1].Id];
        var departure = new KeyDeparture { Rotations = isRotated ? new Dictionary<string, DateTimeOffset?> { [_excluded[0]] = Left } : [] };

        Assert.Equal("ProjectNotExcludable", Assert.Throws<AtlasCmkException>(() => JudgeAfter(departure)).ErrorId);
    }

    [Fact]
    public void A_project_that_is_left_out_and_cannot_be_read_keeps_the_verdict_open()
    {
        SecondProjectGoes(null);
        _excluded = [_history.Projects[1].Id];
        _atlas.Configure().GetEncryptionAtRestAsync(_excluded[0], default).ThrowsAsync(Given.Refusal("GET", 403, "USER_CANNOT_ACCESS_GROUP"));

        Assert.Equal(("Unknown", "Unread"), (Judge(rotatedAt: Left).SafeToDisable, Assert.Single(Judge(rotatedAt: Left).HeldBy).Kind));
    }

    /// <summary>Whichever version is asked about: Atlas does not say when it takes a new one, and may go back to an older one.</summary>
    [Fact]
    public void A_project_that_names_no_version_needs_the_latest_and_frees_no_other()
    {
        EverybodyLeaves();
        _history.AddVersion("atlas-cmk");
        _history.Projects.ForEach(p => p.Follows = true);
        Assert.Equal(["Unknown", "Unknown", "No"], _history.Versions.Select(v => Judge(v.Identifier.Text, rotatedAt: _history.Now).SafeToDisable));

        _vault.Configure().ListKeyVersionsAsync(default!, default!, default).ThrowsAsyncForAnyArgs(Failures.AzureSignInFailed("no sign-in"));
        Assert.Equal(["Unknown", "Unknown", "Unknown"], _history.Versions.Select(v => Judge(v.Identifier.Text, rotatedAt: _history.Now).SafeToDisable));
    }

    [Fact]
    public void A_key_in_a_form_that_is_not_known_here_keeps_the_verdict_open()
    {
        EverybodyLeaves();
        _history.Projects[1].Key = "urn:key:1";

        Assert.Equal(("Unknown", "Setting"), (Judge(rotatedAt: Left).SafeToDisable, Assert.Single(Judge(rotatedAt: Left).HeldBy).Kind));
    }

    [Fact]
    public async Task Twenty_projects_are_read_once_each()
    {
        _history.Projects.AddRange(Enumerable.Range(10, 18).Select(i => new HistoricProject(i, isVisible: true)));
        EverybodyLeaves();
        var reader = new ReadKeyUsage(new([]), _atlas, () => _vault, _log, new FakeTimeProvider(_history.Now), default);

        await reader.RunAsync(KeyIdentifier.Parse(_old), new() { RotatedAt = Left });

        // The list, and of each its settings, clusters and deleted clusters; two projects have one cluster each.
        Assert.Equal(1 + (20 * 3) + 2, _atlas.ReceivedCalls().Count());
    }
}
