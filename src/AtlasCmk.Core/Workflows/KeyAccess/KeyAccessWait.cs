using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Follows a freeze or a thaw until Atlas reports it. Reading the settings makes Atlas validate the key.</summary>
/// <remarks>
/// Atlas does not document how it reports a cluster that it stopped because of its key. One page says that it pauses the cluster,
/// another that it shuts down processes. Paused counts. If the key is not valid, a lasting state other than IDLE counts too.
/// </remarks>
internal sealed class KeyAccessWait(ProjectContext project, KeyAccessJournal journal, TimeSpan timeout)
{
    private static readonly TimeSpan s_typical = TimeSpan.FromMinutes(5);

    /// <summary>Longer than the last steps of an update that was already in progress.</summary>
    private static readonly TimeSpan s_settling = TimeSpan.FromMinutes(10);

    private readonly HashSet<(string Event, string Subject)> _told = [];
    private readonly Dictionary<string, long> _restless = [];
    private readonly HashSet<string> _deleted = [];

    /// <summary>Every cluster that uses the key or may use it must stop, even if the record does not list it.</summary>
    /// <param name="running">The clusters that ran before. Null if not recorded.</param>
    public async Task UntilFrozenAsync(IReadOnlyCollection<string>? running)
    {
        var ran = new HashSet<string>(running ?? []);
        await FollowAsync("frozen", ran, status =>
        {
            var isDone = IsKey(status, valid: false, KeyAccessEvent.KeyInvalid);
            foreach (var cluster in status.EncryptedClusters)
            {
                if (HowStopped(cluster, status.Encryption.Valid is false) is not { } what)
                {
                    ran.Add(cluster.Name);
                    isDone = false;
                }
                else if (running is null || ran.Contains(cluster.Name))
                {
                    Once(what, cluster.Name, State(cluster));
                }
            }

            Gone(running, KeyAccessEvent.ClusterPaused);
            return isDone;
        }).ConfigureAwait(false);
        journal.Atlas(KeyAccessEvent.Frozen, project.ProjectId, "the key is not valid; " + Stopped());
    }

    /// <param name="running">The clusters that must run again. Null if not recorded.</param>
    public async Task UntilThawedAsync(IReadOnlyCollection<string>? running)
    {
        if (running is null)
        {
            project.Log.Warning($"The record does not list which clusters of project {project.ProjectId} ran before: Atlas was not asked, or did not "
                + "report them. The command waits for the key only; check the clusters with Get-AtlasClusterEncryption.");
        }

        await FollowAsync("thawed", running ?? [], status =>
        {
            var isDone = IsKey(status, valid: true, KeyAccessEvent.KeyValid);
            foreach (var cluster in status.Clusters.Where(c => running?.Contains(c.Name) is true))
            {
                if (cluster is { Paused: false, StateName: "IDLE" } && !cluster.Unsaid.Contains("paused"))
                {
                    Once(KeyAccessEvent.ClusterRunning, cluster.Name, State(cluster));
                }
                else
                {
                    isDone = false;
                }
            }

            Gone(running, KeyAccessEvent.ClusterRunning);
            return isDone;
        }).ConfigureAwait(false);
        journal.Atlas(KeyAccessEvent.Thawed, project.ProjectId, running switch
        {
            null => "the key is valid; it is unknown which clusters ran before",
            { Count: 0 } => "the key is valid; no cluster ran before",
            _ => "the key is valid; the clusters run again",
        });
    }

    private Task<EncryptionStatus> FollowAsync(string goal, IReadOnlyCollection<string> expected, Func<EncryptionStatus, bool> isDone)
    {
        var poll = new SharedPoll<EncryptionStatus>(c => ReadAsync(expected, c), project.Time, project.Cancellation);
        return project.Waiter(poll).UntilAsync(WaitSubject.OfProject("data", project.ProjectId), goal, s_typical, timeout, status =>
        {
            // A project without a key has no validity.
            _ = status.Encryption.Enabled ? 0 : throw EncryptionErrors.NotEnabledForProject(project.ProjectId);
            return new WaitStep<EncryptionStatus>(Describe(status), isDone(status) ? status : null);
        });
    }

    /// <summary>A list can omit a cluster by mistake, so a missing cluster is read by name.</summary>
    private async Task<EncryptionStatus> ReadAsync(IEnumerable<string> expected, CancellationToken cancellation)
    {
        var status = await project.EncryptionStatusAsync(cancellation).ConfigureAwait(false);
        var clusters = status.Clusters.ToList();
        foreach (var name in expected.Except(status.Clusters.Select(c => c.Name)).Except(_deleted).ToList())
        {
            if (await project.Atlas.FindClusterAsync(project.ProjectId, name, cancellation).ConfigureAwait(false) is { } cluster)
            {
                clusters.Add(cluster);
            }
            else
            {
                _deleted.Add(name);
            }
        }

        return status with { Clusters = clusters };
    }

    private bool IsKey(EncryptionStatus status, bool valid, string what)
    {
        if (status.Encryption.Valid != valid)
        {
            return false;
        }

        Once(what, project.ProjectId, valid ? "valid is true" : "valid is false");
        return true;
    }

    /// <summary>Null while it runs or may run.</summary>
    private string? HowStopped(AtlasCluster cluster, bool isKeyInvalid)
    {
        if (cluster.Paused)
        {
            return KeyAccessEvent.ClusterPaused;
        }

        if (!isKeyInvalid || cluster.StateName == "IDLE")
        {
            _restless.Remove(cluster.Name);
            return null;
        }

        _restless.TryAdd(cluster.Name, project.Time.GetTimestamp());
        return project.Time.GetElapsedTime(_restless[cluster.Name]) >= s_settling ? KeyAccessEvent.ClusterStopped : null;
    }

    /// <summary>A cluster that was deleted in the meantime is not waited for.</summary>
    private void Gone(IEnumerable<string>? names, string what)
    {
        foreach (var name in (names ?? []).Where(_deleted.Contains))
        {
            Once(what, name, "deleted meanwhile");
        }
    }

    private string Stopped()
    {
        var unpaused = _told.Where(t => t.Event == KeyAccessEvent.ClusterStopped).Select(t => t.Subject).ToList();
        return unpaused.Count > 0 ? $"not IDLE any more, and not reported as paused: {string.Join(", ", unpaused)}"
            : _told.Any(t => t.Event == KeyAccessEvent.ClusterPaused) ? "the clusters that ran are paused"
            : "no cluster ran under it";
    }

    private static string Describe(EncryptionStatus status) => string.Join("; ",
        status.EncryptedClusters.Select(c => $"{c.Name} {(c.Paused ? "paused" : c.StateName)}")
            .Prepend($"the key is {status.Encryption.Valid switch { true => "valid", false => "not valid", null => "not yet validated" }}"));

    private static string State(AtlasCluster cluster) => $"{cluster.StateName}{(cluster.Paused ? ", paused" : "")}";

    private void Once(string what, string subject, string detail)
    {
        if (_told.Add((what, subject)))
        {
            journal.Atlas(what, subject, detail);
        }
    }
}
