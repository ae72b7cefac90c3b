using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Creates private endpoints from Atlas to the project's key vault, one in each region.</summary>
/// <remarks>
/// <para>Each region costs one request, and the regions are processed in parallel. If a region already has an endpoint, that one is returned and no second one
/// is created. If Atlas's response is lost, AtlasCmk lists the endpoints to see whether one was created.</para>
/// <para>An existing endpoint that is FAILED or DELETING is an error, which names the commands to replace it. An endpoint that is PENDING_RECREATION, has an
/// unknown status, or has an error message from Atlas is returned with a warning.</para>
/// <para>-Wait waits until each endpoint is PENDING_ACCEPTANCE with the name of its connection (about three minutes), or ACTIVE. Each endpoint is returned as
/// soon as it is ready, so you can approve it while others are still being created.</para>
/// <para>Every region with nodes of an encrypted cluster needs an endpoint.</para>
/// </remarks>
/// <example>
/// <para>Create endpoints in two regions, approve their connections, and wait until they are active</para>
/// <code>New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL -Wait | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint</code>
/// </example>
/// <example>
/// <para>Create an endpoint in the same region for every project</para>
/// <code>Get-AtlasProject | New-AtlasAkvPrivateEndpoint -RegionName EUROPE_WEST</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: none.</note>
/// <error>
/// NotEnabledForProject PrivateNetworkingNotRequired RegionRefused EndpointBeingDeleted EndpointNotCreated EndpointFailed EndpointGone
/// FeatureUnsupported CannotConfirm WaitTimedOut
/// </error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
/// <seealso href="https://www.mongodb.com/docs/atlas/reference/microsoft-azure/">Atlas: regions of Microsoft Azure</seealso>
[Cmdlet(VerbsCommon.New, "AtlasAkvPrivateEndpoint", SupportsShouldProcess = true)]
[OutputType(typeof(AkvPrivateEndpoint))]
public sealed class NewAtlasAkvPrivateEndpointCommand : AtlasProjectCmdletBase
{
    /// <summary>The regions, with Atlas's names or Azure's: US_EAST_2, eastus2, 'East US 2'. An unknown region is still sent to Atlas, with a warning that suggests a similar name.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AtlasRegion]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.RegionCompleter))]
    public string[] RegionName { get; set; } = [];

    /// <inheritdoc/>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public override string[]? ProjectId { get; set; }

    /// <summary>Waits until each endpoint is PENDING_ACCEPTANCE with the name of its connection, or ACTIVE. The order of the output is then the order of completion.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long -Wait waits for each endpoint, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 1800;

    private protected override void Begin()
    {
        Pump.InOrderOfCompletion = Wait && !Pump.IsWhatIf;
        foreach (var region in RegionName.Where(r => !AzureRegions.IsKnown(r)))
        {
            this.WriteSafely(c => c.WriteWarning(VisibleText.Of($"Unknown region '{region}'{(AzureRegions.Nearest(region) is { } near ? $" (did you mean {near}?)" : "")}. "
                + "It is sent to Atlas unchanged, because Atlas may have added it.")));
        }
    }

    private protected override void Process()
    {
        TimeSpan? wait = Wait ? TimeSpan.FromSeconds(TimeoutSec) : null;
        foreach (var project in Projects)
        {
            foreach (var region in RegionName.Where(r => TryBegin(project, r)))
            {
                Run(project, item => new CreatePrivateEndpoint(project, item).RunAsync(region, wait));
            }
        }
    }
}
