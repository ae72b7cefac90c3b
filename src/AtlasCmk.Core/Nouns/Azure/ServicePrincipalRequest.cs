namespace AtlasCmk;

/// <summary>Whom Atlas is to sign in to Azure as.</summary>
internal sealed record ServicePrincipalRequest(string TenantId, string ServicePrincipalId, string AtlasAzureAppId)
{
    /// <summary>Atlas's application in Azure, the same for all customers.</summary>
    /// <remarks>Source: https://www.mongodb.com/docs/atlas/security/azure-kms-secretless/</remarks>
    public static Guid AtlasApplication { get; } = new("9efedfcc-2eca-4b27-a613-0cad1e114cb7");

    public bool IsMetBy(AzureServicePrincipal role) =>
        Same(role.TenantId, TenantId) && Same(role.ServicePrincipalId, ServicePrincipalId) && Same(role.AtlasAzureAppId ?? AtlasAzureAppId, AtlasAzureAppId);

    private static bool Same(string? a, string b) => b.Equals(a, StringComparison.OrdinalIgnoreCase);
}
