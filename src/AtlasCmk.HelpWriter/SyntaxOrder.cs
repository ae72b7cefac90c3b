using System.Management.Automation;

namespace AtlasCmk.HelpWriter;

/// <summary>The order in which the shell itself prints a syntax: by position, then what is required, then the rest as declared.</summary>
internal static class SyntaxOrder
{
    public static IEnumerable<CommandParameterInfo> InSyntaxOrder(this CommandParameterSetInfo set) =>
        set.Parameters.OrderBy(p => p.Position < 0 ? int.MaxValue : p.Position).ThenBy(p => !p.IsMandatory);
}
