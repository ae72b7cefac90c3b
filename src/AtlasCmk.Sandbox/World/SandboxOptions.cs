namespace AtlasCmk.Sandbox.World;

/// <summary>What a world is made of. The same options make the same world.</summary>
internal sealed partial record SandboxOptions
{
    public int Seed { get; init; } = 1;

    /// <summary>How many projects the organization has; every one after the first has one cluster.</summary>
    public int Projects { get; init; } = 1;

    /// <summary>Adds to the first project the clusters that a customer key over private endpoints cannot serve.</summary>
    public bool Mixed { get; init; }

    /// <summary>How long Atlas takes to make a private endpoint (two and a half minutes in the real service); all other durations follow from it.</summary>
    public TimeSpan Provisioning { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The world's seconds in one of the machine's.</summary>
    public int Speed { get; init; } = 1;

    public bool VaultPerProject { get; init; }

    /// <summary>Which of the Azure clouds the vaults live in, as Atlas spells it.</summary>
    public string AzureEnvironment { get; init; } = "AZURE";

    /// <summary>Whether the stages name the key without a version, so that Atlas follows its latest enabled one.</summary>
    public bool FollowsLatestVersion { get; init; }

    /// <summary>Whether a recreated endpoint gets a new id: the documentation can be read both ways.</summary>
    public bool NewEndpointIdOnRecreation { get; init; }

    /// <summary>Whether snapshots carry <c>masterKeyUUID</c>: documented for AWS, unknown for Azure.</summary>
    public bool SnapshotsNameTheirKey { get; init; }

    /// <summary>The algorithm of the digest challenge: <c>MD5</c> as Atlas offers it, or <c>SHA-256</c>.</summary>
    public string DigestAlgorithm { get; init; } = "MD5";

    /// <summary>How Azure behaves from the start, as <c>setArm</c> takes it, by the names of <see cref="ArmManners.Known"/>.</summary>
    public IReadOnlyList<(string Name, string Value)> Arm { get; init; } = [];

    /// <summary>The body of a 401 without credentials has no <c>errorCode</c>, as in 2023.</summary>
    public bool UnauthorizedHasNoCode { get; init; }

    /// <summary>Makes <c>totalCount</c> wrong, as "an estimate that may not be exact" is allowed to be.</summary>
    public bool InexactCounts { get; init; }
}
