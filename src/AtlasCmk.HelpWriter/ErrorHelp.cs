namespace AtlasCmk.HelpWriter;

/// <summary>An error that a cmdlet can give.</summary>
/// <param name="Id">The first part of its FullyQualifiedErrorId.</param>
/// <param name="Meaning">What it says; empty where nobody explains it.</param>
/// <param name="IsOwn">Whether the cmdlet itself names it, and not the base of all cmdlets of its kind.</param>
internal sealed record ErrorHelp(string Id, string Meaning, bool IsOwn);
