namespace AtlasCmk.Workflows;

/// <summary>What is known of when Atlas looks at a key.</summary>
internal static class KeyValidation
{
    /// <summary>So long after a change "valid" may still speak of the key or the application that were before: under private networking the data nodes validate, and Atlas does not say when they have.</summary>
    public static readonly TimeSpan StaleAtMost = TimeSpan.FromSeconds(30);
}
