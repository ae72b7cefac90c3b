namespace AtlasCmk;

/// <summary>The base of every output object: the project that it belongs to, and the session that it came from.</summary>
/// <remarks>The object keeps its session in a hidden property, so that the next cmdlet of a pipeline uses the same one.</remarks>
public abstract class AtlasResource
{
    private protected AtlasResource(string? projectId) => ProjectId = projectId;

    /// <summary>The name of the Atlas project; empty if the session cannot list it.</summary>
    public string? ProjectName { get; internal set; }

    /// <summary>The ID of the Atlas project, 24 hexadecimal digits.</summary>
    public string? ProjectId { get; }

    /// <summary>The name of the organization that the project belongs to; empty until Get-AtlasProject has read it in this session.</summary>
    public string? OrganizationName { get; internal set; }

    internal AtlasSession? Session { get; set; }

    /// <summary>What a changing command did to get this object; null for a read.</summary>
    internal ChangeEvidence? ChangeMade { get; set; }

    /// <summary>The project by its name and ID; by its ID if the name is unknown.</summary>
    private protected string? ProjectLabel() => ProjectName is null ? ProjectId : $"{ProjectName} ({ProjectId})";

    /// <summary>Objects inside this one that also belong to a project.</summary>
    internal virtual IEnumerable<AtlasResource> Inner() => [];
}
