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

/// <summary>An error that a cmdlet can give.</summary>
/// <param name="Id">The first part of its FullyQualifiedErrorId.</param>
/// <param name="Meaning">Its meaning. Empty if the catalog does not explain it.</param>
/// <param name="IsOwn">Whether the cmdlet itself lists it, and not a base class.</param>
internal sealed record ErrorHelp(string Id, string Meaning, bool IsOwn);

/// <summary>An example: its purpose, the command, and the result.</summary>
internal sealed record ExampleHelp(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>A related link. Without an address it is the name of a cmdlet or topic.</summary>
internal sealed record LinkHelp(string Text, string Address);

/// <summary>A type that a cmdlet accepts from the pipeline or emits.</summary>
/// <param name="Name">Its name, as in a PowerShell type literal.</param>
/// <param name="Description">Its summary, then its properties.</param>
internal sealed record TypeHelp(string Name, IReadOnlyList<string> Description);
