using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Has Atlas delete private endpoints to the project's key vault.</summary>
/// <remarks>
/// <para>Encrypted clusters reach their key over the endpoint. Let them leave the key first with Disable-AtlasClusterEncryption -Wait. The endpoints of a project are judged together before the first is deleted. While clusters need them, the command names the clusters and asks a second time, once for the project. -Force answers that question; No leaves every endpoint of the project. A cluster that is changing counts too, because it may still be leaving the key.</para>
/// <para>Without -Wait the endpoint is emitted as Atlas then lists it (DELETING). With -Wait the command ends when it is gone, and emits nothing. Atlas does not delete an endpoint that it is still creating: that is waited out, within -TimeoutSec.</para>
/// </remarks>
/// <example>
/// <para>Remove the endpoint of one region, without waiting until it is gone</para>
/// <code>Get-AtlasAkvPrivateEndpoint -RegionName US_CENTRAL | Remove-AtlasAkvPrivateEndpoint</code>
/// </example>
/// <example>
/// <para>Remove every endpoint of the project, after the clusters have left the key</para>
/// <code>Get-AtlasClusterEncryption | Where-Object EncryptionAtRestProvider -eq AZURE | Disable-AtlasClusterEncryption -Wait
/// Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Wait</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: none.</note>
/// <error>EndpointUnknown EndpointBusy EndpointNotRemoved ConnectionNotListed WaitTimedOut CannotAsk CannotConfirm</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
[Cmdlet(VerbsCommon.Remove, "AtlasAkvPrivateEndpoint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(AkvPrivateEndpoint))]
public sealed class RemoveAtlasAkvPrivateEndpointCommand : AtlasProjectCmdletBase
{
    private readonly List<(ProjectContext Project, string EndpointId)> _named = [];

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

    /// <summary>Answers the additional confirmation: encrypted clusters lose their way to the key.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long to wait for each endpoint, in seconds: until Atlas allows its deletion, and then, with -Wait, until it is gone.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 1800;

    private protected override bool IsForced => Force;

    /// <summary>Everything is collected first: what clusters lose shows only where all endpoints are known.</summary>
    private protected override void Process()
    {
        foreach (var project in Projects.Select(OfFirstSession))
        {
            _named.AddRange(EndpointId.Where(id => IsFirst(project, id)).Select(id => (project, id)));
        }
    }

    /// <summary>All is asked before anything is deleted, in whatever project: a host that cannot ask ends the command with nothing sent.</summary>
    private protected override void End()
    {
        var removals = _named.GroupBy(n => n.Project, n => n.EndpointId).ToDictionary(p => p.Key, p => new RemovePrivateEndpoints(p.Key, [.. p]));
        foreach (var (project, id) in _named)
        {
            Run(project, item => removals[project].AskAsync(id, item));
        }

        Pump.Finish();
        foreach (var (project, removal) in removals)
        {
            Run(project, removal.AskAgainAsync);
        }

        Pump.Finish();
        foreach (var (project, id) in _named)
        {
            Run(project, item => removals[project].RunAsync(id, TimeSpan.FromSeconds(TimeoutSec), Wait));
        }
    }
}
