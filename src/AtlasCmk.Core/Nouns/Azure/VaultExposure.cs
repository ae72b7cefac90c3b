namespace AtlasCmk;

/// <summary>Who reaches a vault over the public network.</summary>
internal enum VaultExposure
{
    Open,

    /// <summary>The addresses that the firewall lists.</summary>
    Listed,

    /// <summary>Nothing but private endpoints.</summary>
    Closed,

    /// <summary>What the rules of a network security perimeter let in. They are settings of the perimeter, and not of the vault.</summary>
    Perimeter,

    /// <summary>A setting has a value that is not known here.</summary>
    NotUnderstood,
}
