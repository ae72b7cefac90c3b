namespace AtlasCmk.Rules;

/// <summary>The errors of a vault's private endpoint connections.</summary>
internal static class ConnectionErrors
{
    private static readonly AtlasCmkError s_notAnAzureResource = new("NotAnAzureResource", FailureKind.InvalidInput,
        meaning: "The text is not a valid resource ID in Azure.",
        cause: "Characters that names do not have.",
        remedy: "Give the vault, resource group and connection as Azure shows them.");

    public static AtlasCmkException NotAnAzureResource(string path) =>
        s_notAnAzureResource.Because($"'{path}' cannot be the id of a resource in Azure.",
            "Give the names of the vault, of its resource group and of the connection as Azure shows them.", path);

    private static readonly AtlasCmkError s_vaultInAnotherCloud = new("VaultInAnotherCloud", FailureKind.Refused,
        meaning: "The vault is in another cloud of Azure than the session.",
        cause: "A key identifier of a sovereign cloud.",
        remedy: "Use a session that is signed in to the vault's cloud (-AzureEnvironment).");

    public static AtlasCmkException VaultInAnotherCloud(string vaultName, AzureCloud cloud, AzureCloud session) =>
        s_vaultInAnotherCloud.Because($"The vault {vaultName} is in {cloud}, and the session is signed in to {session}.",
            "Use a session that is signed in to the vault's cloud.", vaultName);

    public static AtlasCmkException ApplicationInAnotherCloud(Guid clientId, AzureCloud cloud, AzureCloud session) =>
        s_vaultInAnotherCloud.Because($"Application {clientId} is in {cloud}, and the session is signed in to {session}.",
            "Use a session that is signed in to the application's cloud.", clientId);

    private static readonly AtlasCmkError s_connectionNotReady = new("ConnectionNotReady", FailureKind.Refused,
        meaning: "The private endpoint has no connection that you can approve or reject yet.",
        cause: "The endpoint is INITIATING or DELETING, Atlas recreates it, or its status is unknown to AtlasCmk.",
        remedy: "Wait for it: Wait-AtlasAkvPrivateEndpoint -ProjectId '{id}' -EndpointId '{id}' -Status PENDING_ACCEPTANCE",
        VendorPages.PrivateEndpoints);

    public static AtlasCmkException ConnectionNotReady(AkvPrivateEndpoint endpoint)
    {
        var said = endpoint.ErrorMessage is { } message ? $" ({message})" : "";
        var approve = PowerShellCommand.Of(
            $"Wait-AtlasAkvPrivateEndpoint -ProjectId {endpoint.ProjectId} -EndpointId {endpoint.EndpointId} -Status PENDING_ACCEPTANCE | Approve-AtlasAkvPrivateEndpointConnection");
        return endpoint.Status switch
        {
            EndpointStatus.Failed => EndpointErrors.EndpointFailed(endpoint),
            EndpointStatus.Deleting => s_connectionNotReady.Because($"The private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) of project {endpoint.ProjectId} is DELETING{said}. "
                + "Its connection can no longer be approved or rejected.",
                $"If you still need the endpoint, wait until it is gone and create it again: {EndpointErrors.Removal(endpoint)}; {EndpointErrors.Creation(endpoint)}", endpoint),
            var known when EndpointStatus.All.Contains(known) => s_connectionNotReady.Because($"The private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) of project "
                + $"{endpoint.ProjectId} is {endpoint.Status}{said} and has no connection that you can approve or reject yet.",
                $"Wait for it, then approve it: {approve}", endpoint),
            _ => s_connectionNotReady.Because($"The private endpoint in {endpoint.RegionName} ({endpoint.EndpointId}) of project {endpoint.ProjectId} has the status '{endpoint.Status}', which "
                + $"AtlasCmk does not know{said}.",
                "If the connection is the right one, name it yourself with -ResourceId. List the connections: "
                    + $"{PowerShellCommand.Of($"Get-AtlasAkvPrivateEndpointConnection -ProjectId {endpoint.ProjectId}")}", endpoint),
        };
    }

    private static readonly AtlasCmkError s_connectionNotInVault = new("ConnectionNotInVault", FailureKind.NotFound,
        meaning: "The vault has no private endpoint connection with this name.",
        cause: "Another vault, resource group or subscription than the project's; or the connection was removed.",
        remedy: "Compare with Get-AtlasEncryptionAtRest; a removed connection is recreated by Atlas.",
        VendorPages.PrivateLink);

    public static AtlasCmkException ConnectionNotInVault(ConnectionId id, AkvPrivateEndpoint? endpoint) =>
        s_connectionNotInVault.Because($"The vault {id.Vault.Name} has no private endpoint connection "
            + $"{id.Name}{(endpoint is null ? "" : $", though Atlas lists it for {endpoint.RegionName} of project {endpoint.ProjectId}")}.",
            $"Check the vault, its resource group and its subscription. List the connections: {Listing(id.Vault)}", id.ResourceId);

