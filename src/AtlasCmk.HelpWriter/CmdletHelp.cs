using System.Management.Automation;

namespace AtlasCmk.HelpWriter;

/// <summary>The help of a cmdlet: what PowerShell knows about the command, and what the comments add.</summary>
internal sealed record CmdletHelp(
    CmdletInfo Command,
    string Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<ParameterHelp> Parameters,
    IReadOnlyList<TypeHelp> Inputs,
    IReadOnlyList<TypeHelp> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<ErrorHelp> Errors,
    IReadOnlyList<ExampleHelp> Examples,
    IReadOnlyList<LinkHelp> Links)
{
    public string TypeName => Command.ImplementingType.FullName!;
}
