using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>What can still hold data that a key encrypted: backups, their clusters, and search nodes.</summary>
internal sealed partial class AtlasApi
{
    public async Task<IReadOnlyList<AtlasCluster>> ListDeletedClustersWithBackupsAsync(string projectId, CancellationToken cancellation)
    {
        var operation = AtlasOperations.ListGroupClusters;

        // The longer list does not mark deleted clusters, and a new cluster can have the name of a deleted one. So IDs are compared.
        var lists = await Task.WhenAll(
            CollectWholeAsync<ClusterModel, ClusterModel>(operation, operation.At(projectId), model => model, cancellation, "&includeDeletedWithRetainedBackups=true"),
            CollectWholeAsync<ClusterModel, ClusterModel>(operation, operation.At(projectId), model => model, cancellation)).ConfigureAwait(false);
        if (lists.Any(list => list.Any(model => string.IsNullOrEmpty(model.Id))))
        {
            throw AtlasFailures.Unreadable(operation.At(projectId), 200, "a cluster in it has no ID, so deleted clusters cannot be identified");
        }

        var living = lists[1].Select(model => model.Id).ToHashSet(StringComparer.Ordinal);
        return [.. lists[0].Where(model => !living.Contains(model.Id)).Select(model => model.ToCluster(projectId))];
    }

    public async Task<IReadOnlyList<BackupSnapshot>> ListSnapshotsAsync(AtlasCluster cluster, CancellationToken cancellation)
    {
        try
        {
            return cluster.ClusterType == "REPLICASET"
                ? await ListReplicaSetSnapshotsAsync(cluster, cancellation).ConfigureAwait(false)
                : await ListShardedSnapshotsAsync(cluster, cancellation).ConfigureAwait(false);
        }
        catch (AtlasApiException e) when (cluster is { BackupEnabled: false } && !cluster.Unsaid.Contains("backupEnabled") && e.ErrorCode is "BACKUP_CONFIG_NOT_FOUND" or "BACKUP_JOB_NOT_FOUND")
        {
            // Backups are off for this cluster. For other clusters, these codes do not prove that no backups are kept.
            return [];
        }
    }

    public async Task<bool> RequiresEncryptionByBackupPolicyAsync(string projectId, CancellationToken cancellation)
    {
        var operation = AtlasOperations.GetGroupBackupCompliancePolicy;
        try
        {
            var answer = await _channel.SendAsync(operation, operation.At(projectId), cancellation).ConfigureAwait(false);
            return answer.Read<BackupCompliancePolicyModel>().EncryptionAtRestEnabled == true;
        }
        catch (AtlasApiException e) when (e is { IsMissing: true, ErrorCode: not null })
        {
            return false;
        }
    }

    public async Task<string?> GetSearchNodeEncryptionAsync(AtlasCluster cluster, CancellationToken cancellation)
    {
        var operation = AtlasOperations.GetGroupClusterSearchDeployment;
        try
        {
            var answer = await _channel.SendAsync(operation, operation.At(cluster.ProjectId, cluster.Name), cancellation).ConfigureAwait(false);
            return answer.Read<SearchDeploymentModel>() is { Id: not null } deployment ? deployment.EncryptionAtRestProvider.OrNull() ?? EncryptionProvider.None : null;
        }
        catch (AtlasApiException e) when (e.ErrorCode == "ATLAS_SEARCH_DEPLOYMENT_DOES_NOT_EXIST")
        {
            // Versions before 2025-03-12 use this code. This version returns an empty object.
            return null;
        }
    }

    private Task<IReadOnlyList<BackupSnapshot>> ListReplicaSetSnapshotsAsync(AtlasCluster cluster, CancellationToken cancellation)
    {
        var operation = AtlasOperations.ListGroupClusterBackupSnapshots;
        return CollectWholeAsync<SnapshotModel, BackupSnapshot>(operation, operation.At(cluster.ProjectId, cluster.Name), model => model.ToSnapshot(cluster.Name), cancellation);
    }

    /// <summary>This list has no pages. A truncated list must not count as complete.</summary>
    private async Task<IReadOnlyList<BackupSnapshot>> ListShardedSnapshotsAsync(AtlasCluster cluster, CancellationToken cancellation)
    {
        var operation = AtlasOperations.ListGroupClusterBackupSnapshotShardedClusters;
        var answer = await _channel.SendAsync(operation, operation.At(cluster.ProjectId, cluster.Name), cancellation).ConfigureAwait(false);
        var page = answer.Read<PageModel>();
        return page.TotalCount > page.Results.Count || page.Links?.Any(link => link?.Rel == "next") == true
            ? throw answer.Unreadable($"it lists only {page.Results.Count} of the snapshots, and Atlas has no way to read the others")
            : [.. page.Results.Select(item => answer.Read<SnapshotModel>(item).ToSnapshot(cluster.Name))];
    }

    /// <summary>A list that is shorter than its total is rejected, because a missing item could still need the key.</summary>
    private Task<IReadOnlyList<TItem>> CollectWholeAsync<TModel, TItem>(AtlasOperation operation, AtlasCall call, Func<TModel, TItem> map, CancellationToken cancellation, string query = "")
        where TModel : class => CollectAsync(operation, call, map, cancellation, query, (answer, count, total) =>
            throw answer.Unreadable($"it lists {count} of {total} items. Atlas calls the total an estimate; some may be missing"));
}

/// <summary>The encryption fields of DataProtectionSettings20231001.</summary>
internal sealed class BackupCompliancePolicyModel
{
    [JsonProperty("encryptionAtRestEnabled")]
    public bool? EncryptionAtRestEnabled { get; init; }
}

/// <summary>ApiSearchDeploymentResponseView. It is empty for a cluster without search nodes.</summary>
internal sealed class SearchDeploymentModel
{
    [JsonProperty("id")]
    public string? Id { get; init; }

    [JsonProperty("encryptionAtRestProvider")]
    public string? EncryptionAtRestProvider { get; init; }
}
