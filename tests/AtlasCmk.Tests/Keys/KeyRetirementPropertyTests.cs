using System.Collections.Concurrent;
using AtlasCmk.Testing;
using AtlasCmk.Tests.Keys.Histories;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>
/// Random months of keys, rotations, backups and expiries in two organizations that share one key; the second is never seen. Projects
/// are disabled, move to another key or vault, and follow the latest enabled version; one may never use the key.
/// </summary>
[TakesLong]
public sealed class KeyRetirementPropertyTests
{
    private const int Any = int.MaxValue - 1;
    private static readonly Gen<int[]> s_happenings = Gen.Int[0, Any].Array[1, 25];
    private static readonly Gen<Caller> s_callers = Gen.Int[0, Any].Select(number => new Caller(number));

    /// <summary>A history that begins with everything encrypted, as its caller's world has it.</summary>
    private static KeyHistory Begin(Caller caller, bool reusesNames = true)
    {
        var history = new KeyHistory(caller.HasPointInTime, hasUnrelated: true) { AtlasIsAhead = caller.AtlasIsAhead, ReusesNames = reusesNames };
        history.Encrypt();
        return history;
    }

    private static bool HasEverEncrypted(KeyHistory history, string key) => history.Projects.SelectMany(p => p.Clusters).Any(c => c.LastUnder.ContainsKey(key));

    [Fact]
    public void Never_yes_while_the_world_holds_anything_encrypted_with_the_version() =>
        Gen.Select(s_happenings, s_callers).Sample((happenings, caller) =>
        {
            var history = Begin(caller);
            return happenings.All(happening =>
            {
                history.Happen(happening);
                return history.Versions.Select(v => v.Identifier.Text).All(key => !history.IsNeeded(key) || caller.Judge(history, key).SafeToDisable != "Yes");
            });
        }, iter: 3000);

    /// <summary>Some backups of the first version outlive all later ones. Only with the restore window is it known that no later version needs them.</summary>
    [Fact]
    public void Yes_for_every_version_that_all_have_left_and_whose_backups_have_expired() =>
        Gen.Select(s_happenings, s_callers).Sample((happenings, anyone) =>
        {
            var caller = anyone.KnowsAll();
            var history = Begin(caller, reusesNames: false);
            history.Projects.RemoveAll(p => !p.IsVisible);
            history.Projects.ForEach(p => history.Back(p, TimeSpan.FromDays(10_000)));
            history.Pass(TimeSpan.FromHours(1));
            Array.ForEach(happenings, history.Happen);
            var last = history.LeaveAll(TimeSpan.FromDays(365));
            history.Pass(TimeSpan.FromHours(1));
            history.Projects.ForEach(p => history.Back(p, TimeSpan.FromDays(10_000)));
            history.Pass(TimeSpan.FromDays(701));

            var first = history.Versions[0].Identifier.Text;
            return history.Versions.Select(v => v.Identifier.Text).All(key => (caller.Judge(history, key).SafeToDisable == "Yes") == (key != first && key != last));
        }, iter: 300);

    [Fact]
    public void Not_before_its_own_date_and_yes_from_then_on() =>
        Gen.Select(s_happenings, s_callers, Gen.Int[0, Any]).Sample((happenings, anyone, which) =>
        {
            var caller = anyone.KnowsAll();
            var history = Begin(caller);
            history.Projects.RemoveAll(p => !p.IsVisible);
            Array.ForEach(happenings, history.Happen);
            var old = history.Versions[which % history.Versions.Count].Identifier.Text;
            history.LeaveAll(TimeSpan.FromDays(60));
            history.Pass(TimeSpan.FromHours(1));
            if (caller.Judge(history, old) is not { SafeAfter: { } safeAfter })
            {
                return true;
            }

            history.Pass(safeAfter - history.Now - TimeSpan.FromMinutes(1));
            var before = caller.Judge(history, old).SafeToDisable;
            history.Pass(TimeSpan.FromMinutes(2));
            return before != "Yes" && !history.IsNeeded(old) && caller.Judge(history, old).SafeToDisable == "Yes";
        }, iter: 300);

    /// <summary>The worlds must contain needed and unneeded versions, and a Yes for versions that were used. Otherwise they prove nothing.</summary>
    [Fact]
    public void The_histories_have_both_kinds()
    {
        var seen = new ConcurrentDictionary<(bool Needed, string Verdict), int>();
        Gen.Select(s_happenings, s_callers).Sample((happenings, caller) =>
        {
            var history = Begin(caller);
            foreach (var happening in happenings)
            {
                history.Happen(happening);
                foreach (var key in history.Versions.Select(v => v.Identifier.Text).Where(key => HasEverEncrypted(history, key)))
                {
                    seen.AddOrUpdate((history.IsNeeded(key), caller.Judge(history, key).SafeToDisable), 1, (_, count) => count + 1);
                }
            }
        }, iter: 300);

        var all = seen.Values.Sum();
        int Percent(bool needed, string verdict) => 100 * seen.GetValueOrDefault((needed, verdict)) / all;
        Assert.True(Percent(needed: false, "Yes") >= 2 && Percent(needed: true, "No") >= 20 && Percent(needed: true, "Unknown") >= 2 && Percent(needed: false, "Unknown") >= 3,
            string.Join(", ", seen.Select(s => $"{s.Key}: {s.Value}")));
    }
}
