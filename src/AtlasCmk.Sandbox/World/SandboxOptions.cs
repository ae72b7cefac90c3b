namespace AtlasCmk.Sandbox.World;

/// <summary>The options of a world. The same options create the same world.</summary>
internal sealed partial record SandboxOptions
{
    public int Seed { get; init; } = 1;

    /// <summary>The number of projects, at most 250 in each organization. Every project after the first has one cluster.</summary>
    public int Projects { get; init; } = 1;

    /// <summary>Adds clusters to the first project that cannot use a customer-managed key over private endpoints.</summary>
    public bool Mixed { get; init; }

    /// <summary>How long Atlas takes to create a private endpoint (two and a half minutes in the real service). All other durations derive from it.</summary>
    public TimeSpan Provisioning { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The seconds that pass in the world for each second on the machine.</summary>
    public int Speed { get; init; } = 1;

    public bool VaultPerProject { get; init; }

    /// <summary>Whether the projects are a company's, in several organizations, environments and states.</summary>
    public bool IsEstate { get; init; }

    /// <summary>The Azure cloud of the vaults, in Atlas's spelling.</summary>
    public string AzureEnvironment { get; init; } = "AZURE";

    /// <summary>Whether the stages set a key identifier without a version, so that Atlas uses the latest enabled version.</summary>
    public bool FollowsLatestVersion { get; init; }

    /// <summary>Whether a recreated endpoint gets a new ID. The documentation is ambiguous.</summary>
    public bool NewEndpointIdOnRecreation { get; init; }

    /// <summary>Whether snapshots have <c>masterKeyUUID</c>, which is documented for AWS and unknown for Azure.</summary>
    public bool SnapshotsNameTheirKey { get; init; }

    /// <summary>The algorithm of the digest challenge: <c>MD5</c>, as in Atlas, or <c>SHA-256</c>.</summary>
    public string DigestAlgorithm { get; init; } = "MD5";

    /// <summary>The initial behavior of Azure, with the names in <see cref="ResourceManagerBehavior.Known"/>, as in <c>setArm</c>.</summary>
    public IReadOnlyList<(string Name, string Value)> Arm { get; init; } = [];

    /// <summary>Rate limits that replace the published ones: the ID or the scope of sets, the capacity, and the tokens a minute.</summary>
    public IReadOnlyList<(string Name, int Capacity, int? Refill)> RateLimits { get; init; } = [];

    /// <summary>Whether tokens arrive evenly, instead of at once each minute.</summary>
    public bool SteadyRefill { get; init; }

    /// <summary>The body of a 401 without credentials has no <c>errorCode</c>, as in 2023.</summary>
    public bool UnauthorizedHasNoCode { get; init; }

    /// <summary>Makes <c>totalCount</c> wrong, as "an estimate that may not be exact" is allowed to be.</summary>
    public bool InexactCounts { get; init; }
}
