namespace AtlasCmk.Sandbox.World;

/// <summary>A private endpoint that Atlas makes in one region, towards the project's vault.</summary>
internal sealed class AtlasEndpoint
{
    public required string Id { get; init; }

    public required Project Project { get; init; }

    public required string RegionName { get; init; }

    public string Status { get; private set; } = "INITIATING";

    /// <summary>Whether clusters reached the key over it at some time.</summary>
    public bool WasActive { get; private set; }

    public string? ErrorMessage { get; private set; }

    /// <summary>The other end in the vault; null until Azure has made it.</summary>
    public VaultConnection? Connection { get; set; }

    /// <summary>Grows with every change of status, so that what was planned for an earlier one can see that it is too late.</summary>
    public int Generation { get; private set; }

    public void Become(string status, string? errorMessage = null)
    {
        Status = status;
        WasActive |= status == "ACTIVE";
        ErrorMessage = errorMessage;
        Generation++;
    }
}
