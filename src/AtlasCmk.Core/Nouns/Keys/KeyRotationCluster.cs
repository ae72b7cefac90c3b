namespace AtlasCmk;

/// <summary>How far one cluster is in a rotation of its project's key.</summary>
public sealed class KeyRotationCluster
{
    internal KeyRotationCluster(string clusterName, string state, string stateName)
    {
        ClusterName = clusterName;
        State = state;
        StateName = stateName;
    }

    /// <summary>The cluster's name.</summary>
    public string ClusterName { get; }

    /// <summary>Completed: it was seen to start, and is IDLE again. NotSeen: it was not seen to start, so whether it has the new key is not known. Paused: it starts when it is resumed. Gone: Atlas does not list it any more; it was deleted if StateName is DELETING. Unchanged: it is IDLE, and the project was on the version already, so nothing was sent or waited for.</summary>
    public string State { get; }

    /// <summary>IDLE, UPDATING or another state, as Atlas spelled it last.</summary>
    public string StateName { get; }

    /// <summary>When it was first seen to have started.</summary>
    public DateTimeOffset? StartedAt { get; internal init; }

    /// <summary>When it was first seen IDLE again.</summary>
    public DateTimeOffset? CompletedAt { get; internal init; }

    /// <summary>Whether it was seen to be deleted: that a list lacks it proves nothing.</summary>
    internal bool IsDeleted => State == RotationState.Gone && StateName is ("DELETING" or "DELETED");

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{ClusterName} {State}");
}

/// <summary>How a rotation can end for a cluster, as <see cref="KeyRotationCluster.State"/> says it.</summary>
internal static class RotationState
{
    public const string Completed = "Completed";
    public const string NotSeen = "NotSeen";
    public const string Paused = "Paused";
    public const string Gone = "Gone";
    public const string Unchanged = "Unchanged";
}
