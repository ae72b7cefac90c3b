using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Rotation;

/// <summary>Whether a project still needs the version that a rotation replaced. Only observed facts count. No observation is no evidence that the key is free.</summary>
internal sealed class OldKeyNeed(ProjectContext project)
{
    /// <summary>Why an unlisted cluster may use the old version. Null if Atlas lists as many clusters as the project has.</summary>
    public async Task<string?> GapAsync(int listed)
    {
        var told = await ReadResult.FromAsync(() => project.Atlas.GetProjectAsync(project.ProjectId, project.Cancellation)).ConfigureAwait(false);
        return told.IsKnown
            ? await new UnlistedClusters(project).FindAsync(listed, told.Value!.ClusterCount).ConfigureAwait(false)
            : $"The number of clusters of the project could not be read: {told.Reason.TrimEnd('.')}";
    }

    /// <summary>The same, for a rotation that sent the new key to Atlas.</summary>
    public static (bool? Needed, string Reason) Of(RotationStart start, IReadOnlyList<KeyRotationCluster> clusters, string? gap) =>
        start.Left.IsKept ? (null, "Already the latest enabled version, which Atlas followed; the version before it is unknown")
        : start.Left.Version is null ? (null, start.Old is null ? KeyRotation.NoOldKey : "Which version Atlas followed before could not be read")
        : start.Goal.Followed is { } followed && followed.Identifier.Equals(start.Left.Version) ? (true, "It is the latest enabled version, which Atlas follows now")
        : Of(start.Before, clusters, gap, start.Goal.Followed is null ? null : "Atlas follows the latest enabled version now, and does not say which version a cluster uses");

    /// <param name="before">The project before the rotation.</param>
    /// <param name="clusters">The progress of each cluster.</param>
    /// <param name="doubts">Other reasons for doubt.</param>
    public static (bool? Needed, string Reason) Of(EncryptionStatus before, IReadOnlyList<KeyRotationCluster> clusters, params IEnumerable<string?> doubts)
    {
        var waiting = clusters.Where(c => c.State is RotationState.NotSeen or RotationState.Paused).Select(c => c.ClusterName).ToList();
        var missing = clusters.Where(c => c.State == RotationState.Gone && !c.IsDeleted).Select(c => c.ClusterName).ToList();
        var backedUp = before.Clusters.Where(c => c is { IsEncryptedWithAzure: true, BackupEnabled: true }).Select(c => c.Name).ToList();
        List<string> open =
        [
            .. before.EncryptedClusters.Select(c => (c.Name, Reason: BackupDoubt(c))).Where(c => c.Reason is not null)
            .Select(c => $"{c.Name}: snapshots that were made before may need it ({c.Reason})"),
            .. doubts.OfType<string>(),
        ];
        List<string> reasons =
        [
            .. waiting.Count == 0 ? [] : (string[])[$"{string.Join(", ", waiting)}: not confirmed to use the new key"],
            .. missing.Count == 0 ? [] : (string[])[$"{string.Join(", ", missing)}: missing from Atlas's list, and not confirmed to be deleted"],
            .. backedUp.Count == 0 ? [] : (string[])[$"{string.Join(", ", backedUp)}: snapshots that were made before need it until they expire"],
        ];
        return reasons.Count > 0
            ? (true, string.Join("; ", reasons.Concat(open)))
            : open.Count > 0 ? (null, string.Join("; ", open))
            : (null, "Nothing that was read needs it; other projects, deleted clusters and older snapshots may");
    }

    /// <summary>Why it is unclear whether a cluster has snapshots that need the key, or null.</summary>
    private static string? BackupDoubt(AtlasCluster cluster) =>
        cluster.Unsaid.Contains("backupEnabled") ? "Atlas does not say whether Cloud Backup is on"
        : cluster is { BackupEnabled: true, IsEncryptedWithAzure: false } ? cluster.KeyInWords
        : null;
}
