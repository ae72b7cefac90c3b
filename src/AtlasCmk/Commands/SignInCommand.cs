using System.Management.Automation;
using System.Security;
using AtlasCmk.Isolation;
using AtlasCmk.Pipeline;
using AtlasCmk.Sessions;

namespace AtlasCmk.Commands;

/// <summary>What Connect-Atlas and New-AtlasSession have in common: who signs in, and where.</summary>
public abstract class SignInCommand : AtlasCmdlet
{
    private const string ApiKeySet = "ApiKey";
    private const string AzureOnlySet = "AzureOnly";
    private const string SandboxSet = "Sandbox";

    private protected SignInCommand()
    {
    }

    private protected abstract bool BecomesDefault { get; }

    /// <summary>The API key of Atlas: its public key as user name, its private key as password. What Get-Secret and Get-AutomationPSCredential return fits.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ApiKeySet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Signs in to Azure alone, for those who approve connections and have no key for Atlas.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AzureOnlySet)]
    [Parameter(ParameterSetName = SandboxSet)]
    public SwitchParameter AzureOnly { get; set; }

    /// <summary>The file with the line of JSON that a local Sandbox printed: keys, project and Azure sign-in come from it, and no other host than this machine is asked.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SandboxSet)]
    [ValidateNotNullOrEmpty]
    public string? Sandbox { get; set; }

    /// <summary>The project that cmdlets use where none is named: 24 hexadecimal digits.</summary>
    [Parameter(ParameterSetName = ApiKeySet)]
    [Parameter(ParameterSetName = SandboxSet)]
    [ValidateAtlasId]
    public string? ProjectId { get; set; }

    /// <summary>The base address of the Atlas Administration API: https, or http on this machine. Default: https://cloud.mongodb.com/.</summary>
    [Parameter(ParameterSetName = ApiKeySet)]
    [ValidateNotNull]
    public Uri? AtlasUri { get; set; }

    /// <summary>How to sign in to Azure: Default takes what the surroundings offer (environment variables, a managed identity, the Azure CLI). Default: what the other parameters imply.</summary>
    [Parameter(ParameterSetName = ApiKeySet)]
    [Parameter(ParameterSetName = AzureOnlySet)]
    public AzureAuthentication? AzureAuthentication { get; set; }

    /// <summary>An application of Azure: its client id as user name, its client secret as password. Needs -AzureTenantId.</summary>
    [Parameter(ParameterSetName = ApiKeySet)]
    [Parameter(ParameterSetName = AzureOnlySet)]
    [Credential]
    public PSCredential? AzureCredential { get; set; }

    /// <summary>The tenant that -AzureCredential belongs to, a UUID or a domain.</summary>
    [Parameter(ParameterSetName = ApiKeySet)]
    [Parameter(ParameterSetName = AzureOnlySet)]
    [ValidateNotNullOrEmpty]
    public string? AzureTenantId { get; set; }

    /// <summary>A token for Azure Resource Manager, for example of (Get-AzAccessToken -AsSecureString).Token.</summary>
    [Parameter(ParameterSetName = ApiKeySet)]
    [Parameter(ParameterSetName = AzureOnlySet)]
    public SecureString? AzureAccessToken { get; set; }

    /// <summary>A token for Key Vault's own interface, for example of (Get-AzAccessToken -ResourceTypeName KeyVault -AsSecureString).Token.</summary>
    [Parameter(ParameterSetName = ApiKeySet)]
    [Parameter(ParameterSetName = AzureOnlySet)]
    public SecureString? KeyVaultAccessToken { get; set; }

    /// <summary>The Azure cloud, as Atlas spells it. Default: AZURE.</summary>
    [Parameter(ParameterSetName = ApiKeySet)]
    [Parameter(ParameterSetName = AzureOnlySet)]
    [ValidateSet("AZURE", "AZURE_CHINA", "AZURE_US_GOVERNMENT")]
    public string AzureEnvironment { get; set; } = AzureCloud.Public.Name;

    private protected sealed override void Begin()
    {
        var (options, projectId) = Sandbox is null ? (Options(), ProjectId) : FromSandbox(Sandbox);
        var sessions = RunspaceSessions.Current;
        Pump.Start(null, false, async item => await ConnectAsync(options, projectId, item, sessions).ConfigureAwait(false));
    }

    private async Task ConnectAsync(ConnectionOptions options, string? projectId, WorkItem item, RunspaceSessions sessions)
    {
        var connection = ClientsBridge.Connect(options);
        try
        {
            await CheckAsync(connection, options, projectId).ConfigureAwait(false);
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        var session = new AtlasSession(options, connection, projectId, options.Time.GetUtcNow());
        sessions.Add(session, BecomesDefault);
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
        var (options, projectId) = ClientsBridge.ReadSandboxFile(SessionState.Path.GetUnresolvedProviderPathFromPSPath(file));
        return AzureOnly ? (options with { Atlas = null }, null) : (options, ProjectId ?? projectId);
    }

    private ConnectionOptions Options()
    {
        if (AtlasUri is { } uri && !(uri.IsAbsoluteUri && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))))
        {
            throw Failures.SessionSettingsContradict($"-AtlasUri is {uri}, over which the key would not be safe.", "Give an https address; http is accepted on this machine (127.0.0.1, localhost) alone.", uri);
        }

        return new()
        {
            Atlas = Credential is { } key ? new(key.UserName, key.Password) : null,
            AtlasUri = AtlasUri ?? ConnectionOptions.DefaultAtlasUri,
            AzureCloud = AzureCloud.Find(AzureEnvironment)!,
            Azure = SignIn(),
        };
    }

    private AzureSignIn SignIn()
    {
        var implied = AzureAccessToken is not null || KeyVaultAccessToken is not null ? AtlasCmk.AzureAuthentication.AccessToken
            : AzureCredential is not null ? AtlasCmk.AzureAuthentication.ClientSecret
            : AtlasCmk.AzureAuthentication.Default;
        var method = AzureAuthentication ?? implied;
        if (method != implied)
        {
            throw Failures.SessionSettingsContradict($"-AzureAuthentication is {method}, but the other parameters are those of {implied}.",
                "ClientSecret takes -AzureCredential and -AzureTenantId, AccessToken takes -AzureAccessToken and -KeyVaultAccessToken, Default takes none of them.", method);
        }

        if (method == AtlasCmk.AzureAuthentication.ClientSecret && AzureTenantId is null)
        {
            throw Failures.SessionSettingsContradict("-AzureCredential is given, but not the tenant that it belongs to.", "Give -AzureTenantId too.");
        }

        return new(method)
        {
            TenantId = AzureTenantId,
            ClientId = AzureCredential?.UserName,
            ClientSecret = AzureCredential?.Password,
            AccessToken = AzureAccessToken,
            KeyVaultAccessToken = KeyVaultAccessToken,
        };
    }
}
