namespace AtlasCmk.Tests.Keys.Histories;

/// <summary>A backup, with the version that a restore really needs; null for none.</summary>
internal sealed record HistoricSnapshot(string Id, DateTimeOffset Created, DateTimeOffset Expires, string? Key, string Status);
