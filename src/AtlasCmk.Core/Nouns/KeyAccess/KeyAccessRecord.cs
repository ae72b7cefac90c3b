namespace AtlasCmk;

/// <summary>What a freeze removed, so that any computer can thaw it. It is written before anything is removed, and never changed afterwards.</summary>
internal sealed record KeyAccessRecord(KeyAccessTarget Target, DateTimeOffset CreatedAt, IReadOnlyList<KeyGrant> Taken)
{
    /// <summary>The clusters that were running under the key; null if Atlas was not queried or did not report them.</summary>
    public IReadOnlyList<string>? RunningClusters { get; init; }

    /// <summary>The result of the checksum in the file.</summary>
    public RecordSeal Seal { get; init; }
}

/// <summary>The result of a record's checksum. It detects accidental edits. It is not a signature: anyone who can write the file can write a new checksum too.</summary>
internal enum RecordSeal
{
    /// <summary>The record is unchanged.</summary>
    Fits,

    /// <summary>The record was written by an earlier version, without a checksum.</summary>
    Missing,

    /// <summary>The record was changed after it was written.</summary>
    Broken,
}
