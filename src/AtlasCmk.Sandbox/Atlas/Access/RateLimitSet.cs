using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>A group of operations that share token buckets, one per project or per caller. A bucket refills over sixty seconds.</summary>
internal sealed record RateLimitSet(string Id, string Name, string Scope, int Capacity, int Refill)
{
    public const int RefillSeconds = 60;

    public static RateLimitSet EncryptionAtRest { get; } = new("encryptionAtRest", "Encryption at Rest using Customer Key Management", "GROUP", 2000, 1000);

    public static RateLimitSet Clusters { get; } = new("clusters", "Clusters", "GROUP", 10000, 5000);

    public static RateLimitSet CloudBackups { get; } = new("cloudBackups", "Cloud Backups", "GROUP", 1200, 500);

    public static RateLimitSet Projects { get; } = new("projects", "Projects", "GROUP", 1200, 500);

    public static RateLimitSet ProjectList { get; } = new("projectList", "Projects (user)", "USER", 1200, 500);

    public static RateLimitSet FlexClusters { get; } = new("flexClusters", "Flex Clusters", "GROUP", 1200, 500);

    public static RateLimitSet CloudProviderAccess { get; } = new("cloudProviderAccess", "Cloud Provider Access", "GROUP", 2000, 1000);

    public static RateLimitSet AtlasSearch { get; } = new("atlasSearch", "Atlas Search", "GROUP", 1200, 500);

    public static RateLimitSet Events { get; } = new("events", "Events", "GROUP", 300, 100);

    public static RateLimitSet RateLimits { get; } = new("rateLimits", "Rate Limits", "USER", 300, 100);

    public static IReadOnlyList<RateLimitSet> All { get; } =
        [EncryptionAtRest, Clusters, CloudBackups, Projects, ProjectList, FlexClusters, CloudProviderAccess, AtlasSearch, Events, RateLimits];

    public int CapacityIn(SandboxWorld world) => world.RateLimits.GetValueOrDefault(Id, Capacity);

    /// <summary>A bucket with a changed capacity keeps Atlas's ratio: about half of it refills in a minute.</summary>
    public int RefillIn(SandboxWorld world) => world.RateLimits.TryGetValue(Id, out var capacity) ? Math.Max(1, capacity / 2) : Refill;
}
