using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Lists the private endpoints that Atlas keeps to a project's key vault.</summary>
/// <remarks>
/// <para>All endpoints of a project cost one request; -EndpointId, -RegionName and -Status choose among them. An id that Atlas does not know is an error for itself; the others are emitted.</para>
/// </remarks>
/// <example>
/// <para>All endpoints of the session's project</para>
/// <code>Get-AtlasAkvPrivateEndpoint</code>
/// </example>
/// <example>
/// <para>Those that wait for an approval</para>
/// <code>Get-AtlasAkvPrivateEndpoint | Where-Object Status -eq PENDING_ACCEPTANCE</code>
/// </example>
/// <note>Atlas: Project Owner.</note>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasAkvPrivateEndpoint")]
[OutputType(typeof(AkvPrivateEndpoint))]
public sealed class GetAtlasAkvPrivateEndpointCommand : AtlasProjectCmdlet
{
    /// <summary>The ids of the endpoints, 24 hexadecimal digits each.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateAtlasId]
    public string[]? EndpointId { get; set; }

    /// <summary>The regions, as Atlas spells them; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(Completers.RegionCompleter))]
    public string[] RegionName { get; set; } = ["*"];

    /// <summary>The statuses, as Atlas spells them: INITIATING, PENDING_ACCEPTANCE, ACTIVE, FAILED, PENDING_RECREATION, DELETING; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(Completers.EndpointStatusCompleter))]
    public string[] Status { get; set; } = ["*"];

    /// <inheritdoc/>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateAtlasId]
    public override string[]? ProjectId { get; set; }

    private protected override void Process()
    {
        var regions = new WildcardChoice(RegionName);
        var statuses = new WildcardChoice(Status);
        foreach (var project in Projects)
        {
            Run(project, async item =>
            {
                foreach (var endpoint in await ChosenAsync(project, EndpointId, item).ConfigureAwait(false))
                {
                    if (regions.Includes(endpoint.RegionName) && statuses.Includes(endpoint.Status))
                    {
                        item.Emit(endpoint);
                    }
                }
            });
        }
    }

    private static async Task<IEnumerable<AkvPrivateEndpoint>> ChosenAsync(ProjectWork project, string[]? ids, WorkItem item)
    {
        var endpoints = await project.EndpointsAtFirstAsync().ConfigureAwait(false);
        if (ids is null)
        {
            return endpoints;
        }

        foreach (var unknown in ids.Except(endpoints.Select(e => e.EndpointId)))
        {
            item.Fail(Failures.EndpointUnknown(project.ProjectId, unknown));
        }

        return endpoints.Where(e => ids.Contains(e.EndpointId));
    }
}
