namespace AtlasCmk.Ports;

/// <summary>The applications of the session's tenant, in Microsoft Graph. Reading them requires the permission Application.Read.All, or that of an owner.</summary>
internal interface IApplicationApi
{
    /// <summary>The secrets of the application. Null if it is not registered in this tenant, which is also how applications of other tenants look.</summary>
    Task<ApplicationSecrets?> FindSecretsAsync(AzureCloud cloud, Guid clientId, CancellationToken cancellation);

    /// <summary>The secrets of the application's service principal in this tenant, which can sign in too. Null if there is none.</summary>
    Task<ApplicationSecrets?> FindServicePrincipalSecretsAsync(AzureCloud cloud, Guid clientId, CancellationToken cancellation);
}
