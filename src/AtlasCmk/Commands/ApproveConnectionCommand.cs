using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>What Approve-AzPrivateEndpointConnection and Approve-AtlasAkvPrivateEndpointConnection have in common: everything but the name.</summary>
/// <remarks>Parameter names and sets are those of Az.Network's cmdlet, and more.</remarks>
public abstract class ApproveConnectionCommand : ConnectionCommand
{
    private const string ByResource = "ByResource";
    private const string KeyVaultType = "Microsoft.KeyVault/vaults";

    private protected ApproveConnectionCommand()
    {
    }

    /// <summary>The connection's name in the vault.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByResource, ValueFromPipelineByPropertyName = true)]
    [Alias("ResourceName")]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ConnectionCompleter))]
    public string? Name { get; set; }

    /// <summary>The vault's name.</summary>
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

    /// <summary>The type of the resource: Microsoft.KeyVault/vaults. For other types use Az.Network\Approve-AzPrivateEndpointConnection.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByResource)]
    [ValidateNotNullOrEmpty]
    public string? PrivateLinkResourceType { get; set; }

    /// <summary>The Azure subscription that holds the vault, a UUID. Default: that of the Az context, else that of the project's vault, where it is the one that is named.</summary>
    [Parameter(ParameterSetName = ByResource)]
    [AzureUuid("subscription ID", IsSubscription = true)]
    public Guid? SubscriptionId { get; set; }

    /// <summary>The message that Azure keeps with the decision.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string Description { get; set; } = "Approved with AtlasCmk";

    /// <summary>Accepted so that scripts for Az.Network run, and ignored with a warning: the session decides who signs in to Azure.</summary>
    [Parameter]
    [Alias("AzContext", "AzureRmContext", "AzureCredential")]
    public PSObject? DefaultProfile { get; set; }

    private protected override void Begin()
    {
        if (DefaultProfile is not null)
        {
            WriteWarning("-DefaultProfile is ignored: the session decides who signs in to Azure (Connect-Atlas -AzureAuthentication).");
        }
    }

    private protected override async Task DecideAsync(IKeyVaultApi keyVault, TimeProvider time, FoundConnection found, WorkItem item) =>
        item.Emit(await new DecideConnection(keyVault, item, Pump, time, Cancellation).RunAsync(found, ConnectionDecision.Approve, Description, Timeout).ConfigureAwait(false));

    private protected override IEnumerable<ConnectionRequest> Requests(AtlasSession? session)
    {
        if (ParameterSetName != ByResource)
        {
            return base.Requests(session);
        }

        if (!KeyVaultType.Equals(PrivateLinkResourceType, StringComparison.OrdinalIgnoreCase))
        {
            throw NotAKeyVaultConnection($"{PrivateLinkResourceType}/{ServiceName}");
        }

        var isPiped = MyInvocation.ExpectingInput;
        return (SubscriptionId?.ToString("D") ?? session?.AzureSubscriptionId ?? Surroundings.AzureSubscriptionId) is { } subscription
            ? [new(new(new(CloudOf(session), subscription, ResourceGroupName!, ServiceName!), Name!), null, null, isPiped)]
            : [new(null, Name, null, isPiped) { Vault = (ServiceName!, ResourceGroupName!) }];
    }
}
