using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Checks the name of a resource, or each of several: a blank at an end came along when it was copied, and a slash belongs to a path.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateNameAttribute : ValidateTextAttribute
{
    private protected override string? Fault(string text) =>
        text != text.Trim() ? "begins or ends with a blank. Give it without the blank."
        : text.Contains('/', StringComparison.Ordinal) ? "has a slash, which no name has. Give the name alone."
        : base.Fault(text);
}
