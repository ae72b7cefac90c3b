using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>The shared part of the cmdlets that approve, reject or remove a private endpoint connection of a key vault.</summary>
/// <error>
/// ConnectionNotReady ConnectionNotInVault ConnectionNotListed ConnectionOwnerUnknown ConnectionNotUsable ConnectionRejected ConnectionStateUnknown
/// ConnectionNotChanged EndpointFailed EndpointUnknown NotAKeyVaultConnection NotAnAzureResource SubscriptionMissing VaultNotConfigured VaultNotNamed
/// VaultInAnotherCloud AzureConflict ScopeLocked DisallowedByPolicy AzureOperationFailed AzureVersionRefused CannotAsk CannotConfirm ChangedMeanwhile
/// WaitTimedOut AzureSignInFailed AzureMultiFactorRequired AzureTokenExpired AzureTokenRefused AzureWrongTenant AzureRoleTooSmall
/// SubscriptionNotFound ResourceGroupNotFound VaultNotFound AzureThrottled AzureServerError AzureApiError
/// AzContextMissing AzContextMoved AzContextGivesNoToken AzContextInAnotherCloud AzContextInUnknownCloud
/// </error>
public abstract class ConnectionCmdletBase : AtlasProjectCmdletBase
{
    private protected const string ByInput = "ByInput";
    private protected const string ByResourceId = "ByResourceId";
    private protected const string ByEndpoint = "ByEndpoint";
    private const string ByName = "ByName";

    private readonly List<NamedConnection> _named = [];

    private protected ConnectionCmdletBase()
    {
    }

    /// <summary>The name of the connection in the project's vault.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByName, Position = 0)]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ConnectionCompleter))]
    public virtual string? Name { get; set; }

    /// <summary>An Atlas endpoint, a vault connection, or any object with the ResourceId (or Id) of a connection. Piped connections must be listed by Atlas:
    /// for the project, or for another project that uses the vault and that the session can read.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByInput, ValueFromPipeline = true)]
    [ValidateNotNull]
    public override PSObject? InputObject { get; set; }

    /// <summary>The Azure resource ID of the connection: /subscriptions/…/providers/Microsoft.KeyVault/vaults/…/privateEndpointConnections/…. The connection's
    /// URL in the Azure portal is accepted too.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByResourceId, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "PrivateEndpointConnectionId")]
    [ValueOf("ResourceId", "Id")]
    [ValidateNotNullOrEmpty]
    public string? ResourceId { get; set; }

