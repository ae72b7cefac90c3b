namespace AtlasCmk.Rules;

/// <summary>The facts for the checks. Each is known, or unknown with a reason.</summary>
internal sealed record PrerequisiteFacts(string ProjectId, CmkTarget Target, DateTimeOffset Now)
{
    public required ReadResult<EncryptionAtRest> Encryption { get; init; }

    /// <summary>The projects that this Atlas API key can read.</summary>
    public required ReadResult<IReadOnlyList<AtlasProject>> Projects { get; init; }

    public required ReadResult<IReadOnlyList<AkvPrivateEndpoint>> Endpoints { get; init; }

    public required ReadResult<IReadOnlyList<AtlasCluster>> Clusters { get; init; }

    /// <summary>Flex clusters and Serverless instances, which have separate lists.</summary>
    public required IReadOnlyList<ReadResult<IReadOnlyList<AtlasCluster>>> OtherDeployments { get; init; }

    public required ReadResult<bool> PolicyRequiresEncryption { get; init; }

    /// <summary>The key provider of the search nodes, for each cluster that has any.</summary>
    public required ReadResult<IReadOnlyDictionary<string, string>> SearchNodes { get; init; }

    /// <summary>The signed-in Azure identity.</summary>
    public required ReadResult<AzureIdentity> Caller { get; init; }

    /// <summary>The identity of the given secret, which Atlas would use.</summary>
    public required ReadResult<AzureIdentity> SignIn { get; init; }

    /// <summary>The client secrets of the application that Atlas uses.</summary>
    public required ReadResult<ApplicationSecrets> Secrets { get; init; }

    /// <summary>When the secret ends that Atlas uses. A given secret that Microsoft Entra calls wrong is not that one.</summary>
    public ReadResult<SecretEnd> SecretEnd => Secrets.Then(secrets =>
        Rules.SecretEnd.Of(secrets, SignIn.IsKnown || IdentityChecks.IsExpired(this) ? Target.ClientSecret : null, works: Target.IsInUseAndValid, Now));

    /// <summary>The Microsoft Entra object that Atlas uses, from any source.</summary>
    public required ReadResult<string> AtlasObjectId { get; init; }

    /// <summary>Null if the vault does not exist.</summary>
    public required ReadResult<KeyVaultSettings?> Vault { get; init; }

    public required ReadResult<IReadOnlyList<PrivateEndpointConnection>> Connections { get; init; }

    /// <summary>Null if the version does not exist.</summary>
    public required ReadResult<KeyVersion?> KeyVersion { get; init; }

    /// <summary>If Atlas follows the latest enabled version: the newer, disabled ones.</summary>
    public IReadOnlyList<KeyVersion> NewerDisabled { get; init; } = [];

    /// <summary>The fact that Atlas falls back because the latest version is disabled, as text, or null.</summary>
    public string? FallBack => FollowedVersion.FallBack(NewerDisabled, KeyVersion.Value);

    public required ReadResult<string> NetworkRegistration { get; init; }

    public required ReadResult<IReadOnlyList<RoleDefinition>> RoleDefinitions { get; init; }

    /// <summary>The roles of the identity that Atlas uses.</summary>
    public required ReadResult<IReadOnlyList<RoleAssignment>> RoleAssignments { get; init; }

    /// <summary>What other visible projects claim in the vault. Read only if a connection has no owner in this project.</summary>
    public required VaultClaims ClaimsElsewhere { get; init; }

    /// <summary>Read only if the vault is public and private networking is required, so that you could close the vault.</summary>
    public required PublicUsers PublicUsers { get; init; }

    public IReadOnlyList<AtlasCluster> KnownClusters => [.. OtherDeployments.Prepend(Clusters).Where(f => f.IsKnown).SelectMany(f => f.Value!).DistinctBy(c => c.Name)];

    /// <summary>Whether private networking is required, or will be.</summary>
    public ReadResult<bool> PrivateNetworking => Target.RequirePrivateNetworking is { } required ? ReadResult.Of(required) : Encryption.Then(e => e.RequirePrivateNetworking);

    /// <summary>Whether Atlas cannot use the key of an encrypted cluster, or possibly cannot.</summary>
    public bool MayHaveLostTheKey => Encryption.Value is not { Valid: true } || KeyVersion is { IsKnown: true, Value: not { Enabled: true } };

    public ReadResult<IReadOnlyList<string>> ActiveRegions =>
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

    /// <summary>Records print their members, and this record has too many.</summary>
    public override string ToString() => $"facts about {ProjectId}";
}
