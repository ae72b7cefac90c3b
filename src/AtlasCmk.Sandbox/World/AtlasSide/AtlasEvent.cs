namespace AtlasCmk.Sandbox.World;

/// <summary>An entry in a project's activity feed.</summary>
internal sealed record AtlasEvent(string Id, string TypeName, DateTimeOffset Created)
{
    public string? ClusterName { get; init; }

    /// <summary>Null for what Atlas did by itself.</summary>
    public EventCaller? Caller { get; init; }
}
