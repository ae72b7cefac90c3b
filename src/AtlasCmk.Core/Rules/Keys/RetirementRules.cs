using System.Globalization;

namespace AtlasCmk.Rules;

/// <summary>Decides whether a key version can be disabled, from what needs it.</summary>
internal static class RetirementRules
{
    /// <param name="report">What needs the version, and which projects were read.</param>
    /// <param name="isScopeComplete">Whether the caller states that no project outside the session's view has used the key.</param>
    public static KeyRetirement Of(KeyUsageReport report, bool isScopeComplete)
    {
        DateTimeOffset? until = report.Usages.Count > 0 && report.Usages.All(u => u.ExpiresAt > report.ReadAt) ? report.Usages.Max(u => u.ExpiresAt) : null;
        var (safeToDisable, reason) = Judge(report, isScopeComplete, until);
        return new(report.Key.Text, safeToDisable, reason)
        {
            HeldBy = report.Usages,
            SafeAfter = until,
            ProjectsRead = report.ProjectsRead,
            ProjectsExcluded = report.ProjectsExcluded,
            ProjectScopeComplete = isScopeComplete,
        };
    }

    private static (string SafeToDisable, string Reason) Judge(KeyUsageReport report, bool isScopeComplete, DateTimeOffset? until)
    {
        var needed = report.Usages.Where(u => u.Sureness != UsageCertainty.Unknown).ToList();
        var word = report.ProjectsExcluded.Count == 0 ? ""
            : $" {Counted(report.ProjectsExcluded.Count, "project")} not read, as -ExcludeProjectId states: {string.Join(", ", report.ProjectsExcluded)}.";
        return needed.Count > 0 ? ("No", $"{Counted(needed)} still {(needed.Count == 1 ? "needs" : "need")} it{Until(until)}.{FallBack(report)}{word}")
            : report.Usages.Count > 0 ? ("Unknown", $"It is unclear whether {Counted(report.Usages)} {(report.Usages.Count == 1 ? "needs" : "need")} it. "
            + $"{report.Usages[0].Kind}: {report.Usages[0].Evidence.TrimEnd('.')}.{word}")
            : !report.IsUsedHere ? ("Unknown", $"No project that was read names the key's vault. Name the projects that used the key with -IncludeProjectId.{word}")
            : isScopeComplete ? ("Yes", $"Nothing in the projects that were read needs it. No project outside this session's view has used the key, as -ProjectScopeComplete states.{word}")
            : ("Unknown", $"Nothing in the projects that were read needs it. No API shows other projects or organizations that use it: state that there are none with -ProjectScopeComplete.{word}");
    }

    /// <summary>In UTC, and the day alone: SafeAfter has the time.</summary>
    private static string Until(DateTimeOffset? until) => until is { } end ? string.Create(CultureInfo.InvariantCulture, $" until {end.UtcDateTime:yyyy-MM-dd}") : "";

    /// <summary>Atlas does not stop at a disabled version, but uses the previous one.</summary>
    private static string FallBack(KeyUsageReport report)
    {
        if (report is not { Impact: { } impact, FollowedBy: { Count: > 0 } followers })
        {
            return "";
        }

        var isOne = followers.Count == 1;
        return $" It is the latest enabled version of the key that {(isOne ? "project" : "projects")} {string.Join(", ", followers)} {(isOne ? "follows" : "follow")}. Disabling it would "
            + (impact.FallsBack is { } older ? $"move {(isOne ? "it" : "them")} back to the older version {older.KeyName}/{older.Version}."
                : impact.Unusable is { } unusable ? $"stop {(isOne ? "its" : "their")} clusters, because Atlas cannot use the older version {unusable}."
                : impact.Stops ? $"stop {(isOne ? "its" : "their")} clusters, because no other version is enabled."
                : $"move {(isOne ? "it" : "them")} to another enabled version, or stop {(isOne ? "its" : "their")} clusters: {impact.Unknown ?? "which version Atlas takes is not known"}.");
    }

    private static string Counted(IEnumerable<KeyUsage> usages)
    {
        var kinds = usages.GroupBy(u => u.Kind).Select(kind => Counted(kind.Count(), UsageKind.Noun(kind.Key))).ToList();
        return kinds.Count < 2 ? string.Concat(kinds) : $"{string.Join(", ", kinds[..^1])} and {kinds[^1]}";
    }

    private static string Counted(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
