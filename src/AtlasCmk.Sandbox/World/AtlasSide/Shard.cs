namespace AtlasCmk.Sandbox.World;

internal sealed record Shard(string Id, string ZoneId, string ZoneName, IReadOnlyList<RegionConfig> Regions);
