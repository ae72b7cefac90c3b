namespace AtlasCmk;

/// <summary>Follows a freeze or a thaw until Atlas reports it. To ask makes Atlas look at the key.</summary>
internal sealed class KeyAccessWait(ProjectWork project, KeyAccessJournal journal, TimeSpan timeout)
{
    private static readonly TimeSpan s_typical = TimeSpan.FromMinutes(5);

    private readonly HashSet<string> _told = [];

    /// <param name="running">The clusters that have to stop.</param>
    public async Task UntilFrozenAsync(IReadOnlyCollection<string> running)
    {
        await FollowAsync("frozen", KeyAccessEvent.ClusterPaused, running, e => e.Valid is false, KeyAccessEvent.KeyInvalid, c => c.Paused).ConfigureAwait(false);
        journal.Atlas(KeyAccessEvent.Frozen, project.ProjectId, "what ran is paused");
    }

    /// <param name="running">The clusters that have to run again; null where nobody wrote down which did.</param>
    public async Task UntilThawedAsync(IReadOnlyCollection<string>? running)
    {
        if (running is null)
        {
            project.Log.Warning($"The record does not tell which clusters of project {project.ProjectId} were running, since Atlas was not asked: only the key is waited for. Look at the clusters with Get-AtlasClusterEncryption.");
        }

        await FollowAsync("thawed", KeyAccessEvent.ClusterRunning, running ?? [], e => e.Valid is true, KeyAccessEvent.KeyValid, c => !c.Paused && c.StateName == "IDLE").ConfigureAwait(false);
        journal.Atlas(KeyAccessEvent.Thawed, project.ProjectId, "what ran runs again");
    }

    private Task<RotationLook> FollowAsync(string goal, string clusterEvent, IReadOnlyCollection<string> clusters, Func<EncryptionAtRest, bool> isKeySo, string keyEvent, Func<AtlasCluster, bool> isClusterSo)
    {
        var looks = new SharedPoll<RotationLook>(c => RotationLook.TakeAsync(project, c), project.Time, project.Cancellation);
        return project.Waiter(looks).UntilAsync($"the data of project {project.ProjectId}", goal, s_typical, timeout, look =>
        {
            var isDone = isKeySo(look.Encryption);
            if (isDone)
            {
                Once(keyEvent, project.ProjectId, look.Encryption.Valid is true ? "valid is true" : "valid is false");
            }

            foreach (var name in clusters)
            {
                // One that was deleted meanwhile is nobody's to wait for.
                var cluster = look.Clusters.FirstOrDefault(c => c.Name == name);
                if (cluster is null || isClusterSo(cluster))
                {
                    Once(clusterEvent, name, cluster is null ? "deleted meanwhile" : $"{cluster.StateName}{(cluster.Paused ? ", paused" : "")}");
                }
                else
                {
                    isDone = false;
                }
            }

            return new WaitStep<RotationLook>(Status(look, clusters), isDone ? look : null);
        });
    }

    private static string Status(RotationLook look, IReadOnlyCollection<string> clusters) => string.Join("; ",
        look.Clusters.Where(c => clusters.Contains(c.Name)).Select(c => $"{c.Name} {(c.Paused ? "paused" : c.StateName)}")
            .Prepend($"the key is {look.Encryption.Valid switch { true => "valid", false => "not valid", null => "not yet validated" }}"));

    private void Once(string what, string subject, string detail)
    {
        if (_told.Add($"{what} {subject}"))
        {
            journal.Atlas(what, subject, detail);
        }
    }
}
