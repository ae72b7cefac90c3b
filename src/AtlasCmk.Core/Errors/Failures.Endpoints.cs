namespace AtlasCmk;

internal static partial class Failures
{
    public static AtlasCmkException EndpointUnknown(string projectId, string endpointId) =>
        new(FailureKind.NotFound, "EndpointUnknown", $"Atlas knows no private endpoint {endpointId} in project {projectId}.",
            "Get-AtlasAkvPrivateEndpoint lists those that are there.", endpointId);

    public static AtlasCmkException RegionWithoutEndpoint(string projectId, string regionName) =>
        new(FailureKind.NotFound, "RegionWithoutEndpoint", $"Project {projectId} has no private endpoint in {regionName}.",
            $"{(AzureRegions.IsKnown(regionName) || AzureRegions.Nearest(regionName) is not { } near ? "" : $"Did you mean {near}? ")}Get-AtlasAkvPrivateEndpoint lists those that are there; New-AtlasAkvPrivateEndpoint makes one.", regionName);

    public static AtlasCmkException EndpointFailed(AkvPrivateEndpoint endpoint) =>
        new(FailureKind.Failed, "EndpointFailed", $"Atlas failed to create the private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}): {endpoint.ErrorMessage ?? "it does not say why"}.",
            "Remove it and create it again: Remove-AtlasAkvPrivateEndpoint -Wait, then New-AtlasAkvPrivateEndpoint.", endpoint);

    public static AtlasCmkException EndpointGone(AkvPrivateEndpoint endpoint) =>
        new(FailureKind.NotFound, "EndpointGone", $"The private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) is gone: it was removed while it was waited for.",
            "If it is still wanted, create it again: New-AtlasAkvPrivateEndpoint.", endpoint);

    public static AtlasCmkException EndpointNotRemoved(AkvPrivateEndpoint endpoint) =>
        new(FailureKind.Failed, "EndpointNotRemoved", $"Atlas failed to remove the private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}): {endpoint.ErrorMessage ?? "it does not say why"}.",
            "Run the command again; if it goes on failing, tell MongoDB support the endpoint's id.", endpoint);

    public static AtlasCmkException PrivateNetworkingNotRequired(string projectId, string regionName, AtlasApiException inner) =>
        new(FailureKind.Refused, "PrivateNetworkingNotRequired", $"Atlas makes no private endpoint in {regionName} for project {projectId}, which does not require private networking. {inner.Message}",
            $"Require it first: Set-AtlasEncryptionAtRest -ProjectId {projectId} -RequirePrivateNetworking.", projectId, inner);

    public static AtlasCmkException EndpointBeingDeleted(AkvPrivateEndpoint endpoint) =>
        new(FailureKind.Refused, "EndpointBeingDeleted", $"The private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) is being deleted, and a region has one at a time.",
            "Wait until it is gone, then run the command again.", endpoint);

    public static AtlasCmkException EndpointNotCreated(string projectId, string regionName, Exception inner) =>
        new(FailureKind.Failed, "EndpointNotCreated", $"Atlas did not create a private endpoint in {regionName} for project {projectId}: {inner.Message}",
            "Atlas was asked whether one is there after all, and it is not: run the command again in a few minutes.", regionName, inner);

    public static AtlasCmkException ConnectionNotReady(AkvPrivateEndpoint endpoint) =>
        new(FailureKind.Refused, "ConnectionNotReady", $"The private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) is {endpoint.Status}{(endpoint.ErrorMessage is { } m ? $" ({m})" : "")} and has no connection that could be decided on.",
            "Wait for it: Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE.", endpoint);

    public static AtlasCmkException ConnectionNotInVault(ConnectionId id, AkvPrivateEndpoint? endpoint) =>
        new(FailureKind.NotFound, "ConnectionNotInVault", $"The vault {id.Vault.Name} has no private endpoint connection {id.Name}{(endpoint is null ? "" : $", though Atlas lists it for {endpoint.RegionName}")}.",
            "Check that the vault, its resource group and subscription are those that the project is configured with.", id.ResourceId);

    public static AtlasCmkException ConnectionNotListed(ConnectionId id, string projectId) =>
        new(FailureKind.Refused, "ConnectionNotListed", $"Atlas does not list the connection {id.Name} for project {projectId}, so it is not this project's.",
            "Get-AtlasAkvPrivateEndpointConnection shows which connections Atlas vouches for. To decide on one of another owner, name it with -ResourceId.", id.ResourceId);

