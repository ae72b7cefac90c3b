namespace AtlasCmk.Sandbox.World;

/// <summary>The nodes of one shard in one region.</summary>
internal sealed record RegionConfig(string ProviderName, string RegionName, string InstanceSize, int Priority, int ElectableNodes)
{
    public int ReadOnlyNodes { get; init; }

    public int AnalyticsNodes { get; init; }

    /// <summary>The cloud provider of a shared-tier cluster.</summary>
    public string? BackingProviderName { get; init; }
}