    private static readonly AtlasCmkError s_connectionOwnerUnknown = new("ConnectionOwnerUnknown", FailureKind.Refused,
        meaning: "No project that could be read owns the connection, and some projects could not be read.",
        cause: "Credentials that may not read the endpoints of every project that uses the vault: that needs Project Owner.",
        remedy: "Use credentials that can read the projects that the message names, or name the connection with -ResourceId if you know its owner.",
        VendorPages.PrivateLink)
    {
        OtherKinds = [FailureKind.InvalidInput],
    };

    private static readonly AtlasCmkError s_connectionNotListed = new("ConnectionNotListed", FailureKind.Refused,
        meaning: "Atlas lists the connection for no project that the session can see.",
        cause: "A project that the session cannot see, another service that uses the vault, or a request that should not be approved.",
        remedy: "Get-AtlasAkvPrivateEndpointConnection shows which connections Atlas lists. If you know the owner of another one, name it with -ResourceId.",
        VendorPages.PrivateLink)
    {
        OtherKinds = [FailureKind.InvalidInput],
    };

    public static AtlasCmkException ConnectionNotListed(ConnectionId id, string projectId, ConnectionOwner owner) =>
        owner.Unread.Count > 0
            ? s_connectionOwnerUnknown.Because($"Who owns the connection {id.Name} of vault {id.Vault.Name} is unknown. "
                + $"Atlas does not list it for project {projectId}, and this could not be read: {owner.UnreadText}.",
                $"Use credentials that can read these projects, or name the connection with -ResourceId if you know its owner. List the connections: {Listing(id.Vault)}", id.ResourceId)
            : s_connectionNotListed.Because($"Atlas does not list the connection {id.Name} of vault {id.Vault.Name} for project {projectId}, nor for any other project that this session can see.",
                $"If you know its owner, name the connection with -ResourceId. List the connections with their owners: {Listing(id.Vault)}", id.ResourceId);

    public static AtlasCmkException ConnectionWithoutEndpoint(PrivateEndpointConnection connection) =>
        connection.Unread.Count > 0
            ? s_connectionOwnerUnknown.As(FailureKind.InvalidInput).Because($"Who owns the connection {connection.Name} of vault {connection.KeyVaultName} is unknown. This could not be read: "
                + $"{new ConnectionOwner(null, connection.Unread).UnreadText}.",
                "Leave such connections out: Where-Object VerifiedBy -eq Atlas", connection)
            : s_connectionNotListed.As(FailureKind.InvalidInput).Because($"Atlas does not list the connection {connection.Name} of vault {connection.KeyVaultName} for any endpoint that this session "
                + "can see.",
                "Leave such connections out: Where-Object VerifiedBy -eq Atlas", connection);

    private static readonly AtlasCmkError s_connectionRejected = new("ConnectionRejected", FailureKind.Refused,
        meaning: "The connection was rejected. A pipeline does not undo a rejection.",
        cause: "A user rejected it in the vault.",
        remedy: "To undo the rejection, name the connection with -ResourceId. Atlas may be replacing it already: then approve the new one.",
        VendorPages.PrivateLink);

    public static AtlasCmkException ConnectionRejected(PrivateEndpointConnection connection) =>
        s_connectionRejected.Because($"The connection {connection.Name} of vault {connection.KeyVaultName} was rejected{(connection.Description is { Length: > 0 } why ? $": {why}" : "")}. "
            + "A pipeline does not undo a rejection.",
            $"To undo it, name the connection: {Approval(connection)}. Atlas may be replacing the connection already. {NextConnection(connection)}", connection);

    private static readonly AtlasCmkError s_connectionNotUsable = new("ConnectionNotUsable", FailureKind.Refused,
        meaning: "The connection cannot be approved or rejected in its present state.",
        cause: "It is disconnected, being deleted, or has failed.",
        remedy: "Atlas creates a new connection. Wait for it, and approve that one: "
            + "Get-AtlasAkvPrivateEndpointConnection -ProjectId '{id}' -EndpointId '{id}' | Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE",
        VendorPages.PrivateLink);

    public static AtlasCmkException ConnectionNotUsable(PrivateEndpointConnection connection) =>
        s_connectionNotUsable.Because($"The connection {connection.Name} of vault {connection.KeyVaultName} is {connection.Status} ({connection.ProvisioningState}), "
            + "and cannot be approved or rejected.",
            NextConnection(connection), connection);

    private static readonly AtlasCmkError s_connectionStateUnknown = new("ConnectionStateUnknown", FailureKind.Refused,
        meaning: "AtlasCmk does not know the connection's status.",
        cause: "Azure left the status out, or has a new one.",
        remedy: "Look at the connection in the vault. To approve or reject it anyway, name it with -ResourceId.",
        VendorPages.PrivateLink);

    public static AtlasCmkException ConnectionStateUnknown(PrivateEndpointConnection connection, ConnectionDecision decision) =>
        s_connectionStateUnknown.Because($"The status of the connection {connection.Name} of vault {connection.KeyVaultName} is '{connection.Status}', which AtlasCmk does not know. "
            + "A pipeline does not approve or reject it.",
            $"Look at the connection in the vault. "
                + $"{(decision == ConnectionDecision.Approve ? $"To approve it anyway, name it: {Approval(connection)}" : "To reject it anyway, name it with -ResourceId.")}", connection);

