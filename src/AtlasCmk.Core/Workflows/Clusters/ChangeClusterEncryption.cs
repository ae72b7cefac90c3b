using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Clusters;

/// <summary>Turns encryption with the project's key on or off for a cluster. Optionally waits until it completes.</summary>
internal sealed class ChangeClusterEncryption(ProjectContext project, ProjectClusters clusters, IConfirmation confirmation)
{
    /// <summary>Atlas re-encrypts by an initial sync, one node after another. Small clusters take about fifteen minutes.</summary>
    private static readonly TimeSpan s_typical = TimeSpan.FromMinutes(15);

    /// <summary>A cluster that is IDLE for this time after the change was accepted, and was not seen to start, counts as complete.</summary>
    private static readonly TimeSpan s_settling = TimeSpan.FromSeconds(30);

    /// <summary>Under private networking the data nodes validate the key, some time after the first endpoint becomes ACTIVE.</summary>
    private static readonly TimeSpan s_untilValid = TimeSpan.FromMinutes(1);

    /// <summary>If the confirmation took longer than this, the state is read again, because it can have changed.</summary>
    private static readonly TimeSpan s_atOnce = TimeSpan.FromSeconds(5);

    /// <returns>The cluster after the change. Null if the caller declined.</returns>
    public Task<ClusterEncryption?> EnableAsync(string clusterName, TimeSpan? wait) => RunAsync(clusterName, EncryptionProvider.Azure, wait);

    /// <returns>The cluster after the change. Null if the caller declined.</returns>
    public Task<ClusterEncryption?> DisableAsync(string clusterName, TimeSpan? wait) => RunAsync(clusterName, EncryptionProvider.None, wait);

    private async Task<ClusterEncryption?> RunAsync(string clusterName, string provider, TimeSpan? wait)
    {
        var cluster = Find(await clusters.AtFirstAsync().ConfigureAwait(false), clusterName);
        if (IsAsAsked(cluster, provider))
        {
            project.Log.Verbose($"The cluster {clusterName} already has the key provider {cluster.EncryptionAtRestProvider}; nothing was sent.");
            return wait is { } rest && cluster.Cluster.Kind == ClusterKind.Dedicated
                ? await SettledAsync(cluster, cluster.EncryptionAtRestProvider, rest, changedByUs: false).ConfigureAwait(false) : cluster;
        }

        var current = await project.EncryptionAtFirstAsync().ConfigureAwait(false);
        Check(cluster, provider, current);
        var asked = project.Time.GetTimestamp();
        var action = provider == EncryptionProvider.Azure
            ? "Encrypt with the project's key (an initial sync re-encrypts the data node by node, and search indexes are rebuilt)"
            : "End encryption with the project's key (an initial sync re-encrypts the data node by node, and search indexes are rebuilt)";
        if (!await confirmation.ShouldProcessAsync($"cluster {clusterName} of project {project.ProjectId}", action).ConfigureAwait(false)
            || !await IsKeySafeAsync(clusterName, provider, current).ConfigureAwait(false))
        {
            return null;
        }

        if (project.Time.GetElapsedTime(asked) > s_atOnce)
        {
            Check(Find(await clusters.ListAsync().ConfigureAwait(false), clusterName), provider, current);
        }

        var changed = await project.Atlas.UpdateClusterEncryptionAsync(project.ProjectId, cluster.ClusterName, provider, project.Cancellation).ConfigureAwait(false);
        if (changed.EncryptionAtRestProvider != provider)
        {
            var shown = changed.EncryptionAtRestProvider.Length == 0 ? "does not show which key it is encrypted with" : $"still shows {changed.EncryptionAtRestProvider}";
            project.Log.Warning($"Atlas accepted the change of the cluster {clusterName}, but its answer {shown}. Look again: "
                + $"{PowerShellCommand.Of($"Get-AtlasClusterEncryption -ProjectId {project.ProjectId}")}");
        }

        var result = new ClusterEncryption(changed, cluster.Reason);
        return wait is { } timeout ? await SettledAsync(result, provider, timeout, changedByUs: true).ConfigureAwait(false) : result;
    }

    /// <summary>A key that Atlas cannot use would stop the cluster. Waits for the key for a while, then the caller decides.</summary>
    private async Task<bool> IsKeySafeAsync(string clusterName, string provider, EncryptionAtRest current)
    {
        if (provider == EncryptionProvider.None || current.Valid is not false)
        {
            return true;
        }

        try
        {
            await project.Waiter(project.Encryption).UntilAsync(
                WaitSubject.OfProject("key", project.ProjectId), "valid", s_untilValid, s_untilValid,
                e => new WaitStep<EncryptionAtRest>(e.Valid is false ? "not valid" : "valid", e.Valid is false ? null : e)).ConfigureAwait(false);
            return true;
        }
        catch (AtlasCmkException e) when (e.Kind == FailureKind.TimedOut)
        {
            return await confirmation.ShouldContinueAsync(
                $"Atlas reports that it cannot use the key of project {project.ProjectId} (valid is false). If you encrypt cluster {clusterName} with "
                    + "it now, Atlas may shut the cluster down. Continue?",
                "The key is not valid").ConfigureAwait(false);
        }
    }

    private ClusterEncryption Find(IReadOnlyList<ClusterEncryption> clusters, string clusterName) =>
        clusters.FirstOrDefault(c => c.ClusterName.Equals(clusterName, StringComparison.OrdinalIgnoreCase))
        ?? throw ClusterErrors.ClusterUnknown(project.ProjectId, clusterName);

    private static bool IsAsAsked(ClusterEncryption cluster, string provider) =>
        provider == EncryptionProvider.Azure ? cluster.Cluster.IsEncryptedWithAzure : !cluster.Cluster.MayBeEncryptedWithAzure;

    private static void Check(ClusterEncryption cluster, string provider, EncryptionAtRest current)
    {
        if (provider == EncryptionProvider.None)
        {
            _ = !cluster.Cluster.IsEncryptedWithAzure ? throw ClusterErrors.ClusterKeyUnknown(cluster) : 0;
            _ = cluster.Paused ? throw ClusterErrors.ClusterPaused(cluster) : 0;
            return;
        }

        if (!cluster.IsEligible)
        {
            throw ClusterErrors.ClusterNotEligible(cluster);
        }

        if (!current.Enabled)
        {
            throw EncryptionErrors.NotEnabledForProject(current.ProjectId!);
        }
    }

    /// <summary>IDLE counts after the change was seen to run, or after a settling time.</summary>
    private Task<ClusterEncryption> SettledAsync(ClusterEncryption cluster, string provider, TimeSpan timeout, bool changedByUs)
    {
        var seenRunning = !changedByUs;
        var started = project.Time.GetTimestamp();
        return project.Waiter(project.Clusters).UntilAsync(
            WaitSubject.Cluster(cluster.ClusterName, project.ProjectId), "IDLE", s_typical, timeout,
            seen =>
            {
                var now = seen.FirstOrDefault(c => c.Name == cluster.ClusterName) ?? throw ClusterErrors.ClusterUnknown(project.ProjectId, cluster.ClusterName);
                seenRunning |= now.StateName != "IDLE";
                var settled = now.StateName == "IDLE" && now.EncryptionAtRestProvider == provider
                    && (seenRunning || project.Time.GetElapsedTime(started) >= s_settling);
                return new WaitStep<ClusterEncryption>(now.StateName, settled ? new(now, cluster.Reason) : null);
            },
            [cluster.Cluster]);
    }
}
