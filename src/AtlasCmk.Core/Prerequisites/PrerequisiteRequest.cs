namespace AtlasCmk;

/// <summary>What a caller of Test-AtlasCmkPrerequisite gave: what he is about to set, and what no service tells.</summary>
internal sealed record PrerequisiteRequest
{
    /// <summary>What he is about to set; the key is in <see cref="KeyIdentifier"/>, since one that cannot be used is a finding here.</summary>
    public EncryptionAtRestRequest Settings { get; init; } = new();

    public string? KeyIdentifier { get; init; }

    /// <summary>The object of the identity that Atlas signs in with, in Microsoft Entra.</summary>
    public string? AtlasObjectId { get; init; }

    /// <summary>Whether each cluster is asked for its search nodes, which costs a request each.</summary>
    public bool IncludeSearchNodes { get; init; }

    /// <summary>A record would print its members; this one holds a secret.</summary>
    public override string ToString() => nameof(PrerequisiteRequest);
}
