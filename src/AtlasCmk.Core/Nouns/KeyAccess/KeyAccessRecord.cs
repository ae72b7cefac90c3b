using AtlasCmk.Rules;

namespace AtlasCmk;

/// <summary>What a freeze took away, kept where a thaw on any machine finds it. It is written before anything is taken, and never changed afterwards.</summary>
internal sealed record KeyAccessRecord(KeyAccessTarget Target, DateTimeOffset CreatedAt, IReadOnlyList<KeyGrant> Taken)
{
    /// <summary>The clusters that were running under the key; null where Atlas was not asked, or did not tell.</summary>
    public IReadOnlyList<string>? RunningClusters { get; init; }

    /// <summary>What the checksum in the file says.</summary>
    public RecordSeal Seal { get; init; }
}