    private static readonly AtlasCmkError s_connectionNotChanged = new("ConnectionNotChanged", FailureKind.Failed,
        meaning: "Azure accepted the change, but a look at the connection does not show it.",
        cause: "Azure shows the change late, or something else answered.",
        remedy: "Look again in a minute, and run the command again if nothing has changed.",
        VendorPages.PrivateLink);

    /// <summary>Azure accepted the change, but the connection does not show it.</summary>
    public static AtlasCmkException ConnectionNotChanged(PrivateEndpointConnection connection, string change) =>
        s_connectionNotChanged.Because($"Azure accepted {change} for the connection {connection.Name} of vault {connection.KeyVaultName}, but the connection is still there as "
            + $"{connection.Status} ({connection.ProvisioningState ?? "no provisioning state"}).",
            $"Look again in a minute, and run the command again if nothing has changed: {Listing(connection.Id.Vault)}", connection);

    private static PowerShellCommand Listing(KeyVaultReference vault) =>
        PowerShellCommand.Of($"Get-AtlasAkvPrivateEndpointConnection -KeyVaultName {vault.Name} -ResourceGroupName {vault.ResourceGroupName} -SubscriptionId {vault.SubscriptionId}");

    private static PowerShellCommand Approval(PrivateEndpointConnection connection) => connection.ProjectId is { } project
        ? PowerShellCommand.Of($"Approve-AtlasAkvPrivateEndpointConnection -ProjectId {project} -ResourceId {connection.ResourceId}")
        : PowerShellCommand.Of($"Approve-AtlasAkvPrivateEndpointConnection -ResourceId {connection.ResourceId}");

    /// <summary>While Atlas still lists the connection, the endpoint can look approvable. Only another name shows that there is a new one.</summary>
    private static string NextConnection(PrivateEndpointConnection connection) => connection.EndpointId is { } endpoint
        ? "Atlas has not noticed yet that this connection is lost; it creates a new one. To wait for that and approve it: "
            + PowerShellCommand.Of($"{Awaited(connection, endpoint)} | Approve-AtlasAkvPrivateEndpointConnection")
        : "If the connection belongs to an Atlas project, Atlas creates a new one. Wait until its endpoint is PENDING_ACCEPTANCE, and approve that one.";

    private static PowerShellCommand Awaited(PrivateEndpointConnection connection, string endpoint) => PowerShellCommand.Of(
        $"Get-AtlasAkvPrivateEndpointConnection -ProjectId {connection.ProjectId} -EndpointId {endpoint} | Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE");

    private static readonly AtlasCmkError s_notAKeyVaultConnection = new("NotAKeyVaultConnection", FailureKind.InvalidArgument,
        meaning: "The resource is not a private endpoint connection of a key vault.",
        cause: "An id of another resource; Az.Network has cmdlets for those.",
        remedy: "Give the id of a vault's connection, or call the cmdlet of Az.Network that the message names.")
    {
        OtherKinds = [FailureKind.InvalidInput],
    };

    public static AtlasCmkException NotAKeyVaultConnection(string resource, string verb, bool isPiped) =>
        (isPiped ? s_notAKeyVaultConnection.As(FailureKind.InvalidInput) : s_notAKeyVaultConnection).Because($"'{resource}' is not a private endpoint connection of a key vault.",
            $"Give /subscriptions/{{id}}/resourceGroups/{{name}}/providers/Microsoft.KeyVault/vaults/{{name}}/privateEndpointConnections/{{name}}; for other resources use "
                + $"Az.Network\\{verb}-AzPrivateEndpointConnection.", resource);

    private static readonly AtlasCmkError s_subscriptionMissing = new("SubscriptionMissing", FailureKind.InvalidArgument,
        meaning: "The subscription of the vault is not given.",
        cause: "Neither a parameter nor the Az context names it, and it is not the project's vault.",
        remedy: "Give -SubscriptionId, or name the connection with -ResourceId.")
    {
        OtherKinds = [FailureKind.Refused],
    };

    public static AtlasCmkException SubscriptionMissing(string vault) =>
        s_subscriptionMissing.Because($"The subscription of the vault {vault} is not given.", SubscriptionRemedy, vault);

    public static AtlasCmkException SubscriptionMissing(string vault, string projectId) =>
        s_subscriptionMissing.As(FailureKind.Refused).Because($"The subscription of the vault {vault} is not given, and it is not the vault, or not the resource group, of project "
            + $"{projectId}.", SubscriptionRemedy, vault);

    private const string SubscriptionRemedy = "Give -SubscriptionId, or sign in to Azure with the Az context; you can also name the connection with -ResourceId.";
}

/// <summary>The decisions about a connection of a vault.</summary>
internal sealed record ConnectionDecision(string Verb, string Status)
{
    public static ConnectionDecision Approve { get; } = new("Approve", ConnectionStatus.Approved);

    public static ConnectionDecision Deny { get; } = new("Reject", ConnectionStatus.Rejected);
}
