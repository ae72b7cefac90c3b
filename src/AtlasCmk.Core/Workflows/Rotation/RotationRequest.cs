namespace AtlasCmk.Workflows.Rotation;

/// <summary>The parameters of Invoke-AtlasKeyRotation. Without a key and without -NewVersion, the latest usable version is used.</summary>
internal sealed record RotationRequest(TimeSpan Settling, TimeSpan Timeout)
{
    public KeyIdentifier? Key { get; init; }

    public bool NewVersion { get; init; }

    /// <summary>Whether the latest existing version is requested, instead of a given or a new one.</summary>
    public bool IsLatest => Key is null && !NewVersion;

    public bool RollBackOnFailure { get; init; }

    /// <summary>The timeout for Atlas to use a new version of a key that it follows.</summary>
    public TimeSpan FollowTimeout { get; init; } = KeyRotationEvents.Usual;
}
