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
