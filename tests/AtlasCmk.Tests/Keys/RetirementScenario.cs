using AtlasCmk.Tests.Fakes;
using AtlasCmk.Tests.Keys.Histories;
using Microsoft.Extensions.Time.Testing;

namespace AtlasCmk.Tests.Keys;

/// <summary>Projects that have used one key for a month, and the verdict about a version of it.</summary>
public abstract class RetirementScenario
{
    protected RetirementScenario()
    {
        Atlas = HistoricAtlas.Of(History, namesKeys: false);
        Vault = HistoricAtlas.VaultOf(History);
        Old = History.Versions[0].Identifier.Text;
        History.Projects.ForEach(p => p.Key = Old);
        History.Pass(TimeSpan.FromDays(30));
    }

    private protected KeyHistory History { get; } = new(hasPointInTime: false);

    private protected IAtlasApi Atlas { get; }

    private protected IKeyVaultApi Vault { get; }

    private protected FakeLog Log { get; } = new();

    private protected string Old { get; }

    private protected string[] Excluded { get; set; } = [];

    private protected DateTimeOffset? Left => History.LastUse(Old, History.Projects);

    private protected KeyRetirement Judge(string? key = null, DateTimeOffset? rotatedAt = null, bool isComplete = true, params string[] included) =>
        JudgeAfter(new() { RotatedAt = rotatedAt }, key, isComplete, included);

    private protected KeyRetirement JudgeAfter(KeyDeparture departure, string? key = null, bool isComplete = true, params string[] included)
    {
        var reader = new ReadKeyUsage(new(included) { Excluded = Excluded }, FakeSession.Of(Atlas, Vault, Log, new FakeTimeProvider(History.Now)));
        return RetirementRules.Of(reader.RunAsync(KeyIdentifier.Parse(key ?? Old), departure).GetAwaiter().GetResult(), isComplete);
    }

    private protected void EverybodyLeaves()
    {
        History.Leave(Old, History.AddVersion("atlas-cmk"));
        History.Pass(TimeSpan.FromMinutes(1));
    }
}
