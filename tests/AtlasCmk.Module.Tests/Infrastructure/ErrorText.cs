using System.Management.Automation;

namespace AtlasCmk.ModuleTests.Infrastructure;

internal static class ErrorText
{
    /// <summary>What the shell shows of an error: its message, and below it what to do next.</summary>
    public static string Shown(this ErrorRecord error) => $"{error}\n{error.ErrorDetails?.RecommendedAction}";
}
