namespace AtlasCmk.Packaging;

/// <summary>The clone is not fit to be packed; the message says why.</summary>
internal sealed class PackagingException(string message) : Exception(message);
