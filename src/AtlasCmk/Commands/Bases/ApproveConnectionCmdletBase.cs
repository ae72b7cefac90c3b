using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>The shared part of Approve-AzPrivateEndpointConnection and Approve-AtlasAkvPrivateEndpointConnection: everything but the name.</summary>
/// <remarks>It has the parameter names and sets of Az.Network's cmdlet, and more.</remarks>
public abstract class ApproveConnectionCmdletBase : ConnectionCmdletBase
{
    private protected const string ByResource = "ByResource";
    private const string KeyVaultType = "Microsoft.KeyVault/vaults";
    private bool _isWarned;

    private protected ApproveConnectionCmdletBase()
    {
    }

    /// <summary>The name of the connection in the vault.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByResource, ValueFromPipelineByPropertyName = true)]
    [Alias("ResourceName")]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ConnectionCompleter))]
    public override string? Name { get; set; }

    /// <summary>The name of the vault.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByResource, ValueFromPipelineByPropertyName = true)]
    [Alias("KeyVaultName")]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.VaultCompleter))]
    public string? ServiceName { get; set; }

    /// <summary>The resource group that holds the vault.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByResource, ValueFromPipelineByPropertyName = true)]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ResourceGroupCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>The resource type: Microsoft.KeyVault/vaults. Approve-AzPrivateEndpointConnection passes other types to Az.Network.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByResource)]
    [ValidateNotNullOrEmpty]
    public string? PrivateLinkResourceType { get; set; }

    /// <summary>The ID of the Azure subscription that holds the vault, a UUID. Default: the subscription of the Az context, else that of the project's vault if it is the named one.</summary>
    [Parameter(ParameterSetName = ByResource)]
    [AzureUuid("subscription ID", IsSubscription = true)]
    public Guid? SubscriptionId { get; set; }

    /// <summary>The message that Azure stores with the decision.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Description { get; set; } = "Approved with AtlasCmk";

    /// <summary>Accepted for compatibility with Az.Network. For key vaults it is ignored with a warning: the session decides which identity signs in to Azure.</summary>
    [Parameter]
    [Alias("AzContext", "AzureRmContext", "AzureCredential")]
    public PSObject? DefaultProfile { get; set; }

    /// <summary>Whether the parameters name a resource that is not a key vault.</summary>
    private protected bool IsOtherType => ParameterSetName == ByResource && !KeyVaultType.Equals(PrivateLinkResourceType!.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Starts at once: an earlier command in the pipeline may still be waiting for its next object.</summary>
    private protected override void Decide(NamedConnection connection) => Pump.Start(connection.Session.AtlasSession, IsForced, async item =>
        item.Emit(await Change(connection.Session, await connection.FindAsync().ConfigureAwait(false)).RunAsync(item).ConfigureAwait(false)));

    private protected override ConnectionChange Change(SessionContext session, FoundConnection found) => new DecideConnection(session, found, ConnectionDecision.Approve, Description, Timeout);

    private protected override IEnumerable<ConnectionRequest> Requests(AtlasSession? session)
    {
        WarnOfProfile();
        if (ParameterSetName != ByResource)
        {
            return base.Requests(session);
        }

        if (IsOtherType)
        {
            throw NotAKeyVaultConnection($"{PrivateLinkResourceType}/{ServiceName}");
        }

        var isPiped = MyInvocation.ExpectingInput;
        var (vault, group, name) = (ServiceName!.Trim(), ResourceGroupName!.Trim(), Name!.Trim());
        return (SubscriptionId?.ToString("D") ?? session?.AzureSubscriptionId ?? Surroundings.AzureSubscriptionId) is { } subscription
            ? [new(new(new(CloudOf(session), subscription, group, vault), name), null, null, isPiped)]
            : [new(null, name, null, isPiped) { Vault = (vault, group) }];
    }

    private void WarnOfProfile()
    {
        if (DefaultProfile is not null && !_isWarned)
        {
            _isWarned = true;
            Pump.Warning("-DefaultProfile is ignored for key vaults: the session decides which identity signs in to Azure (Connect-Atlas -AzureAuthentication).");
        }
    }
}
