namespace AtlasCmk;

/// <summary>The events of a freeze and a thaw, as in <see cref="KeyAccessEvidence.Event"/>.</summary>
internal static class KeyAccessEvent
{
    public const string WillStop = "WillStop";
    public const string BackupsLocked = "BackupsLocked";
    public const string AlsoStops = "AlsoStops";
    public const string FallsBack = "FallsBack";
    public const string ImpactUnknown = "ImpactUnknown";
    public const string MayRemain = "MayRemain";
    public const string MayEnd = "MayEnd";
    public const string Recorded = "Recorded";
    public const string Taken = "Taken";
    public const string NotTaken = "NotTaken";
    public const string AlreadyTaken = "AlreadyTaken";
    public const string KeyInvalid = "KeyInvalid";
    public const string ClusterPaused = "ClusterPaused";
    public const string ClusterStopped = "ClusterStopped";
    public const string Frozen = "Frozen";
    public const string Given = "Given";
    public const string NotGiven = "NotGiven";
    public const string AlreadyGiven = "AlreadyGiven";
    public const string Unseen = "Unseen";
    public const string KeyValid = "KeyValid";
    public const string ClusterRunning = "ClusterRunning";
    public const string Thawed = "Thawed";
}
