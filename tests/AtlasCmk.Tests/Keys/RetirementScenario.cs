using AtlasCmk.Tests.Fakes;
using AtlasCmk.Tests.Keys.Histories;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace AtlasCmk.Tests.Keys;

/// <summary>Projects that have used one key for a month, and the verdict about a version of it.</summary>
public abstract class RetirementScenario
{
    protected RetirementScenario()
    {
        var (atlas, vault) = (HistoricAtlas.Of(History, namesKeys: false), HistoricAtlas.VaultOf(History));
        Atlas.ListAllProjectsAsync(default).ReturnsForAnyArgs(_ => atlas.ListAllProjectsAsync(default));
        Atlas.GetEncryptionAtRestAsync(default!, default).ReturnsForAnyArgs(call => atlas.GetEncryptionAtRestAsync(call.ArgAt<string>(0), default));
        Atlas.ListClustersAsync(default!, default).ReturnsForAnyArgs(call => atlas.ListClustersAsync(call.ArgAt<string>(0), default));
        Atlas.ListDeletedClustersWithBackupsAsync(default!, default).ReturnsForAnyArgs(call => atlas.ListDeletedClustersWithBackupsAsync(call.ArgAt<string>(0), default));
        Atlas.ListSnapshotsAsync(default!, default).ReturnsForAnyArgs(call => atlas.ListSnapshotsAsync(call.ArgAt<AtlasCluster>(0), default));
        Vault.ListKeyVersionsAsync(default!, default!, default).ReturnsForAnyArgs(call => vault.ListKeyVersionsAsync(call.ArgAt<KeyVaultReference>(0), call.ArgAt<string>(1), default));
        Old = History.Versions[0].Identifier.Text;
        History.Projects.ForEach(p => p.Key = Old);
        History.Pass(TimeSpan.FromDays(30));
    }

    private protected KeyHistory History { get; } = new(hasPointInTime: false);

    /// <summary>Answers from the history, and counts the calls.</summary>
    private protected IAtlasApi Atlas { get; } = Substitute.For<IAtlasApi>();

    private protected IKeyVaultApi Vault { get; } = Substitute.For<IKeyVaultApi>();

    private protected FakeLog Log { get; } = new();

    private protected string Old { get; }

    private protected string[] Excluded { get; set; } = [];

    private protected DateTimeOffset? Left => History.LastUse(Old, History.Projects);

    private protected KeyRetirement Judge(string? key = null, DateTimeOffset? rotatedAt = null, bool isComplete = true, params string[] included) =>
        JudgeAfter(new() { RotatedAt = rotatedAt }, key, isComplete, included);

    private protected KeyRetirement JudgeAfter(RotationHistory history, string? key = null, bool isComplete = true, params string[] included)
    {
        var reader = new ReadKeyUsage(new(included) { Excluded = Excluded }, FakeSession.Of(Atlas, Vault, Log, new FakeTimeProvider(History.Now)));
        return RetirementRules.Of(reader.RunAsync(KeyIdentifierReading.Parse(key ?? Old), history).GetAwaiter().GetResult(), isComplete);
    }

    private protected void EverybodyLeaves()
    {
        History.Leave(Old, History.AddVersion("atlas-cmk"));
        History.Pass(TimeSpan.FromMinutes(1));
    }
}
