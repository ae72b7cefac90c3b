namespace AtlasCmk.Workflows;

/// <summary>A number for each progress bar of this process, so that two that are shown at once stay two.</summary>
internal static class ActivityId
{
    private static int s_last;

    public static int Next() => Interlocked.Increment(ref s_last) & int.MaxValue;
}
