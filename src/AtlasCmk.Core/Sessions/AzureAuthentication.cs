namespace AtlasCmk;

/// <summary>How a session signs in to Azure.</summary>
public enum AzureAuthentication
{
    /// <summary>What the surroundings offer: environment variables, a managed identity, or the Azure CLI.</summary>
    Default,

    /// <summary>An application with a client secret (-AzureCredential and -AzureTenantId).</summary>
    ClientSecret,

    /// <summary>A ready-made token (-AzureAccessToken).</summary>
    AccessToken,
}
