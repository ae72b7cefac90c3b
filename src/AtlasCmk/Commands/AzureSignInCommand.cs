using System.Management.Automation;
using System.Security;
using AtlasCmk.Sessions;

namespace AtlasCmk.Commands;

/// <summary>The part of signing in that is about Azure.</summary>
/// <error>AzureSignInIncomplete AzureSignInFailed AzContextMissing AzContextInUnknownCloud AzContextInAnotherCloud AzContextMoved AzContextGivesNoToken AzureTokenExpired AzureMultiFactorRequired</error>
public abstract class AzureSignInCommand : AtlasCmdlet
{
    private protected const string ApiKeySet = "ApiKey";
    private protected const string ServiceAccountSet = "ServiceAccount";
    private protected const string AccessTokenSet = "AccessToken";
    private protected const string EnvironmentSet = "Environment";
    private protected const string AzureOnlySet = "AzureOnly";

    private protected AzureSignInCommand()
    {
    }

    /// <summary>How to sign in to Azure. Default: what the other parameters imply, else what the surroundings offer.</summary>
    /// <remarks>
    /// <para>Default takes the first that is there of: the Az context, where Az.Accounts is imported already in this runspace; environment variables (AZURE_CLIENT_ID …) or a workload identity; a managed identity; the Azure CLI. -Verbose says which one it was. An Az context that is there stays the session's way to sign in, in every runspace that the session is used in. The variable AZURE_TOKEN_CREDENTIALS restricts the choice, as in Microsoft's own libraries.</para>
    /// <para>AzContext takes tenant, subscription and cloud from the context too. AtlasCmk never imports Az.</para>
    /// </remarks>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet), Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = AzureOnlySet)]
    [ValidateNotNull]
    public AzureAuthentication? AzureAuthentication { get; set; }

    /// <summary>An application of Azure: its client id as user name, its client secret as password. Needs -AzureTenantId.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet), Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = AzureOnlySet)]
    [Credential]
    public PSCredential? AzureCredential { get; set; }

    /// <summary>The client id of a user-assigned managed identity. Default: the system-assigned one.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet), Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = AzureOnlySet)]
    [ValidateNotNullOrEmpty]
    public string? AzureClientId { get; set; }

    /// <summary>The tenant to sign in to, a UUID or a domain. -AzureCredential needs it; for the Az context and the Azure CLI the default is their own.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet), Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = AzureOnlySet)]
    [ValidateNotNullOrEmpty]
    public string? AzureTenantId { get; set; }

    /// <summary>A token for Azure Resource Manager, for example of (Get-AzAccessToken -AsSecureString).Token.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet), Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = AzureOnlySet)]
    [ValidateNotNull]
    public SecureString? AzureAccessToken { get; set; }

    /// <summary>A token for Key Vault's own interface, for example of (Get-AzAccessToken -ResourceTypeName KeyVault -AsSecureString).Token.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet), Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = AzureOnlySet)]
    [ValidateNotNull]
    public SecureString? KeyVaultAccessToken { get; set; }

    /// <summary>The Azure cloud, as Atlas spells it. Default: that of the Az context where it signs in, else AZURE.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet), Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = AzureOnlySet)]
    [ValidateSet("AZURE", "AZURE_CHINA", "AZURE_US_GOVERNMENT")]
    public string? AzureEnvironment { get; set; }

    private protected AzureSignIn SignIn => AzureSignInRules.Choose(AzureAuthentication, new(AtlasCmk.AzureAuthentication.Default)
    {
        TenantId = AzureTenantId,
        ClientId = AzureCredential?.UserName ?? AzureClientId,
        ClientSecret = AzureCredential?.Password,
        AccessToken = AzureAccessToken,
        KeyVaultAccessToken = KeyVaultAccessToken,
    });

    /// <summary>The options with what -AzureEnvironment and the Az context say.</summary>
    private protected ConnectionOptions InContext(ConnectionOptions options) => AzSurroundings.Complete(this, options, AzureCloud.Find(AzureEnvironment));
}
