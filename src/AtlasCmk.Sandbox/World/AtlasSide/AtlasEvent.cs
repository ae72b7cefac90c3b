namespace AtlasCmk.Sandbox.World;

/// <summary>An entry in a project's activity feed.</summary>
internal sealed record AtlasEvent(string Id, string TypeName, DateTimeOffset Created)
{
    public string? ClusterName { get; init; }

    /// <summary>Null if Atlas caused the event.</summary>
    public EventCaller? Caller { get; init; }
}

/// <summary>The API key behind an event, and the address that its request came from.</summary>
internal sealed record EventCaller(string ApiKeyId, string PublicKey, string RemoteAddress);
