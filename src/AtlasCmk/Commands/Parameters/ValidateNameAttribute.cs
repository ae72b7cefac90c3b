using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Checks one or more resource names: no space at either end, and no slash, which belongs to a path.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateNameAttribute : ValidateTextAttribute
{
    private protected override string? Fault(string text) =>
        text != text.Trim() ? "begins or ends with a space. Remove the space."
        : text.Contains('/', StringComparison.Ordinal) ? "contains a slash, which is not allowed in a name. Give the name only."
        : base.Fault(text);
}
