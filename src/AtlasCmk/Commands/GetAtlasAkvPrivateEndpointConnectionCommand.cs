using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Lists the private endpoint connections of a project's key vault, and says which of them Atlas vouches for.</summary>
/// <remarks>
/// <para>Azure is asked for the connections, Atlas for the endpoints; they are joined by name. A connection with VerifiedBy Atlas belongs to this project; one with None belongs to someone else who uses the vault: another project, or another service.</para>
/// </remarks>
/// <example>
/// <para>All connections of the vault</para>
/// <code>Get-AtlasAkvPrivateEndpointConnection</code>
/// </example>
/// <example>
/// <para>Approve what Atlas asked for, and nothing else</para>
/// <code>Get-AtlasAkvPrivateEndpointConnection -Status Pending | Where-Object VerifiedBy -eq Atlas | Approve-AzPrivateEndpointConnection</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: Reader on the vault.</note>
/// <seealso href="https://learn.microsoft.com/azure/key-vault/general/private-link-service">Azure: integrate Key Vault with Azure Private Link</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasAkvPrivateEndpointConnection")]
[OutputType(typeof(PrivateEndpointConnection))]
public sealed class GetAtlasAkvPrivateEndpointConnectionCommand : AtlasProjectCmdlet
{
    /// <summary>The names of the connections; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The statuses, as Azure spells them: Pending, Approved, Rejected, Disconnected; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(Completers.ConnectionStatusCompleter))]
    public string[] Status { get; set; } = ["*"];

    /// <summary>The ids of endpoints in Atlas: only their connections.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateAtlasId]
    public string[]? EndpointId { get; set; }

    private protected override void Process()
    {
        var names = new WildcardChoice(Name);
        var statuses = new WildcardChoice(Status);
        var endpoints = EndpointId;
        foreach (var project in Projects)
        {
            Run(project, async item =>
            {
                foreach (var connection in await new ProjectConnections(project).ListAsync().ConfigureAwait(false))
                {
                    if (names.Includes(connection.Name) && statuses.Includes(connection.Status) && (endpoints is null || endpoints.Contains(connection.EndpointId)))
                    {
                        item.Emit(connection);
                    }
                }
            });
        }
    }
}
