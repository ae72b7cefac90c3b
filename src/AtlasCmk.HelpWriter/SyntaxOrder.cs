using System.Management.Automation;

namespace AtlasCmk.HelpWriter;

/// <summary>The order of PowerShell's syntax: by position, then required parameters, then the others as declared.</summary>
internal static class SyntaxOrder
{
    public static IEnumerable<CommandParameterInfo> InSyntaxOrder(this CommandParameterSetInfo set) =>
        set.Parameters.OrderBy(p => p.Position < 0 ? int.MaxValue : p.Position).ThenBy(p => !p.IsMandatory);
}
