namespace AtlasCmk.HelpWriter;

/// <summary>One example: what it is for, the command, and what comes of it.</summary>
internal sealed record ExampleHelp(string Title, string Code, IReadOnlyList<string> Remarks);
