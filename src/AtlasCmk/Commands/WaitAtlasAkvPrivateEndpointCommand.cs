using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Waits until private endpoints reach a status (default: ACTIVE), and returns each one as it does.</summary>
/// <remarks>
/// <para>Pipe endpoints or approved connections to it; without input it waits for all endpoints of the project. All endpoints of a project share one polling
/// request. The order of the output is the order of completion.</para>
/// <para>An endpoint that becomes FAILED is an error at once. An endpoint that does not reach the status within -TimeoutSec is an error that names its last
/// status. If a connection was rejected or removed, Atlas creates a new one: the command warns you and continues to wait. Atlas needs some time to notice. So
/// for a piped connection that is Rejected or Disconnected, the command waits until the endpoint has a new connection.</para>
/// <para>After an approval, Atlas needs up to three minutes to report ACTIVE.</para>
/// </remarks>
/// <example>
/// <para>Wait until every endpoint of the project is ACTIVE</para>
/// <code>Wait-AtlasAkvPrivateEndpoint -TimeoutSec 600</code>
/// </example>
/// <example>
/// <para>Wait until Atlas has recreated a rejected connection, and approve the new one</para>
/// <code>Get-AtlasAkvPrivateEndpoint -RegionName US_CENTRAL | Deny-AtlasAkvPrivateEndpointConnection |
///     Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE | Approve-AzPrivateEndpointConnection</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: none.</note>
/// <error>EndpointUnknown EndpointFailed EndpointGone ConnectionNotListed WaitTimedOut</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
[Cmdlet(VerbsLifecycle.Wait, "AtlasAkvPrivateEndpoint")]
[OutputType(typeof(AkvPrivateEndpoint))]
public sealed class WaitAtlasAkvPrivateEndpointCommand : AtlasProjectCmdletBase
{
    private readonly List<(ProjectContext Project, string? EndpointId, string? Lost, PrivateEndpointConnection? Connection)> _awaited = [];

    /// <summary>The IDs of the endpoints, 24 hexadecimal digits each. Default: all endpoints of the project.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValueOf("EndpointId")]
    [ValidateAtlasId(MayBeMissing = true)]
    [ArgumentCompleter(typeof(Completers.EndpointCompleter))]
    public string[]? EndpointId { get; set; }

    /// <summary>The status to wait for, as Atlas spells it: ACTIVE, PENDING_ACCEPTANCE (with the name of its connection), FAILED.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.EndpointStatusCompleter))]
    public string Status { get; set; } = EndpointStatus.Active;

    /// <summary>How long to wait for each endpoint, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 1800;

    /// <inheritdoc/>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId(MayBeMissing = true)]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public override string[]? ProjectId { get; set; }

    private protected override void Begin()
    {
        Pump.InOrderOfCompletion = true;
        Status = EndpointStatus.Normalize(Status);
        if (!EndpointStatus.All.Contains(Status))
        {
            this.WriteSafely(c => c.WriteWarning(VisibleText.Of($"Unknown status '{Status}'{(EndpointStatus.Nearest(Status) is { } near ? $" (did you mean {near}?)" : "")}. "
                + "The command waits for it anyway, because Atlas may have added it.")));
        }
    }

    /// <summary>Endpoints are collected first, so that they share their polling requests.</summary>
    private protected override void Process()
    {
        var lost = Piped is PrivateEndpointConnection connection && (connection.Is(ConnectionStatus.Rejected) || connection.Is(ConnectionStatus.Disconnected)) ? connection.Name : null;
        foreach (var project in Projects)
        {
            foreach (var id in EndpointId ?? [null!])
            {
                _awaited.Add((project, id, lost, Piped as PrivateEndpointConnection));
            }
        }
    }

    private protected override void End()
    {
        foreach (var project in _awaited.GroupBy(a => a.Project, a => (a.EndpointId, a.Lost, a.Connection)))
        {
            // One workflow per project starts one wait per endpoint: -ThrottleLimit must not make one wait for another.
            Run(project.Key, async item =>
            {
                var endpoints = await project.Key.EndpointsAtFirstAsync().ConfigureAwait(false);
                var awaited = project.Any(a => a.EndpointId is null) ? endpoints.Select(e => (e.EndpointId, (string?)null, (PrivateEndpointConnection?)null))
                    : project.DistinctBy(a => (a.EndpointId, a.Lost)).Select(a => (a.EndpointId!, a.Lost, a.Connection));
                await Task.WhenAll(awaited.Select(a => WaitAsync(project.Key, endpoints, a.Item1, GoalOf(a.Item2, a.Item3), item))).ConfigureAwait(false);
            });
        }
    }

    private EndpointGoal GoalOf(string? lost, PrivateEndpointConnection? connection) => EndpointGoal.Status(Status).WithoutConnection(lost) with
    {
        VaultName = connection?.KeyVaultName,
        ApprovedName = connection?.Is(ConnectionStatus.Approved) is true ? connection.Name : null,
    };

    private async Task WaitAsync(ProjectContext project, IReadOnlyList<AkvPrivateEndpoint> endpoints, string endpointId, EndpointGoal goal, Pipeline.WorkItem item)
    {
        try
        {
            var endpoint = endpoints.FirstOrDefault(e => e.EndpointId == endpointId) ?? throw EndpointErrors.EndpointUnknown(project.ProjectId, endpointId);
            item.Emit(await new WaitForPrivateEndpoint(project).UntilAsync(endpoint, goal, TimeSpan.FromSeconds(TimeoutSec)).ConfigureAwait(false));
        }
        catch (AtlasCmkException e)
        {
            item.Fail(e);
        }
    }
}
