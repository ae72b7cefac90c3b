namespace AtlasCmk;

/// <summary>The state of one cluster in a key rotation of its project.</summary>
public sealed class KeyRotationCluster
{
    internal KeyRotationCluster(string clusterName, string state, string stateName)
    {
        ClusterName = clusterName;
        State = state;
        StateName = stateName;
    }

    /// <summary>The name of the cluster.</summary>
    public string ClusterName { get; }

    /// <summary>Completed: it was seen to start, and is IDLE again. NotSeen: it was not seen to start, so it is unknown whether it uses the new key. Paused: it
    /// starts when it is resumed. Gone: Atlas no longer lists it; it was deleted if StateName is DELETING. Unchanged: it is IDLE, and the project already used
    /// the version, so nothing was sent or waited for.</summary>
    public string State { get; }

    /// <summary>The last state, as Atlas spells it: IDLE, UPDATING or another one.</summary>
    public string StateName { get; }

    /// <summary>When it was first seen after its start.</summary>
    public DateTimeOffset? StartedAt { get; internal init; }

    /// <summary>When it was first seen as IDLE again.</summary>
    public DateTimeOffset? CompletedAt { get; internal init; }

    /// <summary>Whether it was seen being deleted: missing from a list is no proof.</summary>
    internal bool IsDeleted => State == RotationState.Gone && StateName is ("DELETING" or "DELETED");

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{ClusterName} {State}");
}

/// <summary>The possible states of a cluster in a rotation, as in <see cref="KeyRotationCluster.State"/>.</summary>
internal static class RotationState
{
    public const string Completed = "Completed";
    public const string NotSeen = "NotSeen";
    public const string Paused = "Paused";
    public const string Gone = "Gone";
    public const string Unchanged = "Unchanged";
}
