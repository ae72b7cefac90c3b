using System.Globalization;

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
        (SafeToDisable, Reason) = Judge(report, isScopeComplete);
        SafeAfter = HeldBy.Count > 0 && HeldBy.All(u => u.ExpiresAt is not null) ? HeldBy.Max(u => u.ExpiresAt) : null;
    }

    /// <summary>The key version, as a full URL.</summary>
    public string KeyIdentifier => _report.Key.Text;

    /// <summary>Yes, No, or Unknown where it cannot be told. Yes never without -ProjectScopeComplete.</summary>
    public string SafeToDisable { get; }

    /// <summary>Why.</summary>
    public string Reason { get; }

    /// <summary>Everything that needs it, or may: see Certainty and Evidence of each.</summary>
    public IReadOnlyList<KeyUsage> HeldBy => new Listing<KeyUsage>(_report.Usages);

    /// <summary>When the last of what holds it expires by itself; empty where something does not.</summary>
    public DateTimeOffset? SafeAfter { get; }

    /// <summary>The projects that were read.</summary>
    public IReadOnlyList<string> ProjectsRead => new Listing<string>(_report.ProjectsRead);

    /// <summary>Visible projects that were not read, since they name another vault now, or none. One that used this key before belongs into -IncludeProjectId.</summary>
    public IReadOnlyList<string> ProjectsPassedOver => new Listing<string>(_report.ProjectsPassedOver);

    /// <summary>Whether the caller stated that no other project or organisation uses the key, or has used it.</summary>
    public bool ProjectScopeComplete { get; }

    /// <inheritdoc/>
    public override string ToString() =>
        VisibleText.Of($"{KeyIdentifier}: {SafeToDisable}{(SafeAfter is { } end ? $", safe after {end.ToString("u", CultureInfo.InvariantCulture)}" : "")}");

    private static (string Verdict, string Reason) Judge(KeyUsageReport report, bool isScopeComplete)
    {
        var needed = report.Usages.Where(u => u.Sureness != UsageCertainty.Unknown).ToList();
        return needed.Count > 0 ? ("No", $"It is needed by {Counted(needed)}.")
            : report.Usages.Count > 0 ? ("Unknown", $"Whether it is needed cannot be told of {Counted(report.Usages)}: {report.Usages[0].Evidence}.")
            : report.ProjectsRead.Count == 0 ? ("Unknown", "No project that this session can see names the key's vault.")
            : isScopeComplete ? ("Yes", "Nothing in the projects that were read needs it, and no other project uses the key or has used it, as -ProjectScopeComplete states.")
            : ("Unknown", "Nothing in the projects that were read needs it. No API tells whether other projects or organisations do: state it with -ProjectScopeComplete.");
    }

    private static string Counted(IEnumerable<KeyUsage> usages) =>
        string.Join(", ", usages.GroupBy(u => u.Kind).Select(kind => $"{kind.Key} ({kind.Count()})"));
}
