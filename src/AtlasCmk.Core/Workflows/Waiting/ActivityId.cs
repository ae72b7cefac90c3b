namespace AtlasCmk.Workflows;

/// <summary>A unique number for each progress bar of this process, so that concurrent bars stay separate.</summary>
internal static class ActivityId
{
    private static int s_last;

    public static int Next() => Interlocked.Increment(ref s_last) & int.MaxValue;
}
