namespace AtlasCmk.Sandbox.World;

/// <summary>A private endpoint that Atlas creates in one region, for the project's vault.</summary>
internal sealed class AtlasEndpoint
{
    public required string Id { get; init; }

    public required Project Project { get; init; }

    public required string RegionName { get; init; }

    public string Status { get; private set; } = "INITIATING";

    /// <summary>Whether clusters have ever reached the key over this endpoint.</summary>
    public bool WasActive { get; private set; }

    public string? ErrorMessage { get; private set; }

    /// <summary>The connection in the vault. Null until Azure has created it.</summary>
    public VaultConnection? Connection { get; set; }

    /// <summary>Increases with every status change, so that an event scheduled for an earlier status can detect that it is outdated.</summary>
    public int Generation { get; private set; }

    public void Become(string status, string? errorMessage = null)
    {
        Status = status;
        WasActive |= status == "ACTIVE";
        ErrorMessage = errorMessage;
        Generation++;
    }
}
