using System.Text.Json;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>Builds a new cluster from a request body.</summary>
internal static class ClusterBlueprint
{
    public static Cluster Read(AtlasApiRequest request)
    {
        var body = request.Body;
        body.Require("name", "clusterType", "replicationSpecs");
        return new Cluster
        {
            Id = request.World.Ids.ObjectId(),
            Name = body.Text("name")!,
            Project = request.Project,
            Created = request.World.Now,
            ClusterType = body.Text("clusterType")!,
            Shards = [.. body.List("replicationSpecs").Select(spec => ClusterCatalog.NewShard(request.World, Regions(spec)))],
            Tags = Tags.Read(body),
            TerminationProtectionEnabled = body.Flag("terminationProtectionEnabled") ?? false,
            BackupEnabled = body.Flag("backupEnabled") ?? false,
            EncryptionAtRestProvider = body.Text("encryptionAtRestProvider") ?? "NONE",
        };
    }

    private static RegionConfig[] Regions(JsonElement spec) => spec.List("regionConfigs") is { Length: > 0 } regions
        ? [.. regions.Select(Region)]
        : throw ApiErrors.Missing("regionConfigs");

    private static RegionConfig Region(JsonElement region)
    {
        var provider = region.Text("providerName") ?? throw ApiErrors.Missing("providerName");
        var name = region.Text("regionName") ?? throw ApiErrors.Missing("regionName");
        if (provider is not ("AWS" or "AZURE" or "GCP" or "TENANT"))
        {
            throw ApiErrors.InvalidProvider(provider);
        }

        if (provider == "AZURE" && !RegionNames.Contains(name))
        {
            throw ApiErrors.BadRequest("INVALID_REGION", $"No region {name} exists for provider {provider}.", name, provider);
        }

        var electable = region.Block("electableSpecs") ?? throw ApiErrors.Missing("electableSpecs");
        return new RegionConfig(provider, name, electable.Text("instanceSize") ?? throw ApiErrors.Missing("instanceSize"), region.Number("priority") ?? 7, Nodes(electable))
        {
            ReadOnlyNodes = region.Block("readOnlySpecs") is { } readOnly ? Nodes(readOnly) : 0,
            AnalyticsNodes = region.Block("analyticsSpecs") is { } analytics ? Nodes(analytics) : 0,
            BackingProviderName = region.Text("backingProviderName"),
        };
    }

    private static int Nodes(JsonElement specs) => specs.Number("nodeCount") ?? 0;
}
