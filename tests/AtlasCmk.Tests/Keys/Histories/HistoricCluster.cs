namespace AtlasCmk.Tests.Keys.Histories;

/// <summary>A cluster, with what Atlas never tells: the key version that its data are really under.</summary>
internal sealed class HistoricCluster(string name)
{
    public string Name => name;

    /// <summary>Null where the project's key does not encrypt it.</summary>
    public string? DataKey { get; set; }

    public bool IsPaused { get; set; }

    /// <summary>Whether a rolling update to the project's key is under way.</summary>
    public bool IsMoving { get; set; }

    public bool IsDeleted { get; set; }

    public bool HasPointInTime { get; init; }

    /// <summary>When the data were last seen under each version.</summary>
    public Dictionary<string, DateTimeOffset> LastUnder { get; } = [];

    public List<HistoricSnapshot> Snapshots { get; } = [];
}
