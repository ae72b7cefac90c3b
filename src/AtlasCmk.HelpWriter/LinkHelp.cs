namespace AtlasCmk.HelpWriter;

/// <summary>A related link. Without an address it is the name of a cmdlet or topic.</summary>
internal sealed record LinkHelp(string Text, string Address);
