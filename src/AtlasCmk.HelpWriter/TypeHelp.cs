namespace AtlasCmk.HelpWriter;

/// <summary>A type that a cmdlet takes from the pipeline or emits.</summary>
/// <param name="Name">Its name, as a type literal of the shell spells it.</param>
/// <param name="Description">What it is, then what it is made of.</param>
internal sealed record TypeHelp(string Name, IReadOnlyList<string> Description);
