using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Has Atlas delete private endpoints to the project's key vault.</summary>
/// <remarks>
/// <para>Clusters in the endpoint's region reach their key over it: make sure that they do not need it any more, or that private networking is about to end.</para>
/// <para>Without -Wait the endpoint is emitted as Atlas then lists it (DELETING). With -Wait the command ends when it is gone, and emits nothing. Atlas does not delete an endpoint that it is still creating: that is waited out, within -TimeoutSec.</para>
/// </remarks>
/// <example>
/// <para>Remove the endpoint of one region, without waiting until it is gone</para>
/// <code>Get-AtlasAkvPrivateEndpoint -RegionName US_CENTRAL | Remove-AtlasAkvPrivateEndpoint -Confirm:$false</code>
/// </example>
/// <example>
/// <para>Remove every endpoint of the project</para>
/// <code>Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Wait -Confirm:$false</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: none.</note>
/// <error>EndpointUnknown EndpointBusy EndpointNotRemoved ConnectionNotListed WaitTimedOut CannotConfirm</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
[Cmdlet(VerbsCommon.Remove, "AtlasAkvPrivateEndpoint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AkvPrivateEndpoint))]
public sealed class RemoveAtlasAkvPrivateEndpointCommand : AtlasProjectCmdlet
{
    /// <summary>The ids of the endpoints, 24 hexadecimal digits each.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [ValueOf("EndpointId")]
    [ValidateAtlasId(MayBeMissing = true)]
    [ArgumentCompleter(typeof(Completers.EndpointCompleter))]
    public string[] EndpointId { get; set; } = [];

    /// <inheritdoc/>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId(MayBeMissing = true)]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public override string[]? ProjectId { get; set; }

    /// <summary>Waits until each endpoint is gone.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long to wait for each endpoint, in seconds: until Atlas allows its deletion, and then, with -Wait, until it is gone.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 1800;

    private protected override void Process()
    {
        foreach (var project in Projects)
        {
            foreach (var id in EndpointId)
            {
                Run(project, item => new RemovePrivateEndpoint(project, item).RunAsync(id, TimeSpan.FromSeconds(TimeoutSec), Wait));
            }
        }
    }
}
