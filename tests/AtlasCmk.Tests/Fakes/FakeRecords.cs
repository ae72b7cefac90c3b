using System.Collections.Concurrent;

namespace AtlasCmk.Tests.Fakes;

/// <summary>A disk with records, and nothing else.</summary>
internal sealed class FakeRecords(ConcurrentQueue<string> journal) : IKeyAccessRecords
{
    public Dictionary<string, KeyAccessRecord> Files { get; } = [];

    public bool IsFull { get; set; }

    public bool IsLocked { get; set; }

    public void CheckPlace(string path) => _ = IsLocked ? throw KeyAccessRecordErrors.RecordNotWritten(path, new UnauthorizedAccessException("Access is denied")) : 0;

    public KeyAccessRecord? Read(string path) => Files.GetValueOrDefault(path);

    public void Create(string path, KeyAccessRecord record)
    {
        journal.Enqueue($"write {path}");
        _ = IsFull ? throw KeyAccessRecordErrors.RecordNotWritten(path, new IOException("No space left on device")) : Files.TryAdd(path, record) ? 0 : throw KeyAccessRecordErrors.RecordExists(path);
    }
}
