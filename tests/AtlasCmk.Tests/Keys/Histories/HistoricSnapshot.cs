namespace AtlasCmk.Tests.Keys.Histories;

/// <param name="Key">The version that a restore really needs; null for none.</param>
internal sealed record HistoricSnapshot(string Id, DateTimeOffset Created, DateTimeOffset Expires, string? Key, string Status);
