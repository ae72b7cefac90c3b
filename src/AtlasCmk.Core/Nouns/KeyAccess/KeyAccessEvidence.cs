namespace AtlasCmk;

/// <summary>One thing that happened while a project's data were frozen or thawed, and when.</summary>
public sealed class KeyAccessEvidence : AtlasResource
{
    private readonly KeyAccessTarget _target;

    internal KeyAccessEvidence(KeyAccessTarget target, DateTimeOffset time, string what, string source, string subject, string detail)
        : base(target.ProjectId)
    {
        _target = target;
        Time = time;
        Event = what;
        Source = source;
        Subject = subject;
        Detail = VisibleText.Of(detail);
    }

    /// <summary>When it happened, or was first seen.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>What happened. Of a freeze: WillStop, BackupsLocked, AlsoStops, FallsBack (another project, which follows the latest enabled version, gets an older one), ImpactUnknown, MayRemain or MayEnd (a rotation policy can create a version that Atlas then uses) before it; Recorded; Taken, NotTaken, Unseen or AlreadyTaken; KeyInvalid, ClusterPaused, ClusterStopped (Atlas reports the cluster as neither IDLE nor paused, for ten minutes), Frozen. Of a thaw: Given, NotGiven, Unseen or AlreadyGiven; KeyValid, ClusterRunning, Thawed. Taken and Given mean that Azure was asked again after the change and showed it. NotTaken and NotGiven mean that it did not. Unseen means that Azure could not be asked again.</summary>
    public string Event { get; }

    /// <summary>Whom it happened to: a cluster, a key version, a role assignment, an identity, a file.</summary>
    public string Subject { get; }

    /// <summary>More about it.</summary>
    public string Detail { get; }

    /// <summary>Who says so: Atlas, Azure, or AtlasCmk.</summary>
    public string Source { get; }

    /// <summary>KeyVersion, AccessPolicy or RoleAssignment.</summary>
    public string Method => _target.Method.ToString();

    /// <summary>The key that Atlas uses, as a full URL. It has no version where Atlas follows the latest one; empty where the key is not named.</summary>
    public string? KeyIdentifier => _target.Key?.Text;

    /// <summary>The vault's name.</summary>
    public string KeyVaultName => _target.Vault.Name;

    /// <summary>The file with what was taken: what Grant-AtlasKeyAccess takes.</summary>
    public string? RecordPath { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Time:u} {Event} {Subject}");
}
