using AtlasCmk.Tests.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace AtlasCmk.Tests.Keys.Histories;

/// <summary>A caller who asks whether a version can be disabled. All statements are true, but may be incomplete.</summary>
internal sealed class Caller
{
    private enum Times { None, OfTheLastProject, OfEachRotation, OfOneRotation }

    public Caller(int number)
    {
        var dice = new Dice(number);
        HasPointInTime = dice.Of(2) == 0;
        AtlasIsAhead = TimeSpan.FromMinutes(dice.Of(11) - 5);
        _namesKeys = dice.Of(2) == 0;
        _times = (Times)dice.Of(4);
        _includesFormer = dice.Of(2) == 0;
        _window = dice.Of(2) == 0 ? KeyHistory.Window : null;
        _excludes = dice.Of(2) == 0;
    }

    private readonly bool _namesKeys;
    private Times _times;
    private bool _includesFormer;
    private TimeSpan? _window;
    private bool _excludes;

    /// <summary>Whether clusters of the caller's world have continuous backup.</summary>
    public bool HasPointInTime { get; }

    public TimeSpan AtlasIsAhead { get; }

    /// <summary>States everything.</summary>
    public Caller KnowsAll()
    {
        (_times, _includesFormer, _window, _excludes) = (Times.OfTheLastProject, true, KeyHistory.Window, true);
        return this;
    }

    public override string ToString() =>
        $"tells {_times}{(_includesFormer ? ", includes former projects" : "")}{(_excludes ? ", excludes unrelated ones" : "")}, window {_window}; names "
            + $"keys: {_namesKeys}, point in time: {HasPointInTime}, Atlas ahead by {AtlasIsAhead}";

    public KeyRetirement Judge(KeyHistory history, string key)
    {
        var visible = history.Projects.Where(p => p.IsVisible).ToList();
        var former = _includesFormer ? visible.Where(p => p.HasUsed(key)).ToList() : [];
        var unrelated = _excludes ? visible.Where(p => p.Key is null && !p.HasUsedAny(history.Versions.Select(v => v.Identifier.Text))).ToList() : [];
        var read = visible.Except(unrelated).ToList();
        var isComplete = history.Projects.Where(p => !p.IsVisible).All(p => !p.HasUsed(key));
        var stated = new RotationHistory
        {
            RotatedAt = _times == Times.OfTheLastProject ? history.LastUse(key, read) ?? history.MadeAt(key) : null,
            Rotations = Rotations(history, key, [.. read.Where(p => p.HasUsed(key))]),
            RestoreWindow = _window,
        };
        var reader = new ReadKeyUsage(new([.. former.Select(p => p.Id)]) { Excluded = [.. unrelated.Select(p => p.Id)] },
            FakeSession.Of(HistoricAtlas.Of(history, _namesKeys), HistoricAtlas.VaultOf(history), new FakeLog(), new FakeTimeProvider(history.Now)));
        return RetirementRules.Of(reader.RunAsync(KeyIdentifierReading.Parse(key), stated).GetAwaiter().GetResult(), isComplete);
    }

    /// <summary>A rotation has no departure time if a cluster was not confirmed to follow.</summary>
    private Dictionary<string, DateTimeOffset?> Rotations(KeyHistory history, string key, IReadOnlyList<HistoricProject> users) =>
        (_times switch { Times.OfEachRotation => users, Times.OfOneRotation => users.Take(1), _ => [] })
            .ToDictionary(p => p.Id, p => p.Uses(key) ? null : history.LastUse(key, [p]));
}
