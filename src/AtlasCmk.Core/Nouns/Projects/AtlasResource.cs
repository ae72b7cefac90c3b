namespace AtlasCmk;

/// <summary>The base of every output object: the project that it belongs to, and the session that it came from.</summary>
/// <remarks>The object keeps its session in a hidden property, so that the next cmdlet of a pipeline uses the same one.</remarks>
public abstract class AtlasResource
{
    private protected AtlasResource(string? projectId) => ProjectId = projectId;

    /// <summary>The ID of the Atlas project, 24 hexadecimal digits.</summary>
    public string? ProjectId { get; }

    internal AtlasSession? Session { get; set; }
}
