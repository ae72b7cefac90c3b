using System.Collections.Concurrent;
using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Lists the private endpoint connections of a key vault, and says which of them Atlas lists, and for which project.</summary>
/// <remarks>
/// <para>Azure is asked for the connections, Atlas for the endpoints; they are joined by name. Several projects may share a vault: connections that the project does not claim are looked up in every other project that the session can see and that uses the vault. Each connection is emitted once, with the ProjectId of its owner.</para>
/// <para>VerifiedBy is Atlas where a project claims the connection. It is Unknown where none does and some could not be read: Unread names them. It is None where no project that the session can see claims it, and where Atlas was not asked.</para>
/// <para>With -KeyVaultName a session with Azure alone is enough (Connect-Atlas -AzureOnly).</para>
/// </remarks>
/// <example>
/// <para>All connections of the vault</para>
/// <code>Get-AtlasAkvPrivateEndpointConnection</code>
/// </example>
/// <example>
/// <para>Approve what Atlas lists, and nothing else</para>
/// <code>Get-AtlasAkvPrivateEndpointConnection -Status Pending | Where-Object VerifiedBy -eq Atlas | Approve-AzPrivateEndpointConnection</code>
/// </example>
/// <example>
/// <para>The connections of a vault, without a key for Atlas</para>
/// <code>Get-AtlasAkvPrivateEndpointConnection -KeyVaultName $vault -ResourceGroupName rg-keys -SubscriptionId $subscription</code>
/// </example>
/// <note>Atlas: Project Owner, in every project that uses the vault; none with -KeyVaultName in a session with Azure alone. Azure: Reader on the vault.</note>
/// <error>SubscriptionMissing ConnectionNotInVault VaultNotConfigured VaultNotNamed EndpointUnknown VaultInAnotherCloud AzureSignInFailed AzureTokenExpired AzureTokenRefused AzureWrongTenant AzureRoleTooSmall SubscriptionNotFound ResourceGroupNotFound VaultNotFound NotFoundInAzure VaultNameRefused ProviderNotRegistered AzureThrottled AzureServerError AzureApiError</error>
/// <seealso href="https://learn.microsoft.com/azure/key-vault/general/private-link-service">Azure: integrate Key Vault with Azure Private Link</seealso>
[Cmdlet(VerbsCommon.Get, "AtlasAkvPrivateEndpointConnection", DefaultParameterSetName = ByProject)]
[OutputType(typeof(PrivateEndpointConnection))]
public sealed class GetAtlasAkvPrivateEndpointConnectionCommand : AtlasProjectCmdletBase
{
    private const string ByProject = "ByProject";
    private const string ByVault = "ByVault";

    private readonly ConcurrentDictionary<string, bool> _said = new(StringComparer.OrdinalIgnoreCase);
    private WildcardChoice? _names;
    private WildcardChoice? _statuses;

