namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>What a caller of Grant-AtlasKeyAccess gave.</summary>
internal sealed record GrantRequest(KeyAccessRecord Record, string RecordPath)
{
    /// <summary>Atlas's identity in Microsoft Entra, as the caller knows it.</summary>
    public string? ObjectId { get; init; }

    /// <summary>Whether to use a record whose checksum does not fit.</summary>
    public bool Force { get; init; }

    /// <summary>How long to wait until Atlas reports it; null not to wait.</summary>
    public TimeSpan? Wait { get; init; }
}
