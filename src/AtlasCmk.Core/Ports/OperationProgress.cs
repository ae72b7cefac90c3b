using AtlasCmk.Workflows;

namespace AtlasCmk.Ports;

/// <summary>One bar: what is being waited for, how it stands, and whether it is over.</summary>
internal sealed record OperationProgress(int ActivityId, string Activity, string Status)
{
    public bool Completed { get; init; }

    /// <summary>0 to 100 where a typical time is known, else -1.</summary>
    public int PercentComplete { get; init; } = -1;
}
