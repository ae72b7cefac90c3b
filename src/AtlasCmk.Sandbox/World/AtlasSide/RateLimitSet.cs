namespace AtlasCmk.Sandbox.World;

/// <summary>A group of operations that share token buckets, one per project or per caller.</summary>
internal sealed record RateLimitSet(string Id, string Name, string Scope, int Capacity, int Refill)
{
    public const string Group = "GROUP";
    public const string User = "USER";
    public const int RefillSeconds = 60;

    public static RateLimitSet EncryptionAtRest { get; } = new("encryptionAtRest", "Encryption at Rest using Customer Key Management", Group, 2000, 1000);

    public static RateLimitSet Clusters { get; } = new("clusters", "Clusters", Group, 10000, 5000);

    public static RateLimitSet CloudBackups { get; } = new("cloudBackups", "Cloud Backups", Group, 1200, 500);

    public static RateLimitSet Projects { get; } = new("projects", "Projects", Group, 1200, 500);

    public static RateLimitSet ProjectList { get; } = new("projectList", "Projects (user)", User, 1200, 500);

    public static RateLimitSet OrganizationList { get; } = new("organizationList", "Organizations (user)", User, 300, 100);

    public static RateLimitSet FlexClusters { get; } = new("flexClusters", "Flex Clusters", Group, 1200, 500);

    public static RateLimitSet CloudProviderAccess { get; } = new("cloudProviderAccess", "Cloud Provider Access", Group, 2000, 1000);

    public static RateLimitSet AtlasSearch { get; } = new("atlasSearch", "Atlas Search", Group, 1200, 500);

    public static RateLimitSet Events { get; } = new("events", "Events", Group, 300, 100);

    public static RateLimitSet RateLimits { get; } = new("rateLimits", "Rate Limits", User, 300, 100);

    public static IReadOnlyList<RateLimitSet> All { get; } =
        [EncryptionAtRest, Clusters, CloudBackups, Projects, ProjectList, OrganizationList, FlexClusters, CloudProviderAccess, AtlasSearch, Events, RateLimits];

    /// <summary>Names that stand for sets: the ID of one, or the scope of several.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(s => s.Id), Group, User];
}
