namespace AtlasCmk.Rules;

/// <summary>The parameters of Test-AtlasCmkPrerequisite: the planned settings, and facts that no service reports.</summary>
internal sealed record PrerequisiteRequest
{
    /// <summary>The planned settings, without the key. The key is in <see cref="KeyIdentifier"/>, because an unusable key is a finding here.</summary>
    public EncryptionAtRestRequest Settings { get; init; } = new();

    public string? KeyIdentifier { get; init; }

    /// <summary>The Microsoft Entra object of the identity that Atlas uses.</summary>
    public string? AtlasObjectId { get; init; }

    /// <summary>Whether to read the search nodes of each cluster, with one request per cluster.</summary>
    public bool IncludeSearchNodes { get; init; }

    /// <summary>The given values that concern the project's current settings: the secret and the object of its application.</summary>
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

    /// <summary>Records print their members, and this record has a secret.</summary>
    public override string ToString() => nameof(PrerequisiteRequest);
}
