using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Deletes private endpoints from Atlas to the project's key vault.</summary>
/// <remarks>
/// <para>Encrypted clusters use the endpoint to reach their key. Stop encrypting them first, with Disable-AtlasClusterEncryption -Wait. All endpoints of a
/// project are checked before the first is deleted. If clusters still need them, the command names the clusters and requires an additional confirmation, once
/// per project. -Force skips it; No keeps every endpoint of the project. A cluster that is changing counts too, because it may still use the key.</para>
/// <para>Without -Wait, the endpoint is returned as Atlas then lists it (DELETING). With -Wait, the command ends when the endpoint is deleted, and returns
/// nothing. Atlas cannot delete an endpoint that is still being created: the command waits for it, within -TimeoutSec.</para>
/// </remarks>
/// <example>
/// <para>Delete the endpoint of one region, without waiting</para>
/// <code>Get-AtlasAkvPrivateEndpoint -RegionName US_CENTRAL | Remove-AtlasAkvPrivateEndpoint</code>
/// </example>
/// <example>
/// <para>Stop encrypting all clusters, then delete every endpoint of the project</para>
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

    /// <summary>The IDs of the endpoints, 24 hexadecimal digits each.</summary>
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

    /// <summary>Waits until each endpoint is deleted.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Skips the additional confirmation: encrypted clusters lose access to the key.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long to wait for each endpoint, in seconds: until Atlas allows its deletion, and with -Wait until it is deleted.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 1800;

    private protected override bool IsForced => Force;

    /// <summary>Endpoints are collected first, because only together they show what clusters lose.</summary>
    private protected override void Process()
    {
        foreach (var project in Projects.Select(OfFirstSession))
        {
            _named.AddRange(EndpointId.Where(id => TryBegin(project, id)).Select(id => (project, id)));
        }
    }

    /// <summary>All confirmations come before the first deletion: a host that cannot prompt ends the command with nothing sent.</summary>
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
