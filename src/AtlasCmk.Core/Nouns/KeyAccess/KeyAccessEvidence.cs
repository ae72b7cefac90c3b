namespace AtlasCmk;

/// <summary>One event of a freeze or thaw of a project's data, with its time.</summary>
public sealed class KeyAccessEvidence : AtlasResource
{
    private readonly KeyAccessTarget _target;

    internal KeyAccessEvidence(KeyAccessTarget target, DateTimeOffset time, string what, string source, string subject, string detail)
        : base(target.ProjectId)
    {
        _target = target;
        ProjectName = target.ProjectName;
        Time = time;
        Event = what;
        Source = source;
        Subject = subject;
        Detail = VisibleText.Of(detail);
    }

    /// <summary>When it happened, or was first observed.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>What happened. Before a freeze: WillStop, BackupsLocked, AlsoStops, FallsBack, ImpactUnknown, MayRemain or MayEnd. FallsBack: another project
    /// that follows the latest enabled version gets an older one. MayEnd: a rotation policy can create a version that Atlas then uses. During a freeze:
    /// Recorded; Taken, NotTaken, Unseen or AlreadyTaken; KeyInvalid, ClusterPaused, ClusterStopped, Frozen. ClusterStopped: for ten minutes Atlas reported the
    /// cluster as neither IDLE nor paused. During a thaw: Given, NotGiven, Unseen or AlreadyGiven; KeyValid, ClusterRunning, Thawed. Taken and Given mean that
    /// Azure confirmed the change afterwards. NotTaken and NotGiven mean that it did not. Unseen means that Azure could not be read again.</summary>
    public string Event { get; }

    /// <summary>The object of the event: a cluster, a key version, a role assignment, an identity, a file.</summary>
    public string Subject { get; }

    /// <summary>The details of the event.</summary>
    public string Detail { get; }

    /// <summary>The source of the information: Atlas, Azure, or AtlasCmk.</summary>
    public string Source { get; }

    /// <summary>KeyVersion, AccessPolicy or RoleAssignment.</summary>
    public string Method => _target.Method.ToString();

    /// <summary>The key that Atlas uses, as a full URL. It has no version if Atlas follows the latest one; empty if no key is named.</summary>
    public string? KeyIdentifier => _target.Key?.Text;

    /// <summary>The name of the vault.</summary>
    public string KeyVaultName => _target.Vault.Name;

    /// <summary>The record file, for Grant-AtlasKeyAccess.</summary>
    public string? RecordPath { get; internal init; }

    /// <summary>What the command that emitted this object did: who, when, and the request IDs; empty if a command only read it.</summary>
    public ChangeEvidence? Change => ChangeMade;

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{Time:u} {Event} {Subject}");
}
