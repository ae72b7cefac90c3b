using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Has Atlas make private endpoints to the project's key vault, one in each region.</summary>
/// <remarks>
/// <para>Each region costs one request, and the regions are worked on in parallel. A region that has an endpoint already gets no second one: the one that is there is returned. If Atlas's answer is lost, AtlasCmk lists the endpoints to see whether one was created.</para>
/// <para>An endpoint that is FAILED or DELETING is an error that names the commands to replace it. One that is PENDING_RECREATION, has a status that AtlasCmk does not know, or carries a message of Atlas is returned with a warning.</para>
/// <para>-Wait waits until each endpoint is PENDING_ACCEPTANCE with the name of its connection (some three minutes), or ACTIVE; each is emitted as soon as it is, so that it can be approved while others are still made.</para>
/// <para>Every region that holds nodes of an encrypted cluster needs its own endpoint.</para>
/// </remarks>
/// <example>
/// <para>Endpoints in two regions, approved and ready</para>
/// <code>New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL -Wait | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint</code>
/// </example>
/// <example>
/// <para>The same region in every project that the key sees</para>
/// <code>Get-AtlasProject | New-AtlasAkvPrivateEndpoint -RegionName EUROPE_WEST</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: none.</note>
/// <error>NotEnabledForProject PrivateNetworkingNotRequired RegionRefused EndpointBeingDeleted EndpointNotCreated EndpointFailed EndpointGone FeatureUnsupported CannotConfirm WaitTimedOut</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
/// <seealso href="https://www.mongodb.com/docs/atlas/reference/microsoft-azure/">Atlas: regions of Microsoft Azure</seealso>
[Cmdlet(VerbsCommon.New, "AtlasAkvPrivateEndpoint", SupportsShouldProcess = true)]
[OutputType(typeof(AkvPrivateEndpoint))]
public sealed class NewAtlasAkvPrivateEndpointCommand : AtlasProjectCmdletBase
{
    /// <summary>The regions, by Atlas's names or Azure's: US_EAST_2, eastus2, 'East US 2'. One that AtlasCmk does not know is tried, with a warning that names the one it is nearest to, if any.</summary>
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
            this.Tell(c => c.WriteWarning(VisibleText.Of($"AtlasCmk does not know the region '{region}'; {(AzureRegions.Nearest(region) is { } near ? $"did you mean {near}? It" : "it")} is tried as it is, since Atlas adds regions.")));
        }
    }

    private protected override void Process()
    {
        TimeSpan? wait = Wait ? TimeSpan.FromSeconds(TimeoutSec) : null;
        foreach (var project in Projects)
        {
            foreach (var region in RegionName.Where(r => IsFirst(project, r)))
            {
                Run(project, item => new CreatePrivateEndpoint(project, item).RunAsync(region, wait));
            }
        }
    }
}
