namespace AtlasCmk.Workflows;

/// <summary>What is known about when Atlas validates a key.</summary>
internal static class KeyValidation
{
    /// <summary>How long after a change "valid" can still refer to the previous key or application. Under private networking the data nodes validate, and Atlas does not report when.</summary>
    public static readonly TimeSpan StaleAtMost = TimeSpan.FromSeconds(30);
}
