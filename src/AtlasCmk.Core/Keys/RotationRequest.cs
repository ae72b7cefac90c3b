namespace AtlasCmk;

/// <summary>What a caller of Invoke-AtlasKeyRotation gave. Without a key and without a wish for a new version, the latest usable one is meant.</summary>
internal sealed record RotationRequest(TimeSpan Settling, TimeSpan Timeout)
{
    public KeyIdentifier? Key { get; init; }

    public bool NewVersion { get; init; }

    public bool RollBackOnFailure { get; init; }
}