    /// <summary>The IDs of Atlas endpoints, 24 hexadecimal digits each. The command applies to their connections.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByEndpoint)]
    [ValueOf("EndpointId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.EndpointCompleter))]
    public string[]? EndpointId { get; set; }

    /// <inheritdoc/>
    [Parameter]
    [ValueOf("ProjectId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public override string[]? ProjectId { get; set; }

    /// <summary>How long to wait for Azure to complete the change, in seconds. Changes to one vault are sent one after the other; the time of each starts when it is sent.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>Skips the additional confirmations: a connection that you name may belong to another owner or project, and encrypted clusters may need the
    /// connection that you reject or remove.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSec);

    /// <summary>Decides on one connection: with all others, when all are known.</summary>
    private protected virtual void Decide(NamedConnection connection) => _named.Add(connection);

    /// <summary>The change of a connection that was found.</summary>
    private protected abstract ConnectionChange Change(SessionContext session, FoundConnection found);

    /// <summary>Read from the piped object here: the binder would refuse a connection without a project.</summary>
    private protected override string[]? NamedProjects => ProjectId ?? (Text("ProjectId") is { } id ? [AtlasId.IsValid(id) ? id : throw InputErrors.ConnectionInputNotUnderstood(Piped)] : null);

    private protected override bool Understands(object piped) => true;

    private protected override void Process()
    {
        var session = FindSession();
        // Only an Atlas session has projects to check the connection against.
        var projects = session is { AsksAtlas: true } || ProjectName is not null ? Projects.ToList() : [];
        if (projects.Count == 0 && ProjectName is not null)
        {
            // The name selected nothing, which is already reported as an error. Without a project, connections would not be checked.
            return;
        }

        foreach (var request in Requests(session))
        {
            // Without Atlas, the Azure sign-in comes from an Azure-only session or from the environment.
            if (projects.Count == 0)
            {
                Decide(new(ContextOf(session), new(null), request));
            }

            foreach (var project in projects)
            {
                Decide(new(project.Session, new(project), request));
            }
        }
    }

    /// <summary>All connections are read and confirmed before the first change, because only together they show what clusters lose.</summary>
    private protected override void End()
    {
        var changes = Look();
        var losses = Losses(changes);
        foreach (var (session, change) in changes)
        {
            var loss = losses.Find(l => l.Changes.Contains(change))?.Loss;
            Pump.Start(session, IsForced, async item =>
                await change.AskAsync(loss is null ? "" : await loss.WordsAsync(change.Leaving!).ConfigureAwait(false), item).ConfigureAwait(false));
        }

        Pump.Finish();
        foreach (var loss in losses)
        {
            Run(loss.Project, loss.AskAgainAsync);
        }

        Pump.Finish();
        foreach (var (session, change) in changes)
        {
            Pump.Start(session, IsForced, async item => item.Emit(await change.CarryOutAsync().ConfigureAwait(false)));
        }
    }

    /// <summary>The connections that can be changed, each once.</summary>
    private List<(AtlasSession? Session, ConnectionChange Change)> Look()
    {
        var looked = new ConnectionChange?[_named.Count];
        foreach (var (named, index) in _named.Select((n, i) => (n, i)))
        {
            Pump.Start(named.Session.AtlasSession, IsForced, async _ =>
            {
                var change = Change(named.Session, await named.FindAsync().ConfigureAwait(false));
                await change.LookAsync().ConfigureAwait(false);
                looked[index] = change;
            });
        }

        Pump.Finish();
        return
        [
            .. _named.Zip(looked, (n, c) => (n.Session.AtlasSession, Change: c!)).Where(c => c.Change is not null)
                .DistinctBy(c => c.Change.Found.Id.ResourceId, StringComparer.OrdinalIgnoreCase),
        ];
    }

    /// <summary>What the clusters of each project lose. Without Atlas this is unknown, and each connection was named.</summary>
    private List<ProjectLoss> Losses(IEnumerable<(AtlasSession? Session, ConnectionChange Change)> changes) =>
    [
        .. changes.Where(c => c.Change.Leaving is not null)
            .GroupBy(c => OfFirstSession(ContextOf(c.Session).Project(c.Change.Leaving!.ProjectId!)), c => c.Change)
            .Select(g => new ProjectLoss(g.Key, [.. g])),
    ];

    /// <summary>The connections that the parameters name.</summary>
    /// <exception cref="AtlasCmkException">The parameters name something else.</exception>
    private protected virtual IEnumerable<ConnectionRequest> Requests(AtlasSession? session) => ParameterSetName switch
    {
        ByName => [new(null, Name!.Trim(), null, false)],
        ByEndpoint => EndpointId!.Select(id => new ConnectionRequest(null, null, id, false)),
        ByResourceId => [new(ParseId(GivenId!, session), null, null, MyInvocation.ExpectingInput)],
        _ => [FromInput(session)],
    };

    /// <summary>The caller has not checked piped input, so only connections that Atlas lists are accepted.</summary>
    private ConnectionRequest FromInput(AtlasSession? session) => Piped switch
    {
        AkvPrivateEndpoint endpoint => new(null, null, endpoint.EndpointId, true),
        PrivateEndpointConnection connection => new(connection.Id, null, null, true) { WorksOn = WorksOn(session) },
        _ when GivenId is { } id => new(ParseId(id, session), null, null, true) { WorksOn = WorksOn(session) },
        _ when Text("EndpointId") is { } endpointId && AtlasId.IsValid(endpointId) => new(null, null, endpointId, true),
        var other => throw InputErrors.ConnectionInputNotUnderstood(other),
    };

    /// <summary>A vault's list includes other projects' connections, so a connection's own project does not show which project the caller means.</summary>
    private string? WorksOn(AtlasSession? session) => ProjectId is null && ProjectName is null ? session?.ProjectId : null;

    /// <summary>The Azure ID of the current item, as the caller gave it; null if the item is named in another way.</summary>
    private protected string? GivenId => ParameterSetName switch
    {
        ByResourceId => ResourceId,
        ByInput => Piped switch
        {
            AkvPrivateEndpoint or PrivateEndpointConnection => null,
            string id => id,
            _ => Text("ResourceId") ?? Text("Id"),
        },
        _ => null,
    };

    private string? Text(string property) => InputObject?.Properties[property]?.Value as string;

    private protected ConnectionId ParseId(string resourceId, AtlasSession? session) =>
        ConnectionId.Parse(resourceId, CloudOf(session)) ?? throw NotAKeyVaultConnection(resourceId);

    /// <summary>One invalid pipeline object does not end the others.</summary>
    private protected AtlasCmkException NotAKeyVaultConnection(string resource) =>
        ConnectionErrors.NotAKeyVaultConnection(resource, ((CmdletInfo)MyInvocation.MyCommand).Verb, MyInvocation.ExpectingInput);

    /// <summary>A connection that the input names.</summary>
    private protected sealed record NamedConnection(SessionContext Session, FindConnection Find, ConnectionRequest Request)
    {
        public Task<FoundConnection> FindAsync() => Find.RunAsync(Request);
    }

    /// <summary>The connections of one project that its clusters may need.</summary>
    private sealed class ProjectLoss(ProjectContext project, IReadOnlyList<ConnectionChange> changes)
    {
        public ProjectContext Project => project;

        public IReadOnlyList<ConnectionChange> Changes => changes;

        public EndpointRemovalImpact Loss { get; } = new(project, [.. changes.Select(c => c.Leaving!)], project.EndpointsNowAsync);

        public async Task AskAgainAsync(WorkItem item)
        {
            var accepted = changes.Where(c => c.IsAccepted).ToList();
            var isConfirmed = await Loss.ConfirmAsync([.. accepted.Select(c => c.Leaving!)], item).ConfigureAwait(false);
            accepted.ForEach(c => c.IsAccepted = isConfirmed);
        }
    }
}
