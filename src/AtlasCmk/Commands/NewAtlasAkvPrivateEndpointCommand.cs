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
/// <para>Every region with nodes of an encrypted cluster needs an endpoint. Without -RegionName, the command creates one in each region that lacks it: the
/// Azure regions with nodes of clusters that are encrypted, or could be. -WhatIf shows them.</para>
/// <para>With -FromInput, the column RegionName of a piped row names the regions, separated by semicolons. The row also needs the column ProjectId. An empty
/// cell means the regions that lack an endpoint.</para>
/// </remarks>
/// <example>
/// <para>Create endpoints in two regions, approve their connections, and wait until they are active</para>
/// <code>New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, US_CENTRAL -Wait | Approve-AzPrivateEndpointConnection | Wait-AtlasAkvPrivateEndpoint</code>
/// </example>
/// <example>
/// <para>Create an endpoint in the same region for every project</para>
/// <code>Get-AtlasProject | New-AtlasAkvPrivateEndpoint -RegionName EUROPE_WEST</code>
/// </example>
/// <example>
/// <para>Show in which regions endpoints are missing, in every project, and create none</para>
/// <code>Get-AtlasProject | New-AtlasAkvPrivateEndpoint -MissingRegion -WhatIf</code>
/// </example>
/// <example>
/// <para>Create the endpoints that a file lists</para>
/// <code>$file = New-TemporaryFile
/// "ProjectId,RegionName", "$((Get-AtlasSession).ProjectId),US_EAST_2;EUROPE_WEST" | Set-Content $file
/// Import-Csv $file | New-AtlasAkvPrivateEndpoint -FromInput</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: none.</note>
/// <error>
/// NotEnabledForProject PrivateNetworkingNotRequired RegionRefused EndpointBeingDeleted EndpointNotCreated EndpointFailed EndpointGone
/// FeatureUnsupported CannotConfirm WaitTimedOut RowNotUnderstood
/// </error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
/// <seealso href="https://www.mongodb.com/docs/atlas/reference/microsoft-azure/">Atlas: regions of Microsoft Azure</seealso>
[Cmdlet(VerbsCommon.New, "AtlasAkvPrivateEndpoint", SupportsShouldProcess = true, DefaultParameterSetName = MissingSet)]
[OutputType(typeof(AkvPrivateEndpoint))]
public sealed class NewAtlasAkvPrivateEndpointCommand : AtlasProjectCmdletBase
{
    private const string RegionSet = "Region";
    private const string MissingSet = "MissingRegion";
    private const string InputSet = "Input";

    /// <summary>The regions, with Atlas's names or Azure's: US_EAST_2, eastus2, 'East US 2'. An unknown region is still sent to Atlas, with a warning that suggests a similar name.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = RegionSet)]
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

    /// <summary>Creates an endpoint in each Azure region with nodes of clusters of the project that lacks one. This is the default without -RegionName.</summary>
    [Parameter(ParameterSetName = MissingSet)]
    public SwitchParameter MissingRegion { get; set; }

    /// <summary>Takes the regions from the column RegionName of the piped rows, for example from Import-Csv. Without this switch, no setting is taken from the
    /// pipeline.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InputSet)]
    public SwitchParameter FromInput { get; set; }

    /// <summary>Waits until each endpoint is PENDING_ACCEPTANCE with the name of its connection, or ACTIVE. The order of the output is then the order of completion.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long -Wait waits for each endpoint, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 1800;

    private protected override void Begin()
    {
        if (Given(nameof(MissingRegion), MissingRegion) is false)
        {
            throw InputErrors.SwitchIsOff(nameof(MissingRegion));
        }

        Pump.InOrderOfCompletion = Wait && !Pump.IsWhatIf;
        WarnOfUnknown(RegionName);
    }

    private protected override void Process()
    {
        var regions = FromInput ? RegionsOfRow() : ParameterSetName == RegionSet ? RegionName : null;
        TimeSpan? wait = Wait ? TimeSpan.FromSeconds(TimeoutSec) : null;
        foreach (var project in Projects)
        {
            if (regions is null && TryBegin(project))
            {
                Run(project, item => CreateMissingAsync(project, item, wait));
            }

            foreach (var region in (regions ?? []).Where(r => TryBegin(project, r)))
            {
                Run(project, item => new CreatePrivateEndpoint(project, item).RunAsync(region, wait));
            }
        }
    }

    /// <summary>The regions of a project are processed in parallel. The failure of one does not end the others.</summary>
    private async Task CreateMissingAsync(ProjectContext project, WorkItem item, TimeSpan? wait)
    {
        var creating = (await new MissingEndpoints(project).FindAsync().ConfigureAwait(false)).Select(CreateAsync).ToList();
        await Task.WhenAll(creating).ConfigureAwait(false);
        foreach (var emit in wait is null ? creating : [])
        {
            (await emit.ConfigureAwait(false))();
        }

        async Task<Action> CreateAsync(string region)
        {
            Action said;
            try
            {
                var endpoint = await new CreatePrivateEndpoint(project, item).RunAsync(region, wait).ConfigureAwait(false);
                said = () => item.Emit(endpoint);
            }
            catch (AtlasCmkException e)
            {
                said = () => item.Fail(e);
            }

            if (wait is not null)
            {
                // The next command of the pipeline can already approve it.
                said();
            }

            return said;
        }
    }

    /// <summary>The regions of a row; null for those that lack an endpoint.</summary>
    private string[]? RegionsOfRow()
    {
        var row = new SettingsRow(InputObject, nameof(RegionName));
        var regions = row.Text(nameof(RegionName))?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(AzureRegions.Normalize).ToArray();
        if (regions is not null)
        {
            WarnOfUnknown(regions);
        }

        return regions;
    }

    private void WarnOfUnknown(IEnumerable<string> regions)
    {
        foreach (var region in regions.Where(r => !AzureRegions.IsKnown(r)))
        {
            Pump.Warning($"Unknown region '{region}'{(AzureRegions.Nearest(region) is { } near ? $" (did you mean {near}?)" : "")}. "
                + "It is sent to Atlas unchanged, because Atlas may have added it.");
        }
    }
}
