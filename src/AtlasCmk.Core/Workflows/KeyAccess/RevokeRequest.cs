namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>What a caller of Revoke-AtlasKeyAccess gave.</summary>
internal sealed record RevokeRequest(KeyAccessMethod Method, string RecordPath)
{
    /// <summary>The vault, where Atlas is not to be asked; null to take the project's.</summary>
    public KeyVaultReference? Vault { get; init; }

    public string? ProjectId { get; init; }

    public KeyIdentifier? Key { get; init; }

    /// <summary>Atlas's identity in Microsoft Entra.</summary>
    public string? ObjectId { get; init; }

    /// <summary>Whether to go on where it cannot be told what stops.</summary>
    public bool Force { get; init; }

    /// <summary>How long to wait until Atlas reports it; null not to wait.</summary>
    public TimeSpan? Wait { get; init; }
}
