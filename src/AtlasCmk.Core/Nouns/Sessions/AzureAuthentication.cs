namespace AtlasCmk;

/// <summary>How a session signs in to Azure.</summary>
public enum AzureAuthentication
{
    /// <summary>The first available method: the Az context if Az.Accounts is already imported, else environment variables, a managed identity, or the Azure
    /// CLI. If it is the Az context, the session shows AzContext and keeps it.</summary>
    Default,

    /// <summary>The Az context of the runspace (Connect-AzAccount). Az.Accounts must already be imported.</summary>
    AzContext,

    /// <summary>The managed identity of the virtual machine, runbook or container; -AzureClientId selects a user-assigned one.</summary>
    ManagedIdentity,

    /// <summary>An application with a client secret (-AzureCredential and -AzureTenantId).</summary>
    ClientSecret,

    /// <summary>The account of the Azure CLI (az login).</summary>
    AzureCli,

    /// <summary>An access token (-AzureAccessToken).</summary>
    AccessToken,
}
