namespace AtlasCmk;

/// <summary>What a freeze took away, kept where a thaw on any machine finds it. It is written before anything is taken, and never changed afterwards.</summary>
internal sealed record KeyAccessRecord(KeyAccessTarget Target, DateTimeOffset CreatedAt, IReadOnlyList<KeyGrant> Taken)
{
    /// <summary>The clusters that were running under the key; null where Atlas was not asked, or did not tell.</summary>
    public IReadOnlyList<string>? RunningClusters { get; init; }

    /// <summary>What the checksum in the file says.</summary>
    public RecordSeal Seal { get; init; }
}

/// <summary>What the checksum of a record says. It shows an edit by accident. It is no signature: with the right to write the file, a new checksum can be written too.</summary>
internal enum RecordSeal
{
    /// <summary>The record is as it was written.</summary>
    Fits,

    /// <summary>An earlier version of AtlasCmk wrote none.</summary>
    Missing,

    /// <summary>The record was changed after it was written.</summary>
    Broken,
}
