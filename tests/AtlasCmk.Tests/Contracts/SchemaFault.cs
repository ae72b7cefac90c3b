namespace AtlasCmk.Tests.Contracts;

/// <summary>A value at a JSON path (<c>#/results[0].status</c>), and what its schema has against it.</summary>
internal sealed record SchemaFault(string Path, string Rule);
