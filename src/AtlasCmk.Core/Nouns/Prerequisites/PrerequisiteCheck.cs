namespace AtlasCmk;

/// <summary>One prerequisite of customer-managed keys, and whether it is met.</summary>
public sealed class PrerequisiteCheck : AtlasResource
{
    internal PrerequisiteCheck(string projectId, string name, string target, string status, string actual, string expected, string? remedy, Uri source)
        : base(projectId)
    {
        Name = name;
        Target = target;
        Status = status;
        Actual = VisibleText.Of(actual);
        Expected = expected;
        Remedy = VisibleText.OrNull(remedy);
        Source = source;
    }

    /// <summary>The name of the check, for example KeyExpiry or ClusterRegion. It stays the same in every version.</summary>
    public string Name { get; }

    /// <summary>What was checked: a project ID, a cluster, a vault, a key identifier, a connection.</summary>
    public string Target { get; }

    /// <summary>Passed; Failed; Warning, if it works but is a risk or a later step; or Unknown, if it could not be determined. Unknown never counts as Passed.</summary>
    public string Status { get; }

    /// <summary>The current value; for Unknown, the reason.</summary>
    public string Actual { get; }

    /// <summary>The required value.</summary>
    public string Expected { get; }

    /// <summary>What to do, if anything.</summary>
    public string? Remedy { get; }

    /// <summary>The documentation page of the rule.</summary>
    public Uri Source { get; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Status} {Name} ({Target}): {Actual}");
}

/// <summary>The possible results of a check.</summary>
internal static class CheckStatus
{
    public const string Passed = "Passed";
    public const string Failed = "Failed";
    public const string Warning = "Warning";
    public const string Unknown = "Unknown";
}
