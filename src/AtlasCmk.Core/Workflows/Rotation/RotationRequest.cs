namespace AtlasCmk.Workflows.Rotation;

/// <summary>What a caller of Invoke-AtlasKeyRotation gave. Without a key and without a wish for a new version, the latest usable one is meant.</summary>
internal sealed record RotationRequest(TimeSpan Settling, TimeSpan Timeout)
{
    public KeyIdentifier? Key { get; init; }

    public bool NewVersion { get; init; }

    /// <summary>Whether the newest version that is there is asked for, and none that is named or created.</summary>
    public bool IsLatest => Key is null && !NewVersion;

    public bool RollBackOnFailure { get; init; }

    /// <summary>How long Atlas may take to take up a new version of a key that it follows.</summary>
    public TimeSpan TakingUp { get; init; } = TakeUpSigns.Usual;
}
