using System.Management.Automation;
using System.Security;
using AtlasCmk.Isolation;
using AtlasCmk.Pipeline;
using AtlasCmk.Sessions;

namespace AtlasCmk.Commands;

/// <summary>What Connect-Atlas and New-AtlasSession have in common: who signs in, and where.</summary>
/// <error>AtlasTokenExpired AtlasTokenRefused SessionSettingsInvalid SandboxFileUnusable ExchangeLogUnusable EnvironmentIncomplete AtlasForGovernment WrongApiKey WrongServiceAccount ServiceAccountRefused NoAccessToProject AddressNotOnAccessList AccessRefused DigestNonceRefused OrganizationInactive OrganizationSuspended ServiceUnreachable UnreadableAnswer UntrustedAnswer RedirectRefused RateLimited AzureSignInIncomplete AzureSignInFailed AzContextMissing AzContextInUnknownCloud AzContextInAnotherCloud AzContextMoved AzContextGivesNoToken AzureTokenExpired AzureMultiFactorRequired</error>
public abstract class SignInCmdletBase : AtlasCmdletBase
{
    private const string ApiKeySet = "ApiKey";
    private const string ServiceAccountSet = "ServiceAccount";
    private const string AccessTokenSet = "AccessToken";
    private const string EnvironmentSet = "Environment";
    private const string AzureOnlySet = "AzureOnly";
    private const string SandboxSet = "Sandbox";

    private protected SignInCmdletBase()
    {
    }

    private protected abstract bool BecomesDefault { get; }

    /// <summary>The API key of Atlas: its public key as user name, its private key as password. What Get-Secret and Get-AutomationPSCredential return fits.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ApiKeySet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The service account of Atlas: its client id as user name, its client secret as password. What Get-Secret and Get-AutomationPSCredential return fits.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServiceAccountSet)]
    [Credential]
    public PSCredential? ServiceAccount { get; set; }

    /// <summary>An access token for the Atlas Administration API that another program fetched for a service account. The session does not renew it, and Disconnect-Atlas does not revoke it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AccessTokenSet)]
    [ValidateNotNull]
    public SecureString? AtlasAccessToken { get; set; }

    /// <summary>Takes the credentials of Atlas from the environment, by the names that MongoDB's Terraform provider and Atlas CLI use.</summary>
    /// <remarks>
    /// <para>MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET, or MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY, or MONGODB_ATLAS_ACCESS_TOKEN; several at once are refused. MONGODB_ATLAS_PROJECT_ID and MONGODB_ATLAS_BASE_URL stand in for -ProjectId and -AtlasUri.</para>
    /// <para>Where one of these is not set, the provider's other names count, in its order: MONGODB_ATLAS_PUBLIC_KEY and MONGODB_ATLAS_PRIVATE_KEY, then MCLI_PUBLIC_API_KEY and MCLI_PRIVATE_API_KEY; for the address MONGODB_ATLAS_OPS_MANAGER_URL, then MCLI_OPS_MANAGER_URL.</para>
    /// </remarks>
    [Parameter(Mandatory = true, ParameterSetName = EnvironmentSet)]
    public SwitchParameter FromEnvironment { get; set; }

    /// <summary>Signs in to Azure alone, for those who approve connections and have no key for Atlas.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AzureOnlySet)]
    [Parameter(ParameterSetName = SandboxSet)]
    public SwitchParameter AzureOnly { get; set; }

    /// <summary>The file with the line of JSON that a local Sandbox printed: keys, project and Azure sign-in come from it, and no other host than this machine is asked.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet)]
    [ValidateText]
    public string? Sandbox { get; set; }

    /// <summary>The project that cmdlets use where none is named: 24 hexadecimal digits.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet), Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = SandboxSet)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId]
    public string? ProjectId { get; set; }

    /// <summary>The address of Atlas: https, or http on this machine. The path of the API, such as /api/atlas/v2, may be in it; another path is refused. Default: https://cloud.mongodb.com/.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet), Parameter(ParameterSetName = EnvironmentSet)]
    [ValidateNotNull]
    public Uri? AtlasUri { get; set; }

    /// <summary>The proxy to go out through: http or https, a host and a port. Default: the system's (on Linux, the variables HTTPS_PROXY and NO_PROXY).</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>User and password for the proxy; without -Proxy, for the system's.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>A folder for a record of every request and answer of this session, redacted, to show what the services answered here. It must not hold a record yet.</summary>
    /// <remarks>
    /// <para>atlas-answers.json holds what Atlas answered, azure-connection-exchanges.json the exchanges with Resource Manager and Key Vault. Both grow with each exchange, and only you can read them. Sign-ins are not recorded.</para>
    /// <para>Fields, types, states, codes, sizes, regions and versions stay. Names, ids, addresses and all other texts are replaced, the same one always by the same text. Times are shifted. Secrets are never in it.</para>
    /// </remarks>
    [Parameter]
    [ValidateText]
    public string? ExchangeLogPath { get; set; }

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

