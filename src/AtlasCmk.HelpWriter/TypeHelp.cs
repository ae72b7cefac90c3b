namespace AtlasCmk.HelpWriter;

/// <summary>A type that a cmdlet accepts from the pipeline or emits.</summary>
/// <param name="Name">Its name, as in a PowerShell type literal.</param>
/// <param name="Description">Its summary, then its properties.</param>
internal sealed record TypeHelp(string Name, IReadOnlyList<string> Description);
