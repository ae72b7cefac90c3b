namespace AtlasCmk.HelpWriter;

/// <summary>A related link; without an address it names another cmdlet or topic.</summary>
internal sealed record LinkHelp(string Text, string Address);
