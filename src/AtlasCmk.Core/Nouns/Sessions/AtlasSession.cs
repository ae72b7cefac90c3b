namespace AtlasCmk;

/// <summary>A connection to Atlas and Azure, with its credentials, address and project. It exposes no secret, and none can be serialized.</summary>
public sealed class AtlasSession
{
    private int _ended;
    private Action? _atEnd;

    internal AtlasSession(ConnectionOptions options, IDisposable clients, string? projectId, DateTimeOffset connectedAt)
    {
        Clients = clients;
        ProjectId = projectId;
        AsksAtlas = options.Atlas is not null;
        PublicKey = options.Atlas is { IsServiceAccount: false, IsToken: false } key ? key.Id : null;
        ClientId = options.Atlas is { IsServiceAccount: true } account ? account.Id : null;
        AtlasUri = options.AtlasUri;
        AzureEnvironment = options.AzureCloud.Name;
        AzureAuthentication = options.Azure.Method;
        AzureTenantId = options.Azure.TenantId;
        AzureSubscriptionId = options.AzureSubscriptionId;
        SandboxFile = options.Sandbox?.File;
        ConnectedAt = connectedAt;
        Time = options.Time;
    }

    /// <summary>The label of the session, from -Name; empty if none was given.</summary>
    public string? Name { get; internal init; }

    /// <summary>The project that cmdlets use if you do not name one, 24 hexadecimal digits; empty if Connect-Atlas named none.</summary>
    public string? ProjectId { get; }

    /// <summary>The name of that project.</summary>
    public string? ProjectName => Names.Find(ProjectId)?.Name;

    /// <summary>The name of the organization that the project belongs to; empty until Get-AtlasProject has read it in this session.</summary>
    public string? OrganizationName => Names.OrganizationOf(Names.Find(ProjectId)?.OrganizationId);

    /// <summary>The public key that signs in to Atlas; empty for a service account, an access token or an Azure-only session.</summary>
    public string? PublicKey { get; }

    /// <summary>The client ID of the service account that signs in to Atlas; empty for an API key, an access token or an Azure-only session.</summary>
    public string? ClientId { get; }

    /// <summary>The base address of the Atlas Administration API.</summary>
    public Uri AtlasUri { get; }

    /// <summary>The Azure cloud, as Atlas spells it: AZURE, AZURE_CHINA or AZURE_US_GOVERNMENT.</summary>
    public string AzureEnvironment { get; }

    /// <summary>How the session signs in to Azure.</summary>
    public AzureAuthentication AzureAuthentication { get; }

    /// <summary>The Azure tenant, if the session or the Az context names one.</summary>
    public string? AzureTenantId { get; }

    /// <summary>The subscription of the Az context, if the session uses it to sign in to Azure.</summary>
    public string? AzureSubscriptionId { get; }

    /// <summary>The connection file of the local Sandbox; empty for the real services.</summary>
    public string? SandboxFile { get; }

    /// <summary>When the session was created.</summary>
    public DateTimeOffset ConnectedAt { get; }

    /// <summary>Whether the session was ended by Disconnect-Atlas or by removing the module.</summary>
    public bool IsDisconnected => Volatile.Read(ref _ended) != 0;

    /// <summary>The clients of the session, which <c>SessionConnection</c> opens. Their type is a port, and nouns use no ports.</summary>
    internal IDisposable Clients { get; }

    internal TimeProvider Time { get; }

    /// <summary>The names of the projects that this session has read.</summary>
    internal ProjectNames Names { get; } = new();

    internal bool AsksAtlas { get; }

    /// <summary>Who the session is in Atlas, for evidence.</summary>
    internal string? AtlasIdentity => PublicKey is not null ? $"API key {PublicKey}" : ClientId is not null ? $"service account {ClientId}" : AsksAtlas ? "an access token" : null;

    /// <summary>Runs an action when the session ends; at once if it has ended.</summary>
    internal void AtEnd(Action action)
    {
        _atEnd += action;
        if (IsDisconnected)
        {
            action();
        }
    }

    /// <summary>Marks the session as ended. False if it has already ended.</summary>
    internal bool TryEnd()
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            return false;
        }

        _atEnd?.Invoke();
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of(
        $"{(Name is null ? "" : $"{Name}: ")}{PublicKey ?? ClientId ?? (AsksAtlas ? AtlasCredential.AccessToken : "Azure only")} at "
            + $"{AtlasUri.Host}{(ProjectId is null ? "" : $", project {Names.Find(ProjectId)?.Label ?? ProjectId}")}{(SandboxFile is null ? "" : " (Sandbox)")}");
}
