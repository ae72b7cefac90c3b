using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Lists the private endpoints from Atlas to a project's key vault.</summary>
/// <remarks>
/// <para>One request reads all endpoints of a project; -EndpointId, -RegionName and -Status filter them. Each unknown ID or region without an endpoint gives
/// one error; the rest is returned. A wildcard without matches is not an error.</para>
/// </remarks>
/// <example>
/// <para>List all endpoints of the session's project</para>
/// <code>Get-AtlasAkvPrivateEndpoint</code>
/// </example>
/// <example>
/// <para>List the endpoints that wait for approval</para>
/// <code>Get-AtlasAkvPrivateEndpoint | Where-Object Status -eq PENDING_ACCEPTANCE</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: none.</note>
/// <error>EndpointUnknown RegionWithoutEndpoint ConnectionNotListed RoleTooSmall</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasAkvPrivateEndpoint")]
[OutputType(typeof(AkvPrivateEndpoint))]
public sealed class GetAtlasAkvPrivateEndpointCommand : AtlasProjectCmdletBase
{
    /// <summary>The IDs of the endpoints, 24 hexadecimal digits each.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValueOf("EndpointId")]
    [ValidateAtlasId(MayBeMissing = true)]
    [ArgumentCompleter(typeof(Completers.EndpointCompleter))]
    public string[]? EndpointId { get; set; }

    /// <summary>The regions, with Atlas's names or Azure's: US_EAST_2, eastus2, 'East US 2'. Wildcards are allowed in Atlas's names.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [AtlasRegion]
    [ValidateText]
    [ArgumentCompleter(typeof(Completers.RegionCompleter))]
    public string[] RegionName { get; set; } = ["*"];

    /// <summary>The statuses, as Atlas spells them: INITIATING, PENDING_ACCEPTANCE, ACTIVE, FAILED, PENDING_RECREATION, DELETING. Wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateText]
    [ArgumentCompleter(typeof(Completers.EndpointStatusCompleter))]
    public string[] Status { get; set; } = ["*"];

    /// <inheritdoc/>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId(MayBeMissing = true)]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public override string[]? ProjectId { get; set; }

    private protected override void Process()
    {
        var (ids, names) = (EndpointId, RegionName);
        var regions = new WildcardChoice(names);
        var statuses = new WildcardChoice(Status);
        foreach (var project in Projects)
        {
            Run(project, async item =>
            {
                var endpoints = await project.EndpointsNowAsync().ConfigureAwait(false);
                foreach (var endpoint in endpoints.Where(e => ids?.Contains(e.EndpointId) is not false && regions.Includes(e.RegionName) && statuses.Includes(e.Status))
                    .OrderBy(e => e.RegionName, StringComparer.Ordinal).ThenBy(e => e.EndpointId, StringComparer.Ordinal))
                {
                    item.Emit(endpoint);
                }

                foreach (var unknown in ids?.Except(endpoints.Select(e => e.EndpointId)) ?? [])
                {
                    item.Fail(EndpointErrors.EndpointUnknown(project.ProjectId, unknown));
                }

                foreach (var missing in WildcardChoice.Missing(names, endpoints.Select(e => e.RegionName)))
                {
                    item.Fail(EndpointErrors.RegionWithoutEndpoint(project.ProjectId, missing));
                }
            });
        }
    }
}
