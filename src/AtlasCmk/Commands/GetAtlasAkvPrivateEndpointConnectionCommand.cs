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
/// <error>VaultNotConfigured EndpointUnknown VaultInAnotherCloud AzureSignInFailed AzureTokenExpired AzureTokenRefused AzureWrongTenant AzureRoleTooSmall SubscriptionNotFound ResourceGroupNotFound VaultNotFound AzureThrottled AzureServerError AzureApiError</error>
/// <seealso href="https://learn.microsoft.com/azure/key-vault/general/private-link-service">Azure: integrate Key Vault with Azure Private Link</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasAkvPrivateEndpointConnection")]
[OutputType(typeof(PrivateEndpointConnection))]
public sealed class GetAtlasAkvPrivateEndpointConnectionCommand : AtlasProjectCmdlet
{
    /// <summary>The names of the connections; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ConnectionCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The statuses, as Azure spells them: Pending, Approved, Rejected, Disconnected; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateText]
    [ArgumentCompleter(typeof(Completers.ConnectionStatusCompleter))]
    public string[] Status { get; set; } = ["*"];

    /// <summary>The ids of endpoints in Atlas: only their connections.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValueOf("EndpointId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.EndpointCompleter))]
    public string[]? EndpointId { get; set; }

    private protected override void Process()
    {
        var (names, endpoints) = (Name, EndpointId);
        var statuses = new WildcardChoice(Status);
        foreach (var project in Projects)
        {
            Run(project, item => ListAsync(project, names, statuses, endpoints, item));
        }
    }

    private static async Task ListAsync(ProjectWork project, string[] names, WildcardChoice statuses, string[]? endpoints, WorkItem item)
    {
        var chosen = new WildcardChoice(names);
        var vault = new ProjectConnections(project);
        var connections = await vault.ListAsync().ConfigureAwait(false);
        foreach (var connection in connections)
        {
            if (chosen.Includes(connection.Name) && statuses.Includes(connection.Status) && (endpoints is null || endpoints.Contains(connection.EndpointId)))
            {
                item.Emit(connection);
            }
        }

        foreach (var missing in WildcardChoice.Missing(names, connections.Select(c => c.Name)))
        {
            item.Fail(Failures.ConnectionNotInVault(await vault.NamedAsync(missing).ConfigureAwait(false), null));
        }

        // An endpoint that is there and has no connection yet is no failure; to tell takes one more request, and only then.
        var silent = endpoints?.Except(connections.Select(c => c.EndpointId)).ToList() ?? [];
        foreach (var unknown in silent.Count == 0 ? [] : silent.Except((await project.EndpointsNowAsync().ConfigureAwait(false)).Select(e => e.EndpointId)))
        {
            item.Fail(Failures.EndpointUnknown(project.ProjectId, unknown!));
        }
    }
}
