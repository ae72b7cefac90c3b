namespace AtlasCmk.Sandbox.World;

internal sealed record FlexCluster(string Id, string Name, Project Project, string BackingProviderName, string RegionName, DateTimeOffset Created);
