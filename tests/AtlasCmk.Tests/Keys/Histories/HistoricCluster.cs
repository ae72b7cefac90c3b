namespace AtlasCmk.Tests.Keys.Histories;

/// <summary>A cluster with a fact that Atlas never reports: the key version that really encrypts its data.</summary>
internal sealed class HistoricCluster(string name)
{
    public string Name => name;

    /// <summary>Null where no key encrypts its data.</summary>
    public string? DataKey { get; set; }

    /// <summary>Whether Atlas has the setting that the project's key encrypts it. The data follow later.</summary>
    public bool IsEncrypted { get; set; }

    public bool IsPaused { get; set; }

    /// <summary>Whether a rolling update to the project's key, or to none, is under way.</summary>
    public bool IsMoving { get; set; }

    public bool IsDeleted { get; set; }

    public bool HasPointInTime { get; init; }

    /// <summary>When the data were last seen under each version.</summary>
    public Dictionary<string, DateTimeOffset> LastUnder { get; } = [];

    public List<HistoricSnapshot> Snapshots { get; } = [];
}
