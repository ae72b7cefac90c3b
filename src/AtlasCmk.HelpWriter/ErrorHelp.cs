namespace AtlasCmk.HelpWriter;

/// <summary>An error that a cmdlet can give.</summary>
/// <param name="Id">The first part of its FullyQualifiedErrorId.</param>
/// <param name="Meaning">Its meaning. Empty if the catalog does not explain it.</param>
/// <param name="IsOwn">Whether the cmdlet itself lists it, and not a base class.</param>
internal sealed record ErrorHelp(string Id, string Meaning, bool IsOwn);
