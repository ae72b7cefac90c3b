namespace AtlasCmk;

/// <summary>What every object that AtlasCmk emits has in common: the project that it belongs to, and the session that it came from.</summary>
/// <remarks>The session travels inside the object, invisibly, so that the next cmdlet of a pipeline uses the same one.</remarks>
public abstract class AtlasResource
{
    private protected AtlasResource(string? projectId) => ProjectId = projectId;

    /// <summary>The project's id in Atlas, 24 hexadecimal digits.</summary>
    public string? ProjectId { get; }

    internal AtlasSession? Session { get; set; }
}
