namespace AtlasCmk.Rules;

/// <summary>The errors of projects that are given by name.</summary>
internal static class ProjectErrors
{
    private static readonly AtlasCmkError s_projectNameUnknown = new("ProjectNameUnknown", FailureKind.NotFound,
        meaning: "The session can list no project with this name.",
        cause: "A misspelled name, or credentials without a role in that project.",
        remedy: "List the names with Get-AtlasProject.");

    public static AtlasCmkException ProjectNameUnknown(string name, IEnumerable<string> names)
    {
        var (nearest, distance) = names.Select(n => (n, EditDistance.Between(n.ToUpperInvariant(), name.ToUpperInvariant()))).OrderBy(n => n.Item2).FirstOrDefault();
        return s_projectNameUnknown.Because(
            $"This session can list no project named '{name}'.{(nearest is not null && distance <= Math.Max(2, name.Length / 3) ? $" Did you mean '{nearest}'?" : "")}", target: name);
    }

    public static AtlasCmkException ProjectPatternUnmatched(string pattern) =>
        s_projectNameUnknown.Because($"No project that this session can list has a name like '{pattern}'. Nothing was changed.", target: pattern);

    private static readonly AtlasCmkError s_projectNameAmbiguous = new("ProjectNameAmbiguous", FailureKind.Refused,
        meaning: "Several projects have this name, and the command changes something.",
        cause: "Projects of different organizations can have the same name.",
        remedy: "Name the project by its ID: -ProjectId.");

    /// <param name="name">The name.</param>
    /// <param name="projects">The projects that have it.</param>
    /// <param name="organizationOf">The name of an organization by its ID, if it is known.</param>
    public static AtlasCmkException ProjectNameAmbiguous(string name, IReadOnlyList<KnownProject> projects, Func<string, string?> organizationOf) =>
        s_projectNameAmbiguous.Because($"{projects.Count} projects are named '{name}': "
            + $"{string.Join(", ", projects.Select(p => $"{p.ProjectId} in organization {Organization(p.OrganizationId, organizationOf)}"))}. Nothing was changed.", target: name);

    private static string Organization(string id, Func<string, string?> nameOf) => nameOf(id) is { } name ? $"{name} ({id})" : id;

    private static readonly AtlasCmkError s_projectNamedTwice = new("ProjectNamedTwice", FailureKind.InvalidArgument,
        meaning: "The command got a project by its ID, and -ProjectName too.",
        cause: "-ProjectName together with -ProjectId, or with piped objects, which have a project.",
        remedy: "Give -ProjectId or -ProjectName. Piped objects need neither.");

    public static AtlasCmkException ProjectNamedTwice() => s_projectNamedTwice.Because("-ProjectName is given, but -ProjectId or the piped object already names the project.");
}
