using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;
using Microsoft.AspNetCore.Http;

namespace AtlasCmk.Sandbox.Atlas;

internal static class ClusterOperations
{
    private const string Collection = "/groups/{groupId}/clusters";
    private const string One = Collection + "/{clusterName}";
    private const int MostInAProject = 25;

    /// <summary>The older versions expire in July 2027, but the published description no longer contains them.</summary>
    private static readonly ApiVersion s_old = new(new DateOnly(2023, 1, 1)) { IsGone = true };

    private static readonly ApiVersion[] s_reading = [s_old, "2024-08-05"];
    private static readonly ApiVersion[] s_writing = [s_old, new(new DateOnly(2024, 8, 5), Sunset: new DateOnly(2027, 3, 1)), "2024-10-23"];

    public static IReadOnlyList<AtlasApiOperation> All { get; } =
    [
        new("GET", Collection, s_reading, RoleNeed.ProjectReadOnly, RateLimitSet.Clusters,
            request => Page.Of(request, Listed(request), cluster => ClusterView.Of(request, cluster))),
        new("POST", Collection, s_writing, RoleNeed.ProjectClusterManager, RateLimitSet.Clusters, Create),
        new("GET", One, s_reading, RoleNeed.ProjectReadOnly, RateLimitSet.Clusters,
            request => AtlasApiResponse.Ok(ClusterView.Of(request, Find(request)))),
        new("PATCH", One, s_writing, RoleNeed.ProjectClusterManager, RateLimitSet.Clusters, Update),
        // The only published version. It was recorded without a sunset.
        new("DELETE", One, [s_old, "2023-02-01"], RoleNeed.ProjectClusterManager, RateLimitSet.Clusters, Delete),
        new("GET", One + "/search/deployment", ["2023-01-01", "2024-05-30", "2025-03-12"], RoleNeed.ProjectReadOnly, RateLimitSet.AtlasSearch, GetSearch),
    ];

    public static Cluster Find(AtlasApiRequest request)
    {
        var name = request.RouteValue("clusterName");
        if (request.Project.FlexClusters.Exists(f => f.Name == name))
        {
            throw ApiErrors.BadRequest("CANNOT_USE_FLEX_CLUSTER_IN_CLUSTER_API", $"Flex cluster {name} cannot be used in the Cluster API.", name);
        }

        return request.Project.FindCluster(name) ?? throw ApiErrors.NotFound("CLUSTER_NOT_FOUND", $"No cluster named {name} exists in group {request.Project.Id}.", name, request.Project.Id);
    }

    /// <summary>Retained backups stay under the deleted cluster's name, until a new cluster has that name. (Finding them by name is an assumption.)</summary>
    public static Cluster FindWithBackups(AtlasApiRequest request)
    {
        var name = request.RouteValue("clusterName");
        return request.Project.FindCluster(name) ?? WithBackups(request).Find(c => c.Name == name) ?? Find(request);
    }

    private static List<Cluster> Listed(AtlasApiRequest request) =>
        [.. request.Project.Clusters, .. request.QueryFlag("includeDeletedWithRetainedBackups", absent: false) ? WithBackups(request) : []];

    private static List<Cluster> WithBackups(AtlasApiRequest request) =>
        request.Project.DeletedClusters.FindAll(c => c.Snapshots.Exists(s => s.ExpiresAt > request.World.Now));

    private static AtlasApiResponse Update(AtlasApiRequest request)
    {
        ClusterShape.Whole.Check(request.Body);
        var cluster = Find(request);
        ClusterChange.Apply(request, cluster);
        return AtlasApiResponse.Ok(ClusterView.Of(request, cluster));
    }

    private static AtlasApiResponse Delete(AtlasApiRequest request)
    {
        var cluster = Find(request);
        if (cluster.StateName == "DELETING")
        {
            throw ApiErrors.BadRequest("CLUSTER_ALREADY_REQUESTED_DELETION", $"Cluster {cluster.Name} is already being deleted.", cluster.Name);
        }

        if (cluster.TerminationProtectionEnabled)
        {
            const string words = "termination protection is enabled. Disable termination protection and try again.";
            throw ApiErrors.BadRequest("CANNOT_TERMINATE_CLUSTER_WHEN_TERMINATION_PROTECTION_ENABLED", $"Cannot terminate a cluster when {words}",
                $"Cannot terminate cluster {cluster.Name} in group {cluster.Project.Id} because {words}");
        }

        request.World.Clusters.Delete(cluster, request.QueryFlag("retainBackups", absent: false));
        return new AtlasApiResponse(StatusCodes.Status202Accepted, []);
    }

