using AtlasCmk.Ports;

namespace AtlasCmk;

/// <summary>A connection to Atlas and Azure: who is asking, where, and for which project. It holds no secret that can be read or serialised.</summary>
public sealed class AtlasSession
{
    private int _ended;
    private Action? _atEnd;

    internal AtlasSession(ConnectionOptions options, IAtlasConnection connection, string? projectId, DateTimeOffset connectedAt)
    {
        Connection = connection;
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

    /// <summary>The project that cmdlets use where none is named, 24 hexadecimal digits; empty where Connect-Atlas named none.</summary>
    public string? ProjectId { get; }

    /// <summary>The public key that signs in to Atlas; empty for a service account or an access token, and for a session that signs in to Azure alone.</summary>
    public string? PublicKey { get; }

    /// <summary>The client id of the service account that signs in to Atlas; empty for an API key or an access token, and for a session that signs in to Azure alone.</summary>
    public string? ClientId { get; }

    /// <summary>The base address of the Atlas Administration API.</summary>
    public Uri AtlasUri { get; }

    /// <summary>The Azure cloud, as Atlas spells it: AZURE, AZURE_CHINA or AZURE_US_GOVERNMENT.</summary>
    public string AzureEnvironment { get; }

    /// <summary>How the session signs in to Azure.</summary>
    public AzureAuthentication AzureAuthentication { get; }

    /// <summary>The tenant that Azure is signed in to, where the session names one or the Az context does.</summary>
    public string? AzureTenantId { get; }

    /// <summary>The subscription of the Az context, where Azure is signed in to by it.</summary>
    public string? AzureSubscriptionId { get; }

    /// <summary>The file of the local Sandbox that the session talks to; empty for the real services.</summary>
    public string? SandboxFile { get; }

    /// <summary>When the credentials were accepted.</summary>
    public DateTimeOffset ConnectedAt { get; }

    /// <summary>Whether the session was ended by Disconnect-Atlas or by removing the module.</summary>
    public bool IsDisconnected => Volatile.Read(ref _ended) != 0;

    internal IAtlasConnection Connection { get; }

    internal TimeProvider Time { get; }

    internal bool AsksAtlas { get; }

    /// <summary>Runs an action when the session ends; at once if it has ended.</summary>
    internal void AtEnd(Action action)
    {
        _atEnd += action;
        if (IsDisconnected)
        {
            action();
        }
    }

    /// <summary>Ends the session for everyone who holds it, in whatever runspace; one that is ended stays as it is.</summary>
    internal async Task EndAsync(IOperationLog log, CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref _ended, 1) != 0)
        {
            log.Verbose($"The session {this} is ended already.");
            return;
        }

        _atEnd?.Invoke();
        try
        {
            await Connection.SignOutAsync(log, cancellation).ConfigureAwait(false);
        }
        finally
        {
            Connection.Dispose();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => VisibleText.Of(
        $"{PublicKey ?? ClientId ?? (AsksAtlas ? AtlasCredential.AccessToken : "Azure only")} at {AtlasUri.Host}{(ProjectId is null ? "" : $", project {ProjectId}")}{(SandboxFile is null ? "" : " (Sandbox)")}");
}