    private protected sealed override void Begin()
    {
        // The session from before is still the default: a script that went on would work on another project.
        Pump.EveryFailureEnds = true;
        var (options, projectId) = Sandbox is null ? Chosen() : FromSandbox(Sandbox);
        options = AzSurroundings.Complete(this, options, AzureCloud.Find(AzureEnvironment)) with { Proxy = ProxySettings, ExchangeLogPath = ExchangeLogPath is null ? null : FolderOf(ExchangeLogPath) };
        var sessions = RunspaceSessions.Current;
        Pump.Start(null, false, async item => await ConnectAsync(options, projectId, item, sessions).ConfigureAwait(false));
    }

    private string FolderOf(string path)
    {
        var folder = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem" ? folder : throw SessionErrors.ExchangeLogNotAFolder(path, provider.Name);
    }

    private ProxySettings? ProxySettings => Proxy is null && ProxyCredential is null
        ? null
        : new(Proxy is null ? null : AtlasCmk.ProxySettings.Admit(Proxy), ProxyCredential?.UserName, ProxyCredential?.Password);

    private async Task ConnectAsync(ConnectionOptions options, string? projectId, WorkItem item, RunspaceSessions sessions)
    {
        var connection = ClientsBridge.Connect(options);
        try
        {
            await CheckAsync(connection, options, projectId).ConfigureAwait(false);
        }
        catch
        {
            // Not on the caller's token: who stops the command leaves no token behind either.
            await connection.SignOutAsync(Pump, CancellationToken.None).ConfigureAwait(false);
            connection.Dispose();
            throw;
        }

        var session = new AtlasSession(options, connection, projectId, options.Time.GetUtcNow());
        if (!BecomesDefault)
        {
            sessions.Add(session);
        }
        else if (sessions.Replace(session) is { } before)
        {
            Pump.Verbose($"The session {before} is ended: this one takes its place.");
            await before.EndAsync(Pump, CancellationToken.None).ConfigureAwait(false);
        }

        item.Emit(session);
    }

    /// <summary>One request: of the project where one is named, else of the first project that the key can see.</summary>
    private async Task CheckAsync(IAtlasConnection connection, ConnectionOptions options, string? projectId)
    {
        if (options.Atlas is null)
        {
            return;
        }

        var atlas = connection.OpenAtlas(Pump);
        if (projectId is not null)
        {
            await atlas.GetProjectAsync(projectId, Cancellation).ConfigureAwait(false);
            return;
        }

        await foreach (var _ in atlas.ListProjectsAsync(Cancellation).ConfigureAwait(false))
        {
            break;
        }
    }

    private (ConnectionOptions Options, string? ProjectId) FromSandbox(string file)
    {
        var path = SessionState.Path.GetUnresolvedProviderPathFromPSPath(file, out var provider, out _);
        var (options, projectId) = ClientsBridge.ReadSandboxFile(provider.Name == "FileSystem" ? path : throw SessionErrors.SandboxFileUnusable(file, $"it is not a file, but an item of the provider {provider.Name}"));
        return AzureOnly ? (options with { Atlas = null }, null) : (options, ProjectId ?? projectId);
    }

    private (ConnectionOptions Options, string? ProjectId) Chosen()
    {
        var environment = FromEnvironment ? AtlasEnvironment.Read(Environment.GetEnvironmentVariable) : null;
        var credential = environment?.Credential ?? Key(Credential, false) ?? Key(ServiceAccount, true) ?? (AtlasAccessToken is null ? null : AtlasCredential.OfToken(AtlasAccessToken));
        return (new()
        {
            Atlas = credential is null ? null : CredentialRules.Admit(credential),
            AtlasUri = AtlasAddress.Admit(AtlasUri ?? environment?.AtlasUri ?? ConnectionOptions.DefaultAtlasUri),
            Azure = SignIn,
        }, ProjectId ?? environment?.ProjectId);
    }

    private static AtlasCredential? Key(PSCredential? credential, bool isServiceAccount) =>
        credential is null ? null : new(credential.UserName, credential.Password) { IsServiceAccount = isServiceAccount };

    private AzureSignIn SignIn => AzureSignInRules.Choose(AzureAuthentication, new(AtlasCmk.AzureAuthentication.Default)
    {
        TenantId = AzureTenantId,
        ClientId = AzureCredential?.UserName ?? AzureClientId,
        ClientSecret = AzureCredential?.Password,
        AccessToken = AzureAccessToken,
        KeyVaultAccessToken = KeyVaultAccessToken,
    });
}
