namespace AtlasCmk.Rules;

internal static partial class Failures
{
    public static AtlasCmkException ConnectionNotReady(AkvPrivateEndpoint endpoint)
    {
        var said = endpoint.ErrorMessage is { } message ? $" ({message})" : "";
        var approve = PowerShellCommand.Of($"Wait-AtlasAkvPrivateEndpoint -ProjectId {endpoint.ProjectId} -EndpointId {endpoint.EndpointId} -Status PENDING_ACCEPTANCE | Approve-AtlasAkvPrivateEndpointConnection");
        return endpoint.Status switch
        {
            EndpointStatus.Failed => EndpointFailed(endpoint),
            EndpointStatus.Deleting => new(FailureKind.Refused, "ConnectionNotReady", $"The private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) of project {endpoint.ProjectId} is DELETING{said}. Its connection is not decided on any more.",
                $"If you still need the endpoint, wait until it is gone and create it again: {Removal(endpoint)}; {Creation(endpoint)}", endpoint),
            var known when EndpointStatus.All.Contains(known) => new(FailureKind.Refused, "ConnectionNotReady", $"The private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) of project {endpoint.ProjectId} is {endpoint.Status}{said} and has no connection to decide on yet.",
                $"Wait for it, then approve it: {approve}", endpoint),
            _ => new(FailureKind.Refused, "ConnectionNotReady", $"The private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) of project {endpoint.ProjectId} has the status '{endpoint.Status}', which AtlasCmk does not know{said}.",
                $"If the connection is the right one, name it yourself with -ResourceId. List the connections: {PowerShellCommand.Of($"Get-AtlasAkvPrivateEndpointConnection -ProjectId {endpoint.ProjectId}")}", endpoint),
        };
    }

    public static AtlasCmkException ConnectionNotInVault(ConnectionId id, AkvPrivateEndpoint? endpoint) =>
        new(FailureKind.NotFound, "ConnectionNotInVault", $"The vault {id.Vault.Name} has no private endpoint connection {id.Name}{(endpoint is null ? "" : $", though Atlas lists it for {endpoint.RegionName} of project {endpoint.ProjectId}")}.",
            $"Check the vault, its resource group and its subscription. List the connections: {Listing(id.Vault)}", id.ResourceId);

    public static AtlasCmkException ConnectionNotListed(ConnectionId id, string projectId, ConnectionOwner owner) =>
        owner.Unread.Count > 0
            ? new(FailureKind.Refused, "ConnectionOwnerUnknown", $"Who owns the connection {id.Name} of vault {id.Vault.Name} is unknown. Atlas does not list it for project {projectId}, and this could not be read: {owner.UnreadText}.",
                $"Use credentials that can read these projects, or name the connection with -ResourceId if you know its owner. List the connections: {Listing(id.Vault)}", id.ResourceId)
            : new(FailureKind.Refused, "ConnectionNotListed", $"Atlas does not list the connection {id.Name} of vault {id.Vault.Name} for project {projectId}, nor for any other project that this session can see.",
                $"If you know its owner, name the connection with -ResourceId. List the connections with their owners: {Listing(id.Vault)}", id.ResourceId);

    public static AtlasCmkException ConnectionWithoutEndpoint(PrivateEndpointConnection connection) =>
        connection.Unread.Count > 0
            ? new(FailureKind.InvalidInput, "ConnectionOwnerUnknown", $"Who owns the connection {connection.Name} of vault {connection.KeyVaultName} is unknown. This could not be read: {new ConnectionOwner(null, connection.Unread).UnreadText}.",
                "Leave such connections out: Where-Object VerifiedBy -eq Atlas", connection)
            : new(FailureKind.InvalidInput, "ConnectionNotListed", $"Atlas lists the connection {connection.Name} of vault {connection.KeyVaultName} for no endpoint that this session can see.",
                "Leave such connections out: Where-Object VerifiedBy -eq Atlas", connection);

    public static AtlasCmkException ConnectionRejected(PrivateEndpointConnection connection) =>
        new(FailureKind.Refused, "ConnectionRejected", $"The connection {connection.Name} of vault {connection.KeyVaultName} was rejected{(connection.Description is { Length: > 0 } why ? $": {why}" : "")}. A pipeline does not take a rejection back.",
            $"To take it back, name the connection: {Approval(connection)}. Atlas may be replacing the connection already. {NextConnection(connection)}", connection);

