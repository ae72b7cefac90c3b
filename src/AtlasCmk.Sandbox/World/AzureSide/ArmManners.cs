namespace AtlasCmk.Sandbox.World;

/// <summary>Where Resource Manager's description leaves a choice, which of them this world makes.</summary>
internal sealed class ArmManners
{
    public const string Recorded = "recorded";
    public const string Immediate = "immediate";
    public const string Updating = "updating";
    public const string Operation = "operation";
    public const string FailedOperation = "failed";

    public static IReadOnlyList<string> ConnectionUpdates { get; } = [Recorded, Immediate, Updating, Operation, FailedOperation];

    /// <summary>
    /// How a decision about a connection ends. As it was recorded, the answer shows the new status and Updating, and its
    /// Azure-AsyncOperation is the connection's own address. Else: with its answer, with a provisioningState that changes
    /// later, or with an operation to ask about, which may fail.
    /// </summary>
    public string ConnectionUpdate { get; set; } = Recorded;

    /// <summary>The removal of a connection goes on after its answer.</summary>
    public bool SlowConnectionDelete { get; set; }

    /// <summary>A connection that is not there is answered with 404; described is 204.</summary>
    public bool MissingConnectionIsNotFound { get; set; }

    public int PageSize { get; set; } = 50;
}
