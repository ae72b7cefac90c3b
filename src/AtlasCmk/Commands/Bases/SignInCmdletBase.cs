using System.Management.Automation;
using System.Security;
using AtlasCmk.Isolation;
using AtlasCmk.Pipeline;
using AtlasCmk.Sessions;

namespace AtlasCmk.Commands;

/// <summary>The shared part of Connect-Atlas and New-AtlasSession: credentials and addresses.</summary>
/// <error>
/// AtlasTokenExpired AtlasTokenRefused SessionSettingsInvalid SandboxFileUnusable ExchangeLogUnusable EnvironmentIncomplete AtlasForGovernment
/// WrongApiKey WrongServiceAccount ServiceAccountRefused NoAccessToProject AddressNotOnAccessList AccessRefused DigestNonceRefused
/// OrganizationInactive OrganizationSuspended ServiceUnreachable UnreadableAnswer UntrustedAnswer RedirectRefused RateLimited AzureSignInIncomplete
/// AzureSignInFailed AzContextMissing AzContextInUnknownCloud AzContextInAnotherCloud AzContextMoved AzContextGivesNoToken AzureTokenExpired
/// AzureMultiFactorRequired
/// </error>
public abstract partial class SignInCmdletBase : AtlasCmdletBase
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

    /// <summary>The Atlas API key: the public key as user name and the private key as password. Accepts the output of Get-Secret and Get-AutomationPSCredential.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ApiKeySet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The Atlas service account: the client ID as user name and the client secret as password. Accepts the output of Get-Secret and Get-AutomationPSCredential.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ServiceAccountSet)]
    [Credential]
    public PSCredential? ServiceAccount { get; set; }

    /// <summary>An access token for the Atlas Administration API that another program requested for a service account. The session does not renew it, and
    /// Disconnect-Atlas does not revoke it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AccessTokenSet)]
    [ValidateNotNull]
    public SecureString? AtlasAccessToken { get; set; }

    /// <summary>Reads the Atlas credentials from the environment variables of MongoDB's Terraform provider and Atlas CLI.</summary>
    /// <remarks>
    /// <para>MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET, or MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY, or
    /// MONGODB_ATLAS_ACCESS_TOKEN. Setting more than one kind is refused. MONGODB_ATLAS_PROJECT_ID and MONGODB_ATLAS_BASE_URL replace -ProjectId and
    /// -AtlasUri.</para>
    /// <para>If one of these is not set, the provider's other names are used, in its order. For the keys: MONGODB_ATLAS_PUBLIC_KEY and
    /// MONGODB_ATLAS_PRIVATE_KEY, then MCLI_PUBLIC_API_KEY and MCLI_PRIVATE_API_KEY. For the address: MONGODB_ATLAS_OPS_MANAGER_URL, then
    /// MCLI_OPS_MANAGER_URL.</para>
    /// </remarks>
    [Parameter(Mandatory = true, ParameterSetName = EnvironmentSet)]
    public SwitchParameter FromEnvironment { get; set; }

    /// <summary>Signs in to Azure only, if you approve connections and have no Atlas key.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AzureOnlySet)]
    [Parameter(ParameterSetName = SandboxSet)]
    public SwitchParameter AzureOnly { get; set; }

    /// <summary>The connection file that a local Sandbox wrote. It contains the keys, the project and the Azure sign-in. Requests go to this computer only.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet)]
    [ValidateText]
    public string? Sandbox { get; set; }

    /// <summary>The project that cmdlets use if you do not name one: 24 hexadecimal digits.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet),
        Parameter(ParameterSetName = EnvironmentSet), Parameter(ParameterSetName = SandboxSet)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId]
    public string? ProjectId { get; set; }

    /// <summary>A label for the session, which Get-AtlasSession -Name finds: for example the organization or the environment.</summary>
    [Parameter]
    [ValidateText]
    public string? Name { get; set; }

    /// <summary>The address of Atlas: https, or http on this computer. It may include the path of the API, such as /api/atlas/v2; other paths are refused.
    /// Default: https://cloud.mongodb.com/.</summary>
    [Parameter(ParameterSetName = ApiKeySet), Parameter(ParameterSetName = ServiceAccountSet), Parameter(ParameterSetName = AccessTokenSet), Parameter(ParameterSetName = EnvironmentSet)]
    [ValidateNotNull]
    public Uri? AtlasUri { get; set; }

    /// <summary>The proxy to use: http or https, a host and a port. Default: the system proxy (on Linux, the variables HTTPS_PROXY and NO_PROXY).</summary>
    [Parameter]
    [ValidateNotNull]
    public Uri? Proxy { get; set; }

    /// <summary>The user name and password for the proxy; without -Proxy, for the system proxy.</summary>
    [Parameter]
    [Credential]
    public PSCredential? ProxyCredential { get; set; }

    /// <summary>A folder in which to log every request and response of this session, with secrets and names removed, for troubleshooting. It must not contain a log yet.</summary>
    /// <remarks>
    /// <para>atlas-answers.json contains the Atlas responses; azure-connection-exchanges.json contains the exchanges with Resource Manager and Key Vault. Both
    /// files grow with each request, and only you can read them. Sign-ins are not logged.</para>
    /// <para>Field names, types, states, codes, sizes, regions and versions are kept. Names, IDs, addresses and all other text are replaced consistently. Times
    /// are shifted. Secrets are never logged.</para>
    /// </remarks>
    [Parameter]
    [ValidateText]
    public string? ExchangeLogPath { get; set; }

    private protected sealed override void Begin()
    {
        // The previous session is still the default: a script that continued would change the wrong project.
        Pump.EveryFailureEnds = true;
        var (options, projectId) = Sandbox is null ? Chosen() : FromSandbox(Sandbox);
        options = AzSurroundings.Complete(this, options, AzureCloud.Find(AzureEnvironment)) with { Proxy = ProxySettings, ExchangeLogPath = ExchangeLogPath is { } log
            ? FilePath(log, provider => SessionErrors.ExchangeLogNotAFolder(log, provider)) : null };
        var sessions = RunspaceSessions.Current;
        Pump.Start(null, false, async item => await ConnectAsync(options, projectId, item, sessions).ConfigureAwait(false));
    }

    private ProxySettings? ProxySettings => Proxy is null && ProxyCredential is null
        ? null
        : new(Proxy is null ? null : ProxyRules.Admit(Proxy), ProxyCredential?.UserName, ProxyCredential?.Password);

    private async Task ConnectAsync(ConnectionOptions options, string? projectId, WorkItem item, RunspaceSessions sessions)
    {
        var connection = ClientsBridge.Connect(options);
        ProjectList projects;
        try
        {
            projects = await CheckAsync(connection, options, projectId).ConfigureAwait(false);
        }
        catch
        {
            // Not with the caller's token: stopping the command must not leave an Atlas token behind.
            await connection.SignOutAsync(Pump, CancellationToken.None).ConfigureAwait(false);
            connection.Dispose();
            throw;
        }

        var session = new AtlasSession(options, connection, projectId, options.Time.GetUtcNow()) { Name = Name };
        session.Names.Learn(projects);
        if (!BecomesDefault)
        {
            sessions.Add(session);
        }
        else if (sessions.Replace(session) is { } before)
        {
            Pump.Verbose($"Ending the previous session {before}.");
            await before.EndAsync(Pump, CancellationToken.None).ConfigureAwait(false);
        }

        item.Emit(session);
    }

    /// <summary>One request: for the project if one is named, else for the first projects that the key can read. Returns them, for their names.</summary>
    private async Task<ProjectList> CheckAsync(IAtlasConnection connection, ConnectionOptions options, string? projectId) =>
        options.Atlas is null ? ProjectList.Unread
        : projectId is null ? await connection.OpenAtlas(Pump).ListFirstProjectsAsync(Cancellation).ConfigureAwait(false)
        : ProjectList.Unread with { Projects = [await connection.OpenAtlas(Pump).GetProjectAsync(projectId, Cancellation).ConfigureAwait(false)] };

    private (ConnectionOptions Options, string? ProjectId) FromSandbox(string file)
    {
        var path = FilePath(file, provider => SessionErrors.SandboxFileUnusable(file, $"it is not a file, but an item of the provider {provider}"));
        var (options, projectId) = ClientsBridge.ReadSandboxFile(path);
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
}
