using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>Deployments that cannot use a customer-managed key: Flex and Serverless. No Serverless instances are left since January 2026.</summary>
internal static class FlexOperations
{
    public static IReadOnlyList<AtlasApiOperation> All { get; } =
    [
        new("GET", "/groups/{groupId}/flexClusters", ["2024-11-13"], RoleNeed.ProjectReadOnly, RateLimitSet.FlexClusters,
            request => Page.Of(request, request.Project.FlexClusters, View)),
        new("GET", "/groups/{groupId}/serverless", [new ApiVersion(new DateOnly(2023, 1, 1), Sunset: new DateOnly(2027, 1, 18))], RoleNeed.ProjectReadOnly, RateLimitSet.Clusters,
            request => Page.Of<FlexCluster>(request, [], View)),
    ];

    private static JsonObject View(FlexCluster cluster) => new()
    {
        ["id"] = cluster.Id,
        ["name"] = cluster.Name,
        ["groupId"] = cluster.Project.Id,
        ["clusterType"] = "REPLICASET",
        ["createDate"] = cluster.Created.ToAtlas(),
        ["mongoDBVersion"] = ClusterView.ServerVersion,
        ["stateName"] = "IDLE",
        ["terminationProtectionEnabled"] = false,
        ["versionReleaseSystem"] = "LTS",
        ["connectionStrings"] = ConnectionStrings.Of(cluster),
        ["tags"] = new JsonArray(),
        ["backupSettings"] = new JsonObject { ["enabled"] = true },
        ["providerSettings"] = new JsonObject
        {
            ["providerName"] = "FLEX",
            ["backingProviderName"] = cluster.BackingProviderName,
            ["regionName"] = cluster.RegionName,
            ["diskSizeGB"] = 5,
        },
    };
}