    /// <inheritdoc/>
    [Parameter(Position = 0, ParameterSetName = ByProject, ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public override string[]? ProjectId { get; set; }

    /// <summary>The vault's name, to list its connections whichever projects use it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByVault)]
    [Alias("VaultName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.VaultCompleter))]
    public string? KeyVaultName { get; set; }

    /// <summary>The resource group that holds the vault.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByVault)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.ResourceGroupCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>The Azure subscription that holds the vault, a UUID. Default: that of the Az context.</summary>
    [Parameter(ParameterSetName = ByVault)]
    [AzureUuid("subscription ID", IsSubscription = true)]
    public Guid? SubscriptionId { get; set; }

    /// <summary>The names of the connections; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ConnectionCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The statuses, as Azure spells them: Pending, Approved, Rejected, Disconnected; Unknown where Azure leaves it out. Wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateText]
    [ArgumentCompleter(typeof(Completers.ConnectionStatusCompleter))]
    public string[] Status { get; set; } = ["*"];

    /// <summary>The ids of endpoints in Atlas: only their connections.</summary>
    [Parameter(ParameterSetName = ByProject, ValueFromPipelineByPropertyName = true)]
    [ValueOf("EndpointId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.EndpointCompleter))]
    public string[]? EndpointId { get; set; }

    /// <summary>A pattern that cannot be understood is an error before anything is asked.</summary>
    private protected override void Begin() => (_names, _statuses) = (new(Name), new(Status));

    private protected override void Process()
    {
        if (ParameterSetName == ByVault)
        {
            ListVault();
            return;
        }

        var endpoints = EndpointId;
        foreach (var project in Projects)
        {
            // Who owns the others does not matter where the connections of endpoints are asked for.
            var connections = new ProjectConnections(project, endpoints is null ? project.Session.VisibleProjects : null);
            Run(project, item => ListAsync(project, connections, endpoints, item));
        }
    }

    private void ListVault()
    {
        var session = FindSession();
        var subscription = SubscriptionId?.ToString("D") ?? session?.AzureSubscriptionId ?? Surroundings.AzureSubscriptionId ?? throw ConnectionErrors.SubscriptionMissing(KeyVaultName!);
        var vault = new KeyVaultReference(CloudOf(session), subscription, ResourceGroupName!.Trim(), KeyVaultName!.Trim());
        if (!_said.TryAdd(vault.ResourceId, true))
        {
            return;
        }

        var atlas = session is { AsksAtlas: true } ? session : null;
        if (atlas is null)
        {
            Pump.Verbose("Atlas is not asked who owns the connections: VerifiedBy is None.");
        }

        var context = ContextOf(session);
        var connections = new VaultConnections(context, vault, atlas is null ? null : context.VisibleProjects);
        var own = atlas?.ProjectId is { } id ? context.Project(id) : null;
        Pump.Start(session, IsForced, async item =>
        {
            var endpoints = own is null ? null : await EndpointsAtAsync(own, vault).ConfigureAwait(false);
            Emit(await connections.ListAsync(endpoints is null ? null : own!.ProjectId, endpoints).ConfigureAwait(false), null, name => new(vault, name), item);
        });
    }

    /// <summary>The endpoints of the session's own project; null where it does not use the vault, or cannot be read.</summary>
    private static async Task<IReadOnlyList<AkvPrivateEndpoint>?> EndpointsAtAsync(ProjectContext project, KeyVaultReference vault)
    {
        var settings = await Fact.ReadAsync(project.EncryptionAtFirstAsync).ConfigureAwait(false);
        return settings.Value?.Vault?.IsSameVault(vault) is true ? (await Fact.ReadAsync(project.EndpointsAtFirstAsync).ConfigureAwait(false)).Value : null;
    }

    private async Task ListAsync(ProjectContext project, ProjectConnections vault, string[]? endpoints, WorkItem item)
    {
        var connections = await vault.ListAsync().ConfigureAwait(false);
        var reference = (await project.EncryptionAtFirstAsync().ConfigureAwait(false)).Vault!;
        Emit(connections, endpoints, name => new(reference, name), item);

        // An endpoint that is there and has no connection yet is no failure; to tell takes one more request, and only then.
        var silent = endpoints?.Except(connections.Select(c => c.EndpointId)).ToList() ?? [];
        foreach (var unknown in silent.Count == 0 ? [] : silent.Except((await project.EndpointsNowAsync().ConfigureAwait(false)).Select(e => e.EndpointId)))
        {
            item.Fail(EndpointErrors.EndpointUnknown(project.ProjectId, unknown!));
        }
    }

    /// <summary>Each connection once, however many projects share the vault.</summary>
    private void Emit(IReadOnlyList<PrivateEndpointConnection> connections, string[]? endpoints, Func<string, ConnectionId> idOf, WorkItem item)
    {
        foreach (var connection in connections.Where(c => _names!.Includes(c.Name) && _statuses!.Includes(c.Status) && (endpoints is null || endpoints.Contains(c.EndpointId))))
        {
            if (_said.TryAdd(connection.ResourceId, true))
            {
                item.Emit(connection);
            }
        }

        foreach (var missing in WildcardChoice.Missing(Name, connections.Select(c => c.Name)).Select(idOf))
        {
            if (_said.TryAdd(missing.ResourceId, true))
            {
                item.Fail(ConnectionErrors.ConnectionNotInVault(missing, null));
            }
        }

        if (connections.FirstOrDefault(c => c.Unread.Count > 0) is { } unknown && _said.TryAdd($"owners at {unknown.Id.Vault.ResourceId}", true))
        {
            Pump.Warning($"Who owns {connections.Count(c => c.Unread.Count > 0)} of {connections.Count} connections of vault {unknown.KeyVaultName} is unknown. This could not be read: {new ConnectionOwner(null, unknown.Unread).UnreadText}.");
        }
    }
}
