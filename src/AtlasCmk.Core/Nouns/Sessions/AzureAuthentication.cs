namespace AtlasCmk;

/// <summary>How a session signs in to Azure.</summary>
public enum AzureAuthentication
{
    /// <summary>What the surroundings offer: the Az context where Az.Accounts is loaded already (the session then shows AzContext, and stays with it), else environment variables, a managed identity, or the Azure CLI.</summary>
    Default,

    /// <summary>The Az context of the runspace (Connect-AzAccount). Az.Accounts has to be imported already.</summary>
    AzContext,

    /// <summary>The managed identity of the machine, the runbook or the container; -AzureClientId chooses a user-assigned one.</summary>
    ManagedIdentity,

    /// <summary>An application with a client secret (-AzureCredential and -AzureTenantId).</summary>
    ClientSecret,

    /// <summary>The account of the Azure CLI (az login).</summary>
    AzureCli,

    /// <summary>A ready-made token (-AzureAccessToken).</summary>
    AccessToken,
}
