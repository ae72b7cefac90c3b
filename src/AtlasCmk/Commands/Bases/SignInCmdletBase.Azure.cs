using System.Management.Automation;
using System.Security;

namespace AtlasCmk.Commands;

/// <content>How to sign in to Azure.</content>
abstract partial class SignInCmdletBase
{
    /// <summary>How to sign in to Azure. Default: what the other parameters imply, else the first method that is available.</summary>
    /// <remarks>
    /// <para>Default uses the first of these that is available: the Az context, if Az.Accounts is already imported in this runspace; environment variables
    /// (AZURE_CLIENT_ID …) or a workload identity; a managed identity; the Azure CLI. -Verbose shows which one was used. If it is the Az context, the session
    /// uses that context in every runspace. The variable AZURE_TOKEN_CREDENTIALS restricts the choice, as in Microsoft's own libraries.</para>
    /// <para>AzContext also takes the tenant, subscription and cloud from the context. AtlasCmk never imports Az.</para>
    /// </remarks>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet),
        Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = AzureOnlySet)]
    [ValidateNotNull]
    public AzureAuthentication? AzureAuthentication { get; set; }

    /// <summary>An application in Microsoft Entra: the client ID as user name and the client secret as password. Requires -AzureTenantId.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet),
        Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = AzureOnlySet)]
    [Credential]
    public PSCredential? AzureCredential { get; set; }

    /// <summary>The client ID of a user-assigned managed identity. Default: the system-assigned identity.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet),
        Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = AzureOnlySet)]
    [ValidateNotNullOrEmpty]
    public string? AzureClientId { get; set; }

    /// <summary>The tenant to sign in to, a UUID or a domain. Required with -AzureCredential. Default for the Az context and the Azure CLI: their own tenant.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet),
        Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = AzureOnlySet)]
    [ValidateNotNullOrEmpty]
    public string? AzureTenantId { get; set; }

    /// <summary>A token for Azure Resource Manager, for example (Get-AzAccessToken -AsSecureString).Token.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet),
        Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = AzureOnlySet)]
    [ValidateNotNull]
    public SecureString? AzureAccessToken { get; set; }

    /// <summary>A token for the Key Vault data plane, for example (Get-AzAccessToken -ResourceTypeName KeyVault -AsSecureString).Token.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet),
        Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = AzureOnlySet)]
    [ValidateNotNull]
    public SecureString? KeyVaultAccessToken { get; set; }

    /// <summary>A token for Microsoft Graph, which shows when client secrets end, for example (Get-AzAccessToken -ResourceTypeName MSGraph -AsSecureString).Token.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet),
        Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = AzureOnlySet)]
    [ValidateNotNull]
    public SecureString? GraphAccessToken { get; set; }

    /// <summary>The Azure cloud, as Atlas spells it. Default: the cloud of the Az context if the session uses it, else AZURE.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet),
        Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = AzureOnlySet)]
    [ValidateSet("AZURE", "AZURE_CHINA", "AZURE_US_GOVERNMENT")]
    public string? AzureEnvironment { get; set; }

    private AzureSignIn SignIn => AzureSignInRules.Choose(AzureAuthentication, new(AtlasCmk.AzureAuthentication.Default)
    {
        TenantId = AzureTenantId,
        ClientId = AzureCredential?.UserName ?? AzureClientId,
        ClientSecret = AzureCredential?.Password,
        AccessToken = AzureAccessToken,
        KeyVaultAccessToken = KeyVaultAccessToken,
        GraphAccessToken = GraphAccessToken,
    });
}