    private static AtlasApiResponse Create(AtlasApiRequest request)
    {
        ClusterShape.Whole.Check(request.Body);
        var cluster = ClusterBlueprint.Read(request);
        if (request.Project.Clusters.Exists(c => c.Name == cluster.Name) || request.Project.FlexClusters.Exists(f => f.Name == cluster.Name))
        {
            throw ApiErrors.BadRequest("DUPLICATE_CLUSTER_NAME", $"A cluster named {cluster.Name} is already present in group {request.Project.Id}.", cluster.Name, request.Project.Id);
        }

        if (request.Project.Clusters.Count >= MostInAProject)
        {
            throw ApiErrors.Conflict("OUT_OF_CAPACITY", $"Group {request.Project.Id} has {MostInAProject} clusters, which is the limit.", request.Project.Id);
        }

        if (cluster.EncryptionAtRestProvider != "NONE")
        {
            ClusterEncryptionRules.CheckEnable(request, cluster, cluster.EncryptionAtRestProvider);
        }

        request.World.Clusters.Create(cluster);
        return new AtlasApiResponse(StatusCodes.Status201Created, ClusterView.Of(request, cluster));
    }

    /// <summary>Without search nodes, the newest version returns an empty document and older versions return an error.</summary>
    private static AtlasApiResponse GetSearch(AtlasApiRequest request)
    {
        var cluster = Find(request);
        if (!cluster.HasSearchNodes)
        {
            return request.Version.Date >= new DateOnly(2025, 3, 12) ? AtlasApiResponse.Ok([])
                : throw ApiErrors.BadRequest("ATLAS_SEARCH_DEPLOYMENT_DOES_NOT_EXIST", $"Cluster {cluster.Name} has no search nodes.", cluster.Name);
        }

        var isEncrypted = request.Project.Encryption.EnabledForSearchNodes && !cluster.Paused;
        // When Atlas loses access to the key, it "pauses the cluster and removes Search Nodes".
        var hasNodes = !cluster.CannotOpenData;
        return AtlasApiResponse.Ok(new JsonObject
        {
            ["id"] = cluster.Id,
            ["groupId"] = cluster.Project.Id,
            ["stateName"] = cluster.Paused ? "PAUSED" : "IDLE",
            ["encryptionAtRestProvider"] = isEncrypted ? cluster.EncryptionAtRestProvider : "NONE",
            ["effectiveSpecs"] = new JsonArray([.. cluster.Regions.Where(_ => hasNodes).Select(region => new JsonObject
            {
                ["cloudProvider"] = region.ProviderName,
                ["instanceSize"] = "S20_HIGHCPU_NVME",
                ["nodeCount"] = 2,
                ["regionName"] = region.RegionName,
            })]),
            ["specs"] = hasNodes ? new JsonArray(new JsonObject { ["instanceSize"] = "S20_HIGHCPU_NVME", ["nodeCount"] = 2 }) : [],
        });
    }
}

/// <summary>The attributes of a cluster in the published description.</summary>
internal static class ClusterShape
{
    public static BodyShape Whole { get; } = new(
        [.. ReadOnly("configServerType", "createDate", "effectiveReplicationSpecs", "featureCompatibilityVersion",
            "featureCompatibilityVersionExpirationDate", "groupId", "id", "internalClusterRole", "links", "mongoDBVersion", "stateName"),
         .. Of(AttributeKind.Text, "acceptDataRisksAndForceReplicaSetReconfig", "adaptiveCapacity", "configServerManagementMode", "diskWarmingMode",
            "encryptionAtRestProvider", "mongoDBMajorVersion", "name", "replicaSetScalingStrategy", "rootCertType", "versionReleaseSystem"),
         .. Of(AttributeKind.Flag, "backupEnabled", "globalClusterSelfManagedSharding", "paused", "pitEnabled", "redactClientLogData",
            "retainBackups", "terminationProtectionEnabled", "useAwsTimeBasedSnapshotCopyForFastInitialSync"),
         .. Of(AttributeKind.Block, "advancedConfiguration", "biConnector", "connectionStrings", "mongoDBEmployeeAccessGrant"),
         .. Of(AttributeKind.List, "labels", "replicationSpecs", "tags"),
         new BodyAttribute("clusterType", AttributeKind.Text) { Values = ["REPLICASET", "SHARDED", "GEOSHARDED"] }]);

    private static IEnumerable<BodyAttribute> ReadOnly(params string[] names) => names.Select(n => new BodyAttribute(n, AttributeKind.Text, ReadOnly: true));

    private static IEnumerable<BodyAttribute> Of(AttributeKind kind, params string[] names) => names.Select(n => new BodyAttribute(n, kind));
}
