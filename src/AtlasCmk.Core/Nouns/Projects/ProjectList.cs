namespace AtlasCmk;

/// <summary>The projects that Atlas lists for a session.</summary>
/// <param name="Projects">The projects.</param>
/// <param name="Total">How many there are, as Atlas says, which calls it an estimate; never fewer than it lists.</param>
internal sealed record ProjectList(IReadOnlyList<AtlasProject> Projects, long Total)
{
    /// <summary>What may be missing from the list; null where the numbers agree.</summary>
    /// <param name="known">Projects that the caller names besides.</param>
    public string? Gap(IEnumerable<string> known) => Projects.Select(p => p.ProjectId!).Union(known).LongCount() < Total
        ? $"Atlas lists {Projects.Count} of {Total} projects. Atlas calls the total an estimate; a project may be missing from the list"
        : null;
}
