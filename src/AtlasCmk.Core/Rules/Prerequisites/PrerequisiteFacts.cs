namespace AtlasCmk.Rules;

/// <summary>All that the checks go by: each known, or not known and why.</summary>
internal sealed record PrerequisiteFacts(string ProjectId, CmkTarget Target, DateTimeOffset Now)
{
    public required Fact<EncryptionAtRest> Encryption { get; init; }

    /// <summary>The projects that this key of Atlas sees.</summary>
    public required Fact<IReadOnlyList<AtlasProject>> Projects { get; init; }

    public required Fact<IReadOnlyList<AkvPrivateEndpoint>> Endpoints { get; init; }

    public required Fact<IReadOnlyList<AtlasCluster>> Clusters { get; init; }

    /// <summary>Flex clusters, and Serverless instances: the API lists each kind for itself.</summary>
    public required IReadOnlyList<Fact<IReadOnlyList<AtlasCluster>>> OtherDeployments { get; init; }

    public required Fact<bool> PolicyRequiresEncryption { get; init; }

    /// <summary>Whose key encrypts the search nodes of each cluster that has any.</summary>
    public required Fact<IReadOnlyDictionary<string, string>> SearchNodes { get; init; }

    /// <summary>Who is asking Azure.</summary>
    public required Fact<AzureIdentity> Caller { get; init; }

    /// <summary>Whom Atlas becomes by signing in with the secret that was given.</summary>
    public required Fact<AzureIdentity> SignIn { get; init; }

    /// <summary>The object in Microsoft Entra that Atlas acts as, however it was found.</summary>
    public required Fact<string> AtlasObjectId { get; init; }

    /// <summary>Null where there is no such vault.</summary>
    public required Fact<KeyVaultSettings?> Vault { get; init; }

    public required Fact<IReadOnlyList<PrivateEndpointConnection>> Connections { get; init; }

    /// <summary>Null where there is no such version.</summary>
    public required Fact<KeyVersion?> KeyVersion { get; init; }

    /// <summary>Where Atlas follows the latest enabled version: the newer ones, which are disabled.</summary>
    public IReadOnlyList<KeyVersion> NewerDisabled { get; init; } = [];

    /// <summary>That a disabled latest version makes Atlas fall back to the one before it, in words; null where it does not.</summary>
    public string? FallBack => FollowedVersion.FallBack(NewerDisabled, KeyVersion.Value);

    public required Fact<string> NetworkRegistration { get; init; }

    public required Fact<IReadOnlyList<RoleDefinition>> RoleDefinitions { get; init; }

    /// <summary>The roles of the identity that Atlas acts as.</summary>
    public required Fact<IReadOnlyList<RoleAssignment>> RoleAssignments { get; init; }

    /// <summary>What the other projects that this key of Atlas sees claim in the vault; only read where a connection has no owner in this one.</summary>
    public required VaultClaims ClaimsElsewhere { get; init; }

    /// <summary>Only read where the vault is open and private networking is required, so that the vault might be closed.</summary>
    public required PublicUsers PublicUsers { get; init; }

    public IReadOnlyList<AtlasCluster> KnownClusters => [.. OtherDeployments.Prepend(Clusters).Where(f => f.IsKnown).SelectMany(f => f.Value!).DistinctBy(c => c.Name)];

    /// <summary>Whether private networking is required, or is about to be.</summary>
    public Fact<bool> PrivateNetworking => Target.RequirePrivateNetworking is { } required ? Fact.Of(required) : Encryption.Then(e => e.RequirePrivateNetworking);

    /// <summary>Whether Atlas cannot use the key of an encrypted cluster, or may be unable to.</summary>
    public bool MayHaveLostTheKey => Encryption.Value is not { Valid: true } || KeyVersion is { IsKnown: true, Value: not { Enabled: true } };

    public Fact<IReadOnlyList<string>> ActiveRegions =>
        Endpoints.Then<IReadOnlyList<string>>(list => [.. list.Where(e => e.Status == EndpointStatus.Active).Select(e => e.RegionName)]);

    /// <summary>Those that decide which rights Atlas has.</summary>
    public AtlasRightsFacts Rights => new(Target.Vault, Target.KeyFault is null ? Target.Key?.KeyName : null)
    {
        Caller = Caller,
        ObjectId = AtlasObjectId,
        Settings = Vault,
        RoleAssignments = RoleAssignments,
        RoleDefinitions = RoleDefinitions,
        MayBeFrozen = Encryption.Value is { Enabled: true },
    };

    /// <summary>A record would print its members, and that is all of it.</summary>
    public override string ToString() => $"facts about {ProjectId}";
}