    public static AtlasCmkException ConnectionOfNobody(PrivateEndpointConnection connection) =>
        new(FailureKind.InvalidInput, "ConnectionNotListed", $"Atlas lists the connection {connection.Name} of vault {connection.KeyVaultName} for no endpoint, so it belongs to someone else.",
            "Leave such connections out: Where-Object VerifiedBy -eq Atlas.", connection);

    public static AtlasCmkException ConnectionRejected(PrivateEndpointConnection connection) =>
        new(FailureKind.Refused, "ConnectionRejected", $"The connection {connection.Name} of vault {connection.KeyVaultName} was rejected, and Azure does not take a rejection back.",
            NextConnection(connection), connection);

    public static AtlasCmkException ConnectionNotUsable(PrivateEndpointConnection connection) =>
        new(FailureKind.Refused, "ConnectionNotUsable", $"The connection {connection.Name} of vault {connection.KeyVaultName} is {connection.Status} ({connection.ProvisioningState}), and cannot be decided on.",
            NextConnection(connection), connection);

    /// <summary>While Atlas still lists the connection, the endpoint may look approvable: only another name tells that there is a new one.</summary>
    private static string NextConnection(PrivateEndpointConnection connection) => connection.EndpointId is { } endpoint
        ? $"Atlas has not noticed yet that this connection is lost; it makes a new one by itself. Wait for that, and approve it: Get-AtlasAkvPrivateEndpointConnection -ProjectId {connection.ProjectId} -EndpointId {endpoint} | Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE | Approve-AtlasAkvPrivateEndpointConnection."
        : "Atlas makes a new connection by itself: wait for it with Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE, and approve that one.";

    public static AtlasCmkException NotAKeyVaultConnection(string resource, string verb, bool isPiped) =>
        new(isPiped ? FailureKind.InvalidInput : FailureKind.InvalidArgument, "NotAKeyVaultConnection", $"'{resource}' is not a private endpoint connection of a key vault.",
            $"Give /subscriptions/{{id}}/resourceGroups/{{name}}/providers/Microsoft.KeyVault/vaults/{{name}}/privateEndpointConnections/{{name}}; for other resources use Az.Network\\{verb}-AzPrivateEndpointConnection.", resource);

    /// <summary>Without Atlas, what was piped was not typed by anyone either, and an endpoint leads nowhere.</summary>
    public static AtlasCmkException NobodyVouches() =>
        new(FailureKind.NotConnected, "NotConnected", "Whose connection this is only Atlas can tell, and there is no session with Atlas in this runspace.",
            "Connect with an API key or a service account (Connect-Atlas -Credential (Get-Credential) -ProjectId {id}), or name the connection with -ResourceId, which is taken without Atlas's word.");

    public static AtlasCmkException ConnectionInputNotUnderstood(object? input) =>
        new(FailureKind.InvalidInput, "InputNotUnderstood", $"The piped object {input} is neither an endpoint nor a connection: it has no ResourceId and no EndpointId.",
            "Pipe what Get-AtlasAkvPrivateEndpoint or Get-AtlasAkvPrivateEndpointConnection emits, or name a connection with -ResourceId.", input);

    public static AtlasCmkException SubscriptionMissing(string vault) =>
        new(FailureKind.InvalidArgument, "SubscriptionMissing", $"The subscription of the vault {vault} is not given.", SubscriptionRemedy, vault);

    public static AtlasCmkException SubscriptionMissing(string vault, string projectId) =>
        new(FailureKind.Refused, "SubscriptionMissing", $"The subscription of the vault {vault} is not given, and it is not the vault, or not the resource group, of project {projectId}.", SubscriptionRemedy, vault);

    private const string SubscriptionRemedy = "Give -SubscriptionId, or sign in to Azure by the Az context; a connection may also be named whole, with -ResourceId.";

    public static AtlasCmkException VaultNotConfigured(string projectId) =>
        new(FailureKind.Refused, "VaultNotConfigured", $"Project {projectId} has no key vault configured.",
            "Enable it first: Set-AtlasEncryptionAtRest.", projectId);
}
