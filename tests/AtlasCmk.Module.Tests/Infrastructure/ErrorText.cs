using System.Management.Automation;

namespace AtlasCmk.ModuleTests.Infrastructure;

internal static class ErrorText
{
    /// <summary>An error as the shell shows it: its message, and below it the remedy.</summary>
    public static string DisplayText(this ErrorRecord error) => $"{error}\n{error.ErrorDetails?.RecommendedAction}";
}
