using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.World;

namespace AtlasCmk.Sandbox.Atlas;

/// <summary>Snapshots have one pair of operations for replica sets and another for sharded clusters.</summary>
internal static class SnapshotOperations
{
    private const string Collection = "/groups/{groupId}/clusters/{clusterName}/backup/snapshots";

    public static IReadOnlyList<AtlasApiOperation> All { get; } =
    [
        new("GET", Collection, ["2023-01-01"], RoleNeed.ProjectReadOnly, RateLimitSet.CloudBackups, ListReplicaSet),
        new("GET", Collection + "/{snapshotId}", ["2023-01-01"], RoleNeed.ProjectReadOnly, RateLimitSet.CloudBackups, GetReplicaSet),
        new("GET", Collection + "/shardedClusters", ["2023-01-01"], RoleNeed.ProjectReadOnly, RateLimitSet.CloudBackups, ListSharded),
        new("GET", Collection + "/shardedCluster/{snapshotId}", ["2023-01-01"], RoleNeed.ProjectReadOnly, RateLimitSet.CloudBackups, GetSharded),
    ];

    private static AtlasApiResponse ListReplicaSet(AtlasApiRequest request)
    {
        var cluster = FindCluster(request, sharded: false);
        return Page.Of(request, Living(request, cluster), snapshot => ViewReplicaSet(request, cluster, snapshot));
    }

    private static AtlasApiResponse GetReplicaSet(AtlasApiRequest request)
    {
        var cluster = FindCluster(request, sharded: false);
        return AtlasApiResponse.Ok(ViewReplicaSet(request, cluster, FindSnapshot(request, cluster)));
    }

    private static AtlasApiResponse ListSharded(AtlasApiRequest request)
    {
        var cluster = FindCluster(request, sharded: true);
        var snapshots = Living(request, cluster);
        var body = Page.Whole(snapshots, snapshot => ViewSharded(request, cluster, snapshot));
        body["totalCount"] = snapshots.Count;
        return AtlasApiResponse.Ok(body);
    }

    private static AtlasApiResponse GetSharded(AtlasApiRequest request)
    {
        var cluster = FindCluster(request, sharded: true);
        return AtlasApiResponse.Ok(ViewSharded(request, cluster, FindSnapshot(request, cluster)));
    }

    /// <summary>The wrong pair of operations for the cluster type is refused. (This cause of the error code is an assumption.)</summary>
    private static Cluster FindCluster(AtlasApiRequest request, bool sharded)
    {
        var cluster = ClusterOperations.FindWithBackups(request);
        return !cluster.BackupEnabled ? throw ApiErrors.NotFound("BACKUP_CONFIG_NOT_FOUND", $"Cluster {cluster.Name} has no backup configuration.", cluster.Name)
            : cluster.IsSharded != sharded ? throw ApiErrors.BadRequest("INCORRECT_BACKUP_API_ENDPOINT", $"This endpoint is not for clusters of type {cluster.ClusterType}.", cluster.ClusterType)
            : cluster;
    }

    private static Snapshot FindSnapshot(AtlasApiRequest request, Cluster cluster)
    {
        var id = request.Id("snapshotId");
        return Living(request, cluster).Find(s => s.Id == id) ?? throw ApiErrors.NotFound("SNAPSHOT_NOT_FOUND", $"No snapshot with ID {id} exists for cluster {cluster.Name}.", id, cluster.Name);
    }

    /// <summary>Newest first, without expired snapshots.</summary>
    private static List<Snapshot> Living(AtlasApiRequest request, Cluster cluster) =>
        [.. cluster.Snapshots.Where(s => s.ExpiresAt > request.World.Now).OrderByDescending(s => s.CreatedAt)];

    private static JsonObject ViewReplicaSet(AtlasApiRequest request, Cluster cluster, Snapshot snapshot)
    {
        var view = View(request, cluster, snapshot, "replicaSet");
        if (snapshot.IsTaken)
        {
            view["cloudProvider"] = cluster.Regions.First().ProviderName;
        }

        view["replicaSetName"] = cluster.Name;
        view["copyRegions"] = new JsonArray([.. snapshot.CopyRegions.Select(region => JsonValue.Create(region))]);
        return view;
    }

    private static JsonObject ViewSharded(AtlasApiRequest request, Cluster cluster, Snapshot snapshot)
    {
        var view = View(request, cluster, snapshot, "shardedCluster");
        view["configServerType"] = "EMBEDDED";
        view["snapshotIds"] = new JsonArray([.. snapshot.MemberIds.Select(id => JsonValue.Create(id))]);
        view["members"] = new JsonArray([.. snapshot.MemberIds.Select((id, shard) => new JsonObject
        {
            ["id"] = id,
            ["cloudProvider"] = cluster.Regions.First().ProviderName,
            ["replicaSetName"] = $"atlas-{cluster.Id[^6..]}-shard-{shard}",
        })]);
        return view;
    }

    private static JsonObject View(AtlasApiRequest request, Cluster cluster, Snapshot snapshot, string type)
    {
        var view = new JsonObject
        {
            ["id"] = snapshot.Id,
            ["expiresAt"] = snapshot.ExpiresAt.ToAtlas(),
            ["frequencyType"] = snapshot.FrequencyType,
            ["snapshotType"] = snapshot.SnapshotType,
            ["status"] = snapshot.Status,
            ["type"] = type,
            ["links"] = Links(request, cluster, snapshot),
            ["storageSizeBytes"] = snapshot.IsTaken ? 1_073_741_824 : 0,
            ["policyItems"] = new JsonArray(),
            ["sandboxUnknownField"] = true,
        };
        // As recorded: no time and cloud until the snapshot is taken, and no version while it is queued.
        if (snapshot.IsTaken)
        {
            view["createdAt"] = snapshot.CreatedAt.ToAtlas();
        }

        if (snapshot.Status != "queued")
        {
            view["mongodVersion"] = ClusterView.ServerVersion;
        }

        if (snapshot.Description is { } description)
        {
            view["description"] = description;
        }

        // An Azure key version is a UUID without hyphens. This field holds a UUID, so the hyphens are added.
        if (request.World.Options.SnapshotsNameTheirKey && snapshot.KeyIdentifier is { } key)
        {
            view["masterKeyUUID"] = Guid.ParseExact(KeyAddress.Parse(key)!.Version!, "N").ToString();
        }

        return view;
    }

    private static JsonArray Links(AtlasApiRequest request, Cluster cluster, Snapshot snapshot)
    {
        var owner = request.AddressOf($"/groups/{cluster.Project.Id}/clusters/{cluster.Name}");
        return new(
            new JsonObject { ["href"] = $"{owner}/backup/snapshots/{snapshot.Id}", ["rel"] = "self" },
            new JsonObject { ["href"] = owner, ["rel"] = "https://cloud.mongodb.com/cluster" });
    }
}
