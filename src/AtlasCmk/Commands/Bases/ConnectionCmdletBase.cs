using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>What cmdlets that decide on a private endpoint connection of a key vault have in common.</summary>
/// <error>ConnectionNotReady ConnectionNotInVault ConnectionNotListed ConnectionOwnerUnknown ConnectionNotUsable ConnectionRejected ConnectionStateUnknown ConnectionNotChanged EndpointFailed EndpointUnknown NotAKeyVaultConnection NotAnAzureResource SubscriptionMissing VaultNotConfigured VaultNotNamed VaultInAnotherCloud AzureConflict ScopeLocked DisallowedByPolicy AzureOperationFailed AzureVersionRefused CannotAsk CannotConfirm ChangedMeanwhile WaitTimedOut AzureSignInFailed AzureMultiFactorRequired AzureTokenExpired AzureTokenRefused AzureWrongTenant AzureRoleTooSmall SubscriptionNotFound ResourceGroupNotFound VaultNotFound AzureThrottled AzureServerError AzureApiError</error>
public abstract class ConnectionCmdletBase : AtlasProjectCmdletBase
{
    private protected const string ByInput = "ByInput";
    private protected const string ByResourceId = "ByResourceId";
    private protected const string ByEndpoint = "ByEndpoint";

    private protected ConnectionCmdletBase()
    {
    }

    /// <summary>An endpoint of Atlas, a connection of the vault, or any object with a ResourceId (or Id) of a connection. Only connections that Atlas lists are accepted from the pipeline: for the project, or for another project that the session can see and that uses the vault.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByInput, ValueFromPipeline = true)]
    [ValidateNotNull]
    public override PSObject? InputObject { get; set; }

    /// <summary>The Azure resource id of the connection: /subscriptions/…/providers/Microsoft.KeyVault/vaults/…/privateEndpointConnections/…. The address of the connection in the Azure portal is understood too.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByResourceId, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "PrivateEndpointConnectionId")]
    [ValueOf("ResourceId", "Id")]
    [ValidateNotNullOrEmpty]
    public string? ResourceId { get; set; }

    /// <summary>The ids of endpoints in Atlas, 24 hexadecimal digits each: their connections are meant.</summary>
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

    /// <summary>How long Azure may take to carry the decision out, in seconds. Decisions on one vault are sent one after the other, and the time of each starts with its turn.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>Answers the additional confirmations: a connection that you name may belong to another owner or project, and encrypted clusters may need the connection that you reject or remove.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSec);

    /// <summary>Decides on one connection.</summary>
    private protected abstract void Decide(NamedConnection connection);

    /// <summary>The change of a connection that was found.</summary>
    private protected abstract ConnectionChange Change(SessionContext session, FoundConnection found);

    /// <summary>Taken from the piped object here and not by the binder, which refuses that a connection of somebody else has no project.</summary>
    private protected override string[]? NamedProjects => ProjectId ?? (Text("ProjectId") is { } id ? [AtlasId.IsValid(id) ? id : throw InputErrors.ConnectionInputNotUnderstood(Piped)] : null);

    private protected override bool Understands(object piped) => true;

    private protected override void Process()
    {
        var session = FindSession();
        // Only where there is a session with Atlas is there a project whose word counts.
        var projects = session is { AsksAtlas: true } ? Projects.ToList() : [];
        foreach (var request in Requests(session))
        {
            // Without Atlas: signed in to Azure by a session for Azure alone, or by what the surroundings offer.
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

    /// <summary>The connections that the parameters name.</summary>
    /// <exception cref="AtlasCmkException">They name something else.</exception>
    private protected virtual IEnumerable<ConnectionRequest> Requests(AtlasSession? session) => ParameterSetName switch
    {
        ByEndpoint => EndpointId!.Select(id => new ConnectionRequest(null, null, id, false)),
        ByResourceId => [new(ParseId(GivenId!, session), null, null, MyInvocation.ExpectingInput)],
        _ => [FromInput(session)],
    };

    /// <summary>Nobody has looked at what was piped: then only what Atlas lists is accepted.</summary>
    private ConnectionRequest FromInput(AtlasSession? session) => Piped switch
    {
        AkvPrivateEndpoint endpoint => new(null, null, endpoint.EndpointId, true),
        PrivateEndpointConnection connection => new(connection.Id, null, null, true) { WorksOn = WorksOn(session) },
        _ when GivenId is { } id => new(ParseId(id, session), null, null, true) { WorksOn = WorksOn(session) },
        _ when Text("EndpointId") is { } endpointId && AtlasId.IsValid(endpointId) => new(null, null, endpointId, true),
        var other => throw InputErrors.ConnectionInputNotUnderstood(other),
    };

    /// <summary>A list of the vault shows the connections of other projects too: one that names its project does not say that the caller means that project.</summary>
    private string? WorksOn(AtlasSession? session) => ProjectId is null ? session?.ProjectId : null;

    /// <summary>The Azure id that the caller gave for the item in hand, as it came; null where it is named in another way.</summary>
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

    /// <summary>One object of the pipeline is not the end of the others.</summary>
    private protected AtlasCmkException NotAKeyVaultConnection(string resource) =>
        ConnectionErrors.NotAKeyVaultConnection(resource, ((CmdletInfo)MyInvocation.MyCommand).Verb, MyInvocation.ExpectingInput);

    /// <summary>A connection that the input names.</summary>
    private protected sealed record NamedConnection(SessionContext Session, FindConnection Find, ConnectionRequest Request)
    {
        public Task<FoundConnection> FindAsync() => Find.RunAsync(Request);
    }
}
