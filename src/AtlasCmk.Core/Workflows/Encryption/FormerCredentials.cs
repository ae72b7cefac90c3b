using System.Globalization;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Encryption;

/// <summary>How long a project still needs its replaced credentials. Atlas restores a snapshot with the credentials of the snapshot's time.</summary>
/// <param name="project">The project.</param>
/// <param name="rotation">Collects the notes of several projects. Without it, each project gets a warning.</param>
internal sealed class FormerCredentials(ProjectContext project, SecretRotation? rotation = null)
{
    /// <returns>The project with the note.</returns>
    public async Task<EncryptionAtRest> NoteAsync(EncryptionAtRest before, EncryptionAtRest after)
    {
        var (warning, untilUnknown) = await ReadAsync(before, after).ConfigureAwait(false);
        if (rotation is not null)
        {
            rotation.Confirmed(project, before, after, warning, untilUnknown);
        }
        else if (warning is not null)
        {
            project.Log.Warning(warning);
        }

        return after;
    }

    private async Task<(string? Warning, string? UntilUnknown)> ReadAsync(EncryptionAtRest before, EncryptionAtRest after)
    {
        try
        {
            var snapshots = await ListSnapshotsAsync().ConfigureAwait(false);
            if (snapshots.Find(s => s.ExpiresAt is null) is { } endless)
            {
                return Unknown(before, $"Atlas does not report when snapshot {endless.Id} of cluster {endless.ClusterName} expires");
            }

            if (snapshots.Find(s => s.ExpiresAt <= project.Time.GetUtcNow()) is { } expired)
            {
                return Unknown(before, string.Create(
                    CultureInfo.InvariantCulture, $"snapshot {expired.Id} of cluster {expired.ClusterName} expired at {expired.ExpiresAt:u}, and Atlas still lists it"));
            }

            after.FormerCredentialsNeededUntil = snapshots.Max(s => s.ExpiresAt);
        }
        catch (AtlasCmkException e) when (!e.EndsTheCommand)
        {
            // The change is complete, so a failure to read this must not look as if the change had failed.
            return ($"Atlas restores a snapshot with the credentials that were in use when it was taken. How long project {project.ProjectId} keeps "
                + $"its snapshots could not be read: {e.Message}", $"project {project.ProjectId} ({e.Message})");
        }

        return (after.FormerCredentialsNeededUntil is { } until ? string.Create(CultureInfo.InvariantCulture, $"{Stay(before)} until the last snapshot expires at {until:u}.") : null, null);
    }

    private (string Warning, string UntilUnknown) Unknown(EncryptionAtRest before, string why) =>
        ($"{Stay(before)}. It is unknown until when: {why}.", $"project {project.ProjectId} ({why})");

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
