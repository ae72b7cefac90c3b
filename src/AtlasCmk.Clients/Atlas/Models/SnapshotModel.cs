using Newtonsoft.Json;

namespace AtlasCmk.Clients;

/// <summary>The fields that DiskBackupReplicaSet and DiskBackupShardedClusterSnapshot share.</summary>
internal sealed class SnapshotModel
{
    [JsonProperty("id", Required = Required.Always)]
    public string Id { get; init; } = "";

    [JsonProperty("status")]
    public string? Status { get; init; }

    [JsonProperty("createdAt")]
    public DateTimeOffset? CreatedAt { get; init; }

    [JsonProperty("expiresAt")]
    public DateTimeOffset? ExpiresAt { get; init; }

    [JsonProperty("masterKeyUUID")]
    public string? MasterKeyUuid { get; init; }

    [JsonProperty("copyRegions")]
    public List<string>? CopyRegions { get; init; }

    public BackupSnapshot ToSnapshot(string clusterName) => new(Id, clusterName)
    {
        Status = Status ?? "",
        CreatedAt = CreatedAt,
        ExpiresAt = ExpiresAt,
        MasterKeyUuid = MasterKeyUuid.OrNull(),
        CopyRegions = CopyRegions ?? [],
    };
}
