using System.Collections.Concurrent;
using AtlasCmk.Testing;
using AtlasCmk.Tests.Keys.Histories;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>
/// Random months of projects that follow the latest enabled version of a key: versions are created, disabled and enabled, Atlas takes
/// up a newer one or falls back to an older one when it likes, and projects change between a pinned version and the latest one.
/// </summary>
[TakesLong]
public sealed class FollowedRetirementPropertyTests
{
    private const int Any = int.MaxValue - 1;
    private static readonly Gen<int[]> s_happenings = Gen.Int[0, Any].Array[1, 25];
    private static readonly Gen<Caller> s_callers = Gen.Int[0, Any].Select(number => new Caller(number));

    private static KeyHistory Begin(Caller caller, bool reusesNames = true)
    {
        var history = new KeyHistory(caller.HasPointInTime, hasUnrelated: true) { AtlasIsAhead = caller.AtlasIsAhead, ReusesNames = reusesNames };
        history.Encrypt(follows: true);
        return history;
    }

    private static IEnumerable<string> Keys(KeyHistory history) => history.Versions.Select(v => v.Identifier.Text);

    [Fact]
    public void Never_yes_while_the_world_holds_anything_encrypted_with_the_version() =>
        Gen.Select(s_happenings, s_callers).Sample((happenings, caller) =>
        {
            var history = Begin(caller);
            return happenings.All(happening =>
            {
                history.Happen(happening);
                return Keys(history).All(key => !history.IsNeeded(key) || caller.Judge(history, key).SafeToDisable != "Yes");
            });
        }, iter: 3000);

    /// <summary>The control: once the projects are pinned to a new version, and the backups of the older ones have expired, those can go. While one of the projects follows, none can.</summary>
    [Fact]
    public void Yes_for_every_older_version_once_the_projects_are_pinned_and_for_none_while_one_follows() =>
        Gen.Select(s_happenings, s_callers).Sample((happenings, anyone) =>
        {
            var caller = anyone.KnowsAll();
            var history = Begin(caller, reusesNames: false);
            history.Projects.RemoveAll(p => !p.IsVisible);
            Array.ForEach(happenings, history.Happen);
            var last = history.LeaveAll(TimeSpan.FromDays(60));
            history.Pass(TimeSpan.FromDays(701));
            var isPinnedRight = Keys(history).All(key => (caller.Judge(history, key).SafeToDisable == "Yes") == (key != last));

            history.LeaveAll(TimeSpan.FromDays(60), follows: true);
            history.Pass(TimeSpan.FromDays(701));
            return isPinnedRight && Keys(history).All(key => caller.Judge(history, key).SafeToDisable != "Yes");
        }, iter: 300);

    /// <summary>A world in which no version is ever needed, or none is ever free, would prove nothing.</summary>
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
                foreach (var key in Keys(history).Where(key => history.Projects.Exists(p => p.HasUsed(key))))
                {
                    seen.AddOrUpdate((history.IsNeeded(key), caller.Judge(history, key).SafeToDisable), 1, (_, count) => count + 1);
                }
            }
        }, iter: 300);

        var all = seen.Values.Sum();
        int Percent(bool needed, string verdict) => 100 * seen.GetValueOrDefault((needed, verdict)) / all;
        Assert.True(seen.GetValueOrDefault((false, "Yes")) > 0 && Percent(needed: true, "No") >= 20 && Percent(needed: true, "Unknown") >= 2 && Percent(needed: false, "Unknown") >= 3,
            string.Join(", ", seen.Select(s => $"{s.Key}: {s.Value}")));
    }
}
