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

    /// <summary>What was checked, for example KeyExpiry or ClusterRegion; the name stays the same from version to version.</summary>
    public string Name { get; }

    /// <summary>What it was checked on: a project's id, a cluster, a vault, a key identifier, a connection.</summary>
    public string Target { get; }

    /// <summary>Passed; Failed; Warning, for what works but is a risk or comes later; or Unknown, where nothing that was asked can tell: never taken for Passed.</summary>
    public string Status { get; }

    /// <summary>How it is; for Unknown, why that is not known.</summary>
    public string Actual { get; }

    /// <summary>How it has to be.</summary>
    public string Expected { get; }

    /// <summary>What to do about it, if anything.</summary>
    public string? Remedy { get; }

    /// <summary>The page that states the rule.</summary>
    public Uri Source { get; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Status} {Name} ({Target}): {Actual}");
}

/// <summary>How a check can end.</summary>
internal static class CheckStatus
{
    public const string Passed = "Passed";
    public const string Failed = "Failed";
    public const string Warning = "Warning";
    public const string Unknown = "Unknown";
}
