namespace AtlasCmk.HelpWriter;

/// <summary>An example: its purpose, the command, and the result.</summary>
internal sealed record ExampleHelp(string Title, string Code, IReadOnlyList<string> Remarks);
