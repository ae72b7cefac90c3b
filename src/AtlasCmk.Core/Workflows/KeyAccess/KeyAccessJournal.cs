using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Emits events as they happen, so that an interrupted command has reported everything before the interruption.</summary>
internal sealed class KeyAccessJournal(KeyAccessTarget target, string recordPath, TimeProvider time, Action<KeyAccessEvidence> emit)
{
    public void Azure(string what, KeyGrant grant) => Record(what, "Azure", grant.Subject, grant.Detail);

    /// <summary>The state in Azure after a change, and its time.</summary>
    public void Seen(string what, KeyGrant grant, string seen)
    {
        var now = time.GetUtcNow();
        Record(what, "Azure", grant.Subject, $"{grant.Detail}; {seen} at {now:u}", now);
    }

    public void Atlas(string what, string subject, string detail) => Record(what, "Atlas", subject, detail);

    public void Own(string what, string subject, string detail) => Record(what, "AtlasCmk", subject, detail);

    public void Impact(KeyAccessImpact impact)
    {
        foreach (var cluster in impact.Running)
        {
            Atlas(KeyAccessEvent.WillStop, cluster.Name, cluster.InstanceSize);
        }

        foreach (var backups in impact.Backups.GroupBy(b => (b.ProjectId, b.ClusterName)))
        {
            Atlas(KeyAccessEvent.BackupsLocked, backups.Key.ClusterName!,
                $"{KeyAccessImpact.Counted(backups)}{(backups.Key.ProjectId == target.ProjectId ? "" : $", of project {backups.Key.ProjectId}")}");
        }

        foreach (var other in impact.Sharing.Select(p => p.Description).Concat(impact.Others))
        {
            Own(KeyAccessEvent.AlsoStops, target.Vault.Name, other);
        }

        foreach (var project in impact.FallBacks)
        {
            Own(KeyAccessEvent.FallsBack, project.ProjectId, project.Description);
        }

        foreach (var reason in impact.Unknown)
        {
            Own(KeyAccessEvent.ImpactUnknown, target.Vault.Name, reason);
        }

        foreach (var project in impact.NotRead)
        {
            Own(KeyAccessEvent.ImpactUnknown, project, "its clusters and backups were not read, and may need the key; the project does not use this vault now");
        }

        foreach (var user in impact.MayRemain)
        {
            Own(KeyAccessEvent.MayRemain, user.ObjectId, $"{user.By}; Atlas keeps this access if its identity is a member of a group with this ID");
        }

        if (impact.MayEnd is { } end)
        {
            Own(KeyAccessEvent.MayEnd, target.Key!.KeyName, end);
        }
    }

    private void Record(string what, string source, string subject, string detail, DateTimeOffset? at = null) =>
        emit(new(target, at ?? time.GetUtcNow(), what, source, subject, detail) { RecordPath = recordPath });
}
