namespace AtlasCmk;

/// <summary>How a check can end.</summary>
internal static class CheckStatus
{
    public const string Passed = "Passed";
    public const string Failed = "Failed";
    public const string Warning = "Warning";
    public const string Unknown = "Unknown";
}
