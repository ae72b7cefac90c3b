namespace AtlasCmk.Rules;

/// <summary>Everything of one project that can need a key.</summary>
internal sealed record ProjectHoldings(EncryptionAtRest Encryption, IReadOnlyList<ClusterHoldings> Clusters)
{
    /// <summary>What of it could not be read, or may be missing, and why.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];
}
