namespace AtlasCmk;

/// <summary>A MongoDB Atlas project. Customer-managed keys are enabled per project.</summary>
public sealed class AtlasProject : AtlasResource
{
    internal AtlasProject(string projectId, string name, string organizationId, long? clusterCount, DateTimeOffset created)
        : base(projectId)
    {
        Name = name;
        ProjectName = name;
        OrganizationId = organizationId;
        ClusterCount = clusterCount;
        Created = created;
    }

    /// <summary>The name of the project.</summary>
    public string Name { get; }

    /// <summary>The ID of the organization that the project belongs to, 24 hexadecimal digits.</summary>
    public string OrganizationId { get; }

    /// <summary>The number of clusters in the project; empty if Atlas does not report it.</summary>
    public long? ClusterCount { get; }

    /// <summary>When the project was created.</summary>
    public DateTimeOffset Created { get; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Name} ({ProjectId})");
}

/// <summary>Atlas IDs: 24 lower-case hexadecimal digits (the published API description, <c>^([a-f0-9]{24})$</c>).</summary>
internal static class AtlasId
{
    public static bool IsValid(string? text) =>
        text is { Length: 24 } && text.All(c => char.IsAsciiHexDigitLower(c) || char.IsAsciiDigit(c));
}

/// <summary>The projects that Atlas lists for a session.</summary>
/// <param name="Projects">The projects.</param>
/// <param name="Total">The total that Atlas reports, which it calls an estimate; at least the number of listed projects.</param>
internal sealed record ProjectList(IReadOnlyList<AtlasProject> Projects, long Total)
{
    /// <summary>No list was read, so any project may be missing.</summary>
    public static ProjectList Unread { get; } = new([], long.MaxValue);

    /// <summary>What may be missing from the list; null if the numbers agree.</summary>
    /// <param name="known">Other projects that the caller names.</param>
    public string? Gap(IEnumerable<string> known) => Projects.Select(p => p.ProjectId!).Union(known).LongCount() < Total
        ? $"Atlas lists {Projects.Count} of {Total} projects. Atlas calls the total an estimate; a project may be missing from the list"
        : null;
}
