using AtlasCmk.Tests.Fakes;
using AtlasCmk.Tests.Keys.Histories;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>Random months of keys, rotations, backups and expiries in two organisations that share one key; the second is never seen.</summary>
public sealed class KeyRetirementPropertyTests
{
    private static readonly Gen<int[]> s_happenings = Gen.Int[0, 9_999_999].Array[1, 60];

    /// <summary>The caller is right in what he states, and free to state less.</summary>
    private static KeyRetirement Judge(KeyHistory history, string key, bool namesKeys, bool tellsRotation = true, bool includesFormer = true)
    {
        var former = includesFormer ? history.Projects.Where(p => p.IsVisible && p.HasUsed(key)).Select(p => p.Id).ToList() : [];
        var read = history.Projects.Where(p => p.IsVisible && (p.NamesKey(key) || former.Contains(p.Id))).ToList();
        var isComplete = history.Projects.Except(read).All(p => !p.HasUsed(key));
        var reader = new ReadKeyUsage(former, HistoricAtlas.Of(history, namesKeys), () => HistoricAtlas.VaultOf(history), new FakeLog(), new FakeTimeProvider(history.Now), default);
        var rotatedAt = tellsRotation ? history.LastUse(key, read) : null;
        return new(reader.RunAsync(KeyIdentifier.Parse(key), rotatedAt).GetAwaiter().GetResult(), isComplete);
    }

    [Fact]
    public void Never_yes_while_the_world_holds_anything_encrypted_with_the_version() =>
        Gen.Select(s_happenings, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool).Sample((happenings, namesKeys, hasPointInTime, tellsRotation, includesFormer) =>
        {
            var history = new KeyHistory(hasPointInTime);
            return happenings.All(happening =>
            {
                history.Happen(happening);
                return history.Versions.Select(v => v.Identifier.Text).All(key =>
                    !history.IsNeeded(key) || Judge(history, key, namesKeys, tellsRotation, includesFormer).SafeToDisable != "Yes");
            });
        }, iter: 200);

    [Fact]
    public void Yes_once_everybody_has_left_it_and_the_last_backup_has_expired() =>
        Gen.Select(s_happenings, Gen.Bool, Gen.Bool).Sample((happenings, namesKeys, hasPointInTime) =>
        {
            var history = new KeyHistory(hasPointInTime);
            history.Projects.RemoveAll(p => !p.IsVisible);
            var old = history.Versions[0].Identifier.Text;
            history.Projects[0].Key = old;
            Array.ForEach(happenings, history.Happen);
            history.Leave(old, history.AddVersion("atlas-cmk"));
            history.Pass(TimeSpan.FromHours(1));
            history.Projects.ForEach(p => history.Back(p, TimeSpan.FromDays(365)));
            history.Pass(TimeSpan.FromDays(61));

            return !history.IsNeeded(old) && Judge(history, old, namesKeys).SafeToDisable == "Yes";
        }, iter: 200);

    [Fact]
    public void Not_before_its_own_date_and_yes_from_then_on() =>
        Gen.Select(s_happenings, Gen.Bool).Sample((happenings, namesKeys) =>
        {
            var history = new KeyHistory(hasPointInTime: false);
            history.Projects.RemoveAll(p => !p.IsVisible);
            Array.ForEach(happenings, history.Happen);
            var old = history.Versions[0].Identifier.Text;
            history.Leave(old, history.AddVersion("atlas-cmk"));
            history.Pass(TimeSpan.FromHours(1));
            if (Judge(history, old, namesKeys) is not { SafeAfter: { } safeAfter })
            {
                return true;
            }

            history.Pass(safeAfter - history.Now - TimeSpan.FromMinutes(1));
            var before = Judge(history, old, namesKeys).SafeToDisable;
            history.Pass(TimeSpan.FromMinutes(2));
            return before != "Yes" && !history.IsNeeded(old) && Judge(history, old, namesKeys).SafeToDisable == "Yes";
        }, iter: 200);

    /// <summary>A world in which nothing is ever needed, or everything always is, would prove nothing.</summary>
    [Fact]
    public void The_histories_are_of_both_kinds()
    {
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<(bool, string), int>();
        s_happenings.Sample(happenings =>
        {
            var history = new KeyHistory(hasPointInTime: false);
            Array.ForEach(happenings, history.Happen);
            foreach (var key in history.Versions.Select(v => v.Identifier.Text))
            {
                seen.AddOrUpdate((history.IsNeeded(key), Judge(history, key, namesKeys: true).SafeToDisable), 1, (_, count) => count + 1);
            }
        }, iter: 200);

        Assert.All(new[] { (true, "No"), (true, "Unknown"), (false, "Yes"), (false, "Unknown") }, kind => Assert.Contains(kind, seen.Keys));
    }
}