    public static AtlasCmkException ConnectionNotUsable(PrivateEndpointConnection connection) =>
        new(FailureKind.Refused, "ConnectionNotUsable", $"The connection {connection.Name} of vault {connection.KeyVaultName} is {connection.Status} ({connection.ProvisioningState}), and cannot be decided on.",
            NextConnection(connection), connection);

    public static AtlasCmkException ConnectionStateUnknown(PrivateEndpointConnection connection, ConnectionDecision decision) =>
        new(FailureKind.Refused, "ConnectionStateUnknown", $"The status of the connection {connection.Name} of vault {connection.KeyVaultName} is '{connection.Status}', which AtlasCmk does not know. A pipeline does not decide on it.",
            $"Look at the connection in the vault. {(decision == ConnectionDecision.Approve ? $"To approve it all the same, name it: {Approval(connection)}" : "To reject it all the same, name it with -ResourceId.")}", connection);

    /// <summary>Azure took the change, and a look does not show it.</summary>
    public static AtlasCmkException ConnectionNotChanged(PrivateEndpointConnection connection, string change) =>
        new(FailureKind.Failed, "ConnectionNotChanged", $"Azure accepted {change} for the connection {connection.Name} of vault {connection.KeyVaultName}, but the connection is still there as {connection.Status} ({connection.ProvisioningState ?? "no provisioning state"}).",
            $"Look again in a minute, and run the command again if nothing has changed: {Listing(connection.Id.Vault)}", connection);

    private static PowerShellCommand Listing(KeyVaultReference vault) =>
        PowerShellCommand.Of($"Get-AtlasAkvPrivateEndpointConnection -KeyVaultName {vault.Name} -ResourceGroupName {vault.ResourceGroupName} -SubscriptionId {vault.SubscriptionId}");

    private static PowerShellCommand Approval(PrivateEndpointConnection connection) => connection.ProjectId is { } project
        ? PowerShellCommand.Of($"Approve-AtlasAkvPrivateEndpointConnection -ProjectId {project} -ResourceId {connection.ResourceId}")
        : PowerShellCommand.Of($"Approve-AtlasAkvPrivateEndpointConnection -ResourceId {connection.ResourceId}");

    /// <summary>While Atlas still lists the connection, the endpoint may look approvable: only another name shows that there is a new one.</summary>
    private static string NextConnection(PrivateEndpointConnection connection) => connection.EndpointId is { } endpoint
        ? $"Atlas has not noticed yet that this connection is lost; it creates a new one. To wait for that and approve it: {PowerShellCommand.Of($"Get-AtlasAkvPrivateEndpointConnection -ProjectId {connection.ProjectId} -EndpointId {endpoint} | Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE | Approve-AtlasAkvPrivateEndpointConnection")}"
        : "If the connection belongs to an Atlas project, Atlas creates a new one. Wait until its endpoint is PENDING_ACCEPTANCE, and approve that one.";

    public static AtlasCmkException NotAKeyVaultConnection(string resource, string verb, bool isPiped) =>
        new(isPiped ? FailureKind.InvalidInput : FailureKind.InvalidArgument, "NotAKeyVaultConnection", $"'{resource}' is not a private endpoint connection of a key vault.",
            $"Give /subscriptions/{{id}}/resourceGroups/{{name}}/providers/Microsoft.KeyVault/vaults/{{name}}/privateEndpointConnections/{{name}}; for other resources use Az.Network\\{verb}-AzPrivateEndpointConnection.", resource);

    /// <summary>Without Atlas, nobody has looked at what was piped, and an endpoint cannot be found.</summary>
    public static AtlasCmkException OwnerNotAsked() =>
        new(FailureKind.NotConnected, "NotConnected", "Only Atlas can say who owns this connection, and you are not connected to Atlas.",
            "Connect with an API key or a service account (Connect-Atlas -Credential (Get-Credential) -ProjectId '…'), or name the connection with -ResourceId: then Atlas is not asked.");

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
            EnableFirst(projectId), projectId);
}
