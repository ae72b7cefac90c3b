namespace AtlasCmk.Clients;

/// <summary>A set of operations that share rate limits, and how their buckets refill. Atlas has a bucket for each project, or for each caller.</summary>
/// <param name="Name">The name in messages.</param>
internal sealed class LimitSet(string name)
{
    private volatile RefillRule? _rule;

    /// <summary>What a refusal said. It usually applies to all buckets of the set, and each bucket corrects it.</summary>
    public RefillRule? Rule
    {
        get => _rule;
        set => _rule = value;
    }

    public override string ToString() => name;
}

/// <summary>How a bucket refills.</summary>
/// <param name="Tokens">The tokens that arrive in a period.</param>
/// <param name="Period">The period.</param>
/// <param name="AtOnce">Whether they arrive together at the end of the period, or evenly. Null if not known yet. Atlas's documentation allows both.</param>
internal sealed record RefillRule(int Tokens, TimeSpan Period, bool? AtOnce)
{
    public TimeSpan PerToken => Period / Tokens;
}

/// <summary>The sets of Atlas's documentation, by the path of a request.</summary>
/// <remarks>A path that is not documented forms a set by its first part. A set that is too small only delays what is learned from a refusal.</remarks>
internal static class LimitSets
{
    /// <returns>The name of the set, the scope of its bucket, and the place for messages.</returns>
    public static (string Set, string Scope, string Place) Of(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            ["groups"] => ("the project list", "", ""),
            ["groups", var project] => ("the project", project, Project(project)),
            ["groups", var project, "encryptionAtRest", ..] => ("encryption at rest", project, Project(project)),
            ["groups", var project, "clusters", _, "backup", ..] => ("backups", project, Project(project)),
            ["groups", var project, "clusters", _, "search", ..] => ("search", project, Project(project)),
            ["groups", var project, var first, ..] => (first, project, Project(project)),
            ["orgs", var organization, ..] => (parts.Length > 2 ? $"organization {parts[2]}" : "the organization", organization, $" in organization {organization}"),
            [var first, ..] => (first, "", ""),
            _ => (path, "", ""),
        };
    }

    private static string Project(string id) => $" in project {id}";
}
