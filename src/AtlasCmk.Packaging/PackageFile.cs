namespace AtlasCmk.Packaging;

/// <summary>A file of a package: its path in it, with slashes, and what it holds.</summary>
internal sealed record PackageFile(string Path, byte[] Content);
