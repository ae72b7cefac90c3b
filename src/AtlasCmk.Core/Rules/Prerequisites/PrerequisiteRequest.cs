namespace AtlasCmk.Rules;

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

    /// <summary>Of what was given, what is about the project as it is: the secret of its own application, and the object that this is.</summary>
    public PrerequisiteRequest About(EncryptionAtRest current)
    {
        var isOwn = Settings.ClientId is { } client && client.Equals(current.ClientId, StringComparison.OrdinalIgnoreCase);
        return new()
        {
            AtlasObjectId = isOwn || Settings is { ClientId: null, RoleId: null } ? AtlasObjectId : null,
            IncludeSearchNodes = IncludeSearchNodes,
            Settings = isOwn ? new() { ClientId = Settings.ClientId, ClientSecret = Settings.ClientSecret } : new(),
        };
    }

    /// <summary>A record would print its members; this one holds a secret.</summary>
    public override string ToString() => nameof(PrerequisiteRequest);
}
