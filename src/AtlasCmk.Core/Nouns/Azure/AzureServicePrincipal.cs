namespace AtlasCmk;

/// <summary>A service principal of Atlas's application in an Azure tenant, which a project uses instead of a client secret.</summary>
public sealed class AzureServicePrincipal : AtlasResource
{
    internal AzureServicePrincipal(string projectId, string roleId)
        : base(projectId) => RoleId = roleId;

    /// <summary>The ID of the cloud provider access role in Atlas, 24 hexadecimal digits, for Set-AtlasEncryptionAtRest -RoleId.</summary>
    public string RoleId { get; }

    /// <summary>The Microsoft Entra tenant, a UUID.</summary>
    public string? TenantId { get; internal init; }

    /// <summary>The object ID of the service principal in that tenant, a UUID. Permissions in Azure are granted to it.</summary>
    public string? ServicePrincipalId { get; internal init; }

    /// <summary>The application ID of Atlas, a UUID.</summary>
    public string? AtlasAzureAppId { get; internal init; }

    /// <summary>When the role was created in Atlas.</summary>
    public DateTimeOffset? Created { get; internal init; }

    /// <summary>When the role was last changed in Atlas.</summary>
    public DateTimeOffset? LastUpdated { get; internal init; }

    /// <summary>The Atlas features that use the role, as Atlas spells them, for example ENCRYPTION_AT_REST.</summary>
    public IReadOnlyList<string> UsedBy { get; internal init => field = new Listing<string>(value); } = new Listing<string>([]);

    /// <summary>The Az commands that grant the permissions that Atlas needs on the vault. Of the last two, run the first for a vault that uses Azure RBAC, and
    /// the second for one that uses access policies. If the project has no vault yet, values that you must fill in are shown as '…'.</summary>
    public IReadOnlyList<string> GrantCommands { get; private init => field = new Listing<string>(value); } = new Listing<string>([]);

    internal AzureServicePrincipal With(KeyVaultReference? vault) => new(ProjectId!, RoleId)
    {
        TenantId = TenantId,
        ServicePrincipalId = ServicePrincipalId,
        AtlasAzureAppId = AtlasAzureAppId,
        Created = Created,
        LastUpdated = LastUpdated,
        UsedBy = UsedBy,
        GrantCommands = VaultGrants.For(ServicePrincipalId, vault),
    };

    /// <summary>What the command that emitted this object did: who, when, and the request IDs; empty if a command only read it.</summary>
    public ChangeEvidence? Change => ChangeMade;

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of($"{RoleId}: {ServicePrincipalId} of tenant {TenantId}");
}

/// <summary>The identity that Atlas will sign in to Azure as.</summary>
internal sealed record ServicePrincipalRequest(string TenantId, string ServicePrincipalId, string AtlasAzureAppId)
{
    /// <summary>Atlas's application in Azure, the same for all customers.</summary>
    /// <remarks>Source: https://www.mongodb.com/docs/atlas/security/azure-kms-secretless/</remarks>
    public static Guid AtlasApplication { get; } = new("9efedfcc-2eca-4b27-a613-0cad1e114cb7");

    public bool IsMetBy(AzureServicePrincipal role) =>
        Same(role.TenantId, TenantId) && Same(role.ServicePrincipalId, ServicePrincipalId) && Same(role.AtlasAzureAppId ?? AtlasAzureAppId, AtlasAzureAppId);

    private static bool Same(string? a, string b) => b.Equals(a, StringComparison.OrdinalIgnoreCase);
}
