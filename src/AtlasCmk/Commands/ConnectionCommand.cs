using System.Management.Automation;
using AtlasCmk.Isolation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>What cmdlets have in common that decide on a private endpoint connection of a key vault.</summary>
public abstract class ConnectionCommand : AtlasProjectCmdlet
{
    private protected const string ByResourceId = "ByResourceId";
    private protected const string ByEndpoint = "ByEndpoint";

    private IAtlasConnection? _azure;

    private protected ConnectionCommand()
    {
    }

    /// <summary>The Azure resource id of the connection: /subscriptions/…/providers/Microsoft.KeyVault/vaults/…/privateEndpointConnections/….</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByResourceId, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "PrivateEndpointConnectionId")]
    [ValidateNotNullOrEmpty]
    public string? ResourceId { get; set; }

    /// <summary>The ids of endpoints in Atlas, 24 hexadecimal digits each: their connections are meant.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByEndpoint, ValueFromPipelineByPropertyName = true)]
    [ValidateAtlasId]
    public string[]? EndpointId { get; set; }

    /// <inheritdoc/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateAtlasId]
    public override string[]? ProjectId { get; set; }

    /// <summary>How long Azure may take to carry the decision out, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 300;

    /// <summary>Answers the second question beforehand: a connection that is named explicitly may belong to someone else than the project.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSec);

    /// <summary>Carries the decision out on one connection.</summary>
    private protected abstract Task DecideAsync(IKeyVaultApi keyVault, TimeProvider time, ConnectionId id, AkvPrivateEndpoint? endpoint, WorkItem item);

    private protected override bool Understands(object piped) => ParameterSetName != ByEndpoint;

    private protected override void Process()
    {
        if (ParameterSetName == ByEndpoint)
        {
            foreach (var project in Projects)
            {
                foreach (var id in EndpointId!)
                {
                    Decide(project, new(null, null, id, false));
                }
            }

            return;
        }

        var session = FindSession();
        var asked = ProjectToAsk(session);
        var request = Request(session, asked);
        if (asked is not null)
        {
            Decide(asked, request);
        }
        else
        {
            DecideAlone(session, request);
        }
    }

    /// <summary>The connection that the parameters name, where they name one.</summary>
    private protected virtual ConnectionRequest Request(AtlasSession? session, ProjectWork? project) =>
        new(ParseId(ResourceId!, session), null, null, IsPiped);

    /// <summary>An id from the pipeline was not typed by anyone: then only Atlas's word counts.</summary>
    private protected bool IsPiped => MyInvocation.ExpectingInput;

    private protected static AzureCloud CloudOf(AtlasSession? session) => AzureCloud.Find(session?.AzureEnvironment) ?? AzureCloud.Public;

    private protected static ConnectionId ParseId(string resourceId, AtlasSession? session) =>
        ConnectionId.Parse(resourceId, CloudOf(session)) ?? throw Failures.NotAKeyVaultConnection(resourceId);

    /// <summary>The project whose word counts, where there is a session with Atlas.</summary>
    private ProjectWork? ProjectToAsk(AtlasSession? session) =>
        session is { PublicKey: not null } ? Projects.First() : null;

    private void Decide(ProjectWork project, ConnectionRequest request) => Run(project, async item =>
    {
        if (await new FindConnection(project, item).RunAsync(request).ConfigureAwait(false) is var (id, endpoint))
        {
            await DecideAsync(project.KeyVault, project.Time, id, endpoint, item).ConfigureAwait(false);
        }
    });

    /// <summary>Without Atlas: signed in to Azure by a session for Azure alone, or by what the surroundings offer.</summary>
    private void DecideAlone(AtlasSession? session, ConnectionRequest request)
    {
        var connection = session?.Connection ?? (_azure ??= ClientsBridge.Connect(new()));
        var keyVault = connection.OpenKeyVault(Pump);
        Pump.Start(session, IsForced, async item =>
        {
            if (await new FindConnection(null, item).RunAsync(request).ConfigureAwait(false) is var (id, endpoint))
            {
                await DecideAsync(keyVault, session?.Time ?? TimeProvider.System, id, endpoint, item).ConfigureAwait(false);
            }
        });
    }
}
