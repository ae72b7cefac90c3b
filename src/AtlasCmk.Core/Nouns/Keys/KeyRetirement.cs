using System.Globalization;
using AtlasCmk.Rules;

namespace AtlasCmk;

/// <summary>Whether a key version can be disabled without leaving anything behind that cannot be read any more.</summary>
public sealed class KeyRetirement : AtlasResource
{
    private readonly KeyUsageReport _report;

    internal KeyRetirement(KeyUsageReport report, bool isScopeComplete)
        : base(null)
    {
        _report = report;
        ProjectScopeComplete = isScopeComplete;
        (SafeToDisable, var reason) = Judge(report, isScopeComplete);
        Reason = VisibleText.Of(reason);
        SafeAfter = HeldBy.Count > 0 && HeldBy.All(u => u.ExpiresAt > report.ReadAt) ? HeldBy.Max(u => u.ExpiresAt) : null;
    }

    /// <summary>The key version, as a full URL.</summary>
    public string KeyIdentifier => _report.Key.Text;

    /// <summary>Yes, No, or Unknown. Never Yes without -ProjectScopeComplete.</summary>
    public string SafeToDisable { get; }

    /// <summary>Why.</summary>
    public string Reason { get; }

    /// <summary>Everything that needs it, or may: see Certainty and Evidence of each.</summary>
    public IReadOnlyList<KeyUsage> HeldBy => new Listing<KeyUsage>(_report.Usages);

    /// <summary>When the last of what holds it expires by itself; empty where something does not, or is still listed after it expired.</summary>
    public DateTimeOffset? SafeAfter { get; }

    /// <summary>The projects that were read.</summary>
    public IReadOnlyList<string> ProjectsRead => new Listing<string>(_report.ProjectsRead);

    /// <summary>Visible projects that were not read, since the caller says that they never used the key (-ExcludeProjectId).</summary>
    public IReadOnlyList<string> ProjectsExcluded => new Listing<string>(_report.ProjectsExcluded);

    /// <summary>Whether the caller stated that no project outside this session's view uses the key, or has used it.</summary>
    public bool ProjectScopeComplete { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        VisibleText.Of($"{KeyIdentifier}: {SafeToDisable}{(SafeAfter is { } end ? $", safe after {end.ToString("u", CultureInfo.InvariantCulture)}" : "")}");

    private static (string Verdict, string Reason) Judge(KeyUsageReport report, bool isScopeComplete)
    {
        var needed = report.Usages.Where(u => u.Sureness != UsageCertainty.Unknown).ToList();
        var word = report.ProjectsExcluded.Count == 0 ? "" : $" {Counted(report.ProjectsExcluded.Count, "project")} not read, as -ExcludeProjectId states: {string.Join(", ", report.ProjectsExcluded)}.";
        return needed.Count > 0 ? ("No", $"{Counted(needed)} still {(needed.Count == 1 ? "needs" : "need")} it.{FallBack(report)}{word}")
            : report.Usages.Count > 0 ? ("Unknown", $"It is unclear whether {Counted(report.Usages)} {(report.Usages.Count == 1 ? "needs" : "need")} it. {report.Usages[0].Kind}: {report.Usages[0].Evidence.TrimEnd('.')}.{word}")
            : !report.IsUsedHere ? ("Unknown", $"No project that was read names the key's vault. Name the projects that used the key with -IncludeProjectId.{word}")
            : isScopeComplete ? ("Yes", $"Nothing in the projects that were read needs it. No project outside this session's view has used the key, as -ProjectScopeComplete states.{word}")
            : ("Unknown", $"Nothing in the projects that were read needs it. No API shows other projects or organizations that use it: state that there are none with -ProjectScopeComplete.{word}");
    }

    /// <summary>Atlas does not stop at a disabled version: it takes the one before.</summary>
    private static string FallBack(KeyUsageReport report)
    {
        if (report is not { Fate: { } fate, FollowedBy: { Count: > 0 } followers })
        {
            return "";
        }

        var isOne = followers.Count == 1;
        return $" It is the latest enabled version of the key that {(isOne ? "project" : "projects")} {string.Join(", ", followers)} {(isOne ? "follows" : "follow")}. Disabling it would "
            + (fate.FallsBack is { } older ? $"move {(isOne ? "it" : "them")} back to the older version {older.KeyName}/{older.Version}."
                : fate.Unusable is { } unusable ? $"stop {(isOne ? "its" : "their")} clusters, because Atlas cannot use the older version {unusable}."
                : fate.Stops ? $"stop {(isOne ? "its" : "their")} clusters, because no other version is enabled."
                : $"move {(isOne ? "it" : "them")} to another enabled version, or stop {(isOne ? "its" : "their")} clusters: {fate.Unknown ?? "which version Atlas takes is not known"}.");
    }

    private static string Counted(IEnumerable<KeyUsage> usages)
    {
        var kinds = usages.GroupBy(u => u.Kind).Select(kind => Counted(kind.Count(), UsageKind.Noun(kind.Key))).ToList();
        return kinds.Count < 2 ? string.Concat(kinds) : $"{string.Join(", ", kinds[..^1])} and {kinds[^1]}";
    }

    private static string Counted(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
