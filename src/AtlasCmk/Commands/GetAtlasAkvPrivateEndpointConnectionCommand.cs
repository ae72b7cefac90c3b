using System.Collections.Concurrent;
using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Lists the private endpoint connections of a key vault, and shows which Atlas project each one belongs to.</summary>
/// <remarks>
/// <para>Azure lists the connections and Atlas the endpoints; they are matched by name. Several projects may share a vault. So connections that the project
/// does not list are searched for in every other project that uses the vault and that the session can read. Each connection is returned once, with the
/// ProjectId of its owner.</para>
/// <para>VerifiedBy is Atlas if a project lists the connection. It is Unknown if no project lists it and some projects could not be read: Unread names them. It
/// is None if no project that the session can read lists it, or if Atlas was not queried.</para>
/// <para>With -KeyVaultName, an Azure-only session is enough (Connect-Atlas -AzureOnly).</para>
/// </remarks>
/// <example>
/// <para>List all connections of the vault</para>
/// <code>Get-AtlasAkvPrivateEndpointConnection</code>
/// </example>
/// <example>
/// <para>Approve only the connections that Atlas lists</para>
/// <code>Get-AtlasAkvPrivateEndpointConnection -Status Pending | Where-Object VerifiedBy -eq Atlas | Approve-AzPrivateEndpointConnection</code>
/// </example>
/// <example>
/// <para>List the connections of a vault without an Atlas key</para>
/// <code>Get-AtlasAkvPrivateEndpointConnection -KeyVaultName $vault -ResourceGroupName rg-keys -SubscriptionId $subscription</code>
/// </example>
/// <note>Atlas: Project Owner, in every project that uses the vault; none with -KeyVaultName in an Azure-only session. Azure: Reader on the vault.</note>
/// <error>
/// SubscriptionMissing ConnectionNotInVault VaultNotConfigured VaultNotNamed EndpointUnknown VaultInAnotherCloud AzureSignInFailed AzureTokenExpired
/// AzureTokenRefused AzureWrongTenant AzureRoleTooSmall SubscriptionNotFound ResourceGroupNotFound VaultNotFound NotFoundInAzure VaultNameRefused
/// ProviderNotRegistered AzureThrottled AzureServerError AzureApiError
/// AzContextMissing AzContextMoved AzContextGivesNoToken AzContextInAnotherCloud AzContextInUnknownCloud
/// </error>
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

    /// <inheritdoc/>
    [Parameter(ParameterSetName = ByProject)]
    [SupportsWildcards]
    [ValidateText]
    [ArgumentCompleter(typeof(Completers.ProjectNameCompleter))]
    public override string[]? ProjectName { get; set; }

    /// <summary>The name of the vault. All its connections are listed, whichever project uses them.</summary>
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

    /// <summary>The ID of the Azure subscription that holds the vault, a UUID. Default: the subscription of the Az context.</summary>
    [Parameter(ParameterSetName = ByVault)]
    [AzureUuid("subscription ID", IsSubscription = true)]
    public Guid? SubscriptionId { get; set; }

    /// <summary>The names of the connections; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ConnectionCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <summary>The statuses, as Azure spells them: Pending, Approved, Rejected, Disconnected; Unknown if Azure reports none. Wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateText]
    [ArgumentCompleter(typeof(Completers.ConnectionStatusCompleter))]
    public string[] Status { get; set; } = ["*"];

    /// <summary>The IDs of Atlas endpoints. Only their connections are listed.</summary>
    [Parameter(ParameterSetName = ByProject, ValueFromPipelineByPropertyName = true)]
    [ValueOf("EndpointId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.EndpointCompleter))]
    public string[]? EndpointId { get; set; }

    /// <summary>An invalid pattern is an error before any request is sent.</summary>
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
            // With -EndpointId, the owners of other connections are not needed.
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
            Pump.Verbose("Atlas is not queried for the owners of the connections: VerifiedBy is None.");
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

    /// <summary>The endpoints of the session's project; null if the project does not use the vault or cannot be read.</summary>
    private static async Task<IReadOnlyList<AkvPrivateEndpoint>?> EndpointsAtAsync(ProjectContext project, KeyVaultReference vault)
    {
        var settings = await ReadResult.FromAsync(project.EncryptionAtFirstAsync).ConfigureAwait(false);
        return settings.Value?.Vault?.IsSameVault(vault) is true ? (await ReadResult.FromAsync(project.EndpointsAtFirstAsync).ConfigureAwait(false)).Value : null;
    }

    private async Task ListAsync(ProjectContext project, ProjectConnections vault, string[]? endpoints, WorkItem item)
    {
        var connections = await vault.ListAsync().ConfigureAwait(false);
        var reference = (await project.EncryptionAtFirstAsync().ConfigureAwait(false)).Vault!;
        Emit(connections, endpoints, name => new(reference, name), item);

        // An existing endpoint without a connection is not an error. One more request shows whether it exists.
        var silent = endpoints?.Except(connections.Select(c => c.EndpointId)).ToList() ?? [];
        foreach (var unknown in silent.Count == 0 ? [] : silent.Except((await project.EndpointsNowAsync().ConfigureAwait(false)).Select(e => e.EndpointId)))
        {
            item.Fail(EndpointErrors.EndpointUnknown(project.ProjectId, unknown!));
        }
    }

    /// <summary>Emits each connection once, even if several projects share the vault.</summary>
    private void Emit(IReadOnlyList<PrivateEndpointConnection> connections, string[]? endpoints, Func<string, ConnectionId> idOf, WorkItem item)
    {
        foreach (var connection in connections.Where(c => _names!.Includes(c.Name) && _statuses!.Includes(c.Status) && (endpoints is null || endpoints.Contains(c.EndpointId)))
            .OrderBy(c => c.Name, StringComparer.OrdinalIgnoreCase))
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
            Pump.Warning($"The owner of {connections.Count(c => c.Unread.Count > 0)} of {connections.Count} connections of vault {unknown.KeyVaultName} is "
                + $"unknown. Could not be read: {new ConnectionOwner(null, unknown.Unread).UnreadText}.");
        }
    }
}
