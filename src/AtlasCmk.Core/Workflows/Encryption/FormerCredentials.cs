namespace AtlasCmk.Workflows.Encryption;

/// <summary>How long a project still needs its replaced credentials. Atlas restores a snapshot with the credentials of the snapshot's time.</summary>
internal sealed class FormerCredentials(ProjectContext project)
{
    /// <returns>The project with the note. Also writes a warning.</returns>
    public async Task<EncryptionAtRest> NoteAsync(EncryptionAtRest before, EncryptionAtRest after)
    {
        try
        {
            var snapshots = await ListSnapshotsAsync().ConfigureAwait(false);
            if (snapshots.Find(s => s.ExpiresAt is null) is { } endless)
            {
                project.Log.Warning($"{Stay(before)}. It is unknown until when: Atlas does not report when snapshot {endless.Id} of cluster {endless.ClusterName} expires.");
                return after;
            }

            if (snapshots.Find(s => s.ExpiresAt <= project.Time.GetUtcNow()) is { } expired)
            {
                project.Log.Warning($"{Stay(before)}. It is unknown until when: snapshot {expired.Id} of cluster {expired.ClusterName} expired at {expired.ExpiresAt:u}, and Atlas still lists it.");
                return after;
            }

            after.FormerCredentialsNeededUntil = snapshots.Max(s => s.ExpiresAt);
        }
        catch (AtlasCmkException e) when (!e.EndsTheCommand)
        {
            // The change is complete, so a failure to read this must not look as if the change had failed.
            project.Log.Warning($"Atlas restores a snapshot with the credentials that were in use when it was taken. How long project {project.ProjectId} keeps "
                + $"its snapshots could not be read: {e.Message}");
            return after;
        }

        if (after.FormerCredentialsNeededUntil is { } until)
        {
            project.Log.Warning($"{Stay(before)} until the last snapshot expires at {until:u}.");
        }

        return after;
    }

    private string Stay(EncryptionAtRest before) =>
        $"Atlas restores a snapshot with the credentials that were in use when it was taken. Keep {Former(before)} of project {project.ProjectId}, with its rights on the vault";

    private static string Former(EncryptionAtRest before) =>
        before.ClientId is { } application ? $"the application {application}" : $"the service principal of role {before.RoleId}";

    private async Task<List<BackupSnapshot>> ListSnapshotsAsync()
    {
        var clusters = project.Atlas.ListClustersAsync(project.ProjectId, project.Cancellation);
        var deleted = project.Atlas.ListDeletedClustersWithBackupsAsync(project.ProjectId, project.Cancellation);
        await Task.WhenAll(clusters, deleted).ConfigureAwait(false);

        // A snapshot does not show whether it is encrypted, and can be older than its cluster's current state. So all count.
        var all = (await clusters.ConfigureAwait(false)).Concat(await deleted.ConfigureAwait(false)).Where(c => c.Kind == ClusterKind.Dedicated);
        var snapshots = await Task.WhenAll(all.Select(c => project.Atlas.ListSnapshotsAsync(c, project.Cancellation))).ConfigureAwait(false);
        return [.. snapshots.SelectMany(s => s).Where(s => s.Status != "failed")];
    }
}
