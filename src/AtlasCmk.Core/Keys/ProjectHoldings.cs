namespace AtlasCmk;

/// <summary>Everything of one project that can need a key.</summary>
internal sealed record ProjectHoldings(EncryptionAtRest Encryption, IReadOnlyList<ClusterHoldings> Clusters);
