namespace AtlasCmk;

/// <summary>A project of MongoDB Atlas: the unit that is put under a customer-managed key.</summary>
public sealed class AtlasProject : AtlasResource
{
    internal AtlasProject(string projectId, string name, string organizationId, long? clusterCount, DateTimeOffset created)
        : base(projectId)
    {
        Name = name;
        OrganizationId = organizationId;
        ClusterCount = clusterCount;
        Created = created;
    }

    /// <summary>The project's name.</summary>
    public string Name { get; }

    /// <summary>The id of the organization that the project belongs to, 24 hexadecimal digits.</summary>
    public string OrganizationId { get; }

    /// <summary>How many clusters the project has; empty where Atlas does not say.</summary>
    public long? ClusterCount { get; }

    /// <summary>When the project was created.</summary>
    public DateTimeOffset Created { get; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Name} ({ProjectId})");
}

/// <summary>Atlas's ids: 24 lower-case hexadecimal digits (the published API description, <c>^([a-f0-9]{24})$</c>).</summary>
internal static class AtlasId
{
    public static bool IsValid(string? text) =>
        text is { Length: 24 } && text.All(c => char.IsAsciiHexDigitLower(c) || char.IsAsciiDigit(c));
}

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
