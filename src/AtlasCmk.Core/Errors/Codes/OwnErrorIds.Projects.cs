namespace AtlasCmk;

internal static partial class OwnErrorIds
{
    private const string NextConnection = "Atlas makes a new connection by itself: Get-AtlasAkvPrivateEndpointConnection -EndpointId … | Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE waits for it; approve that one.";

    private static IEnumerable<AtlasCmkError> OfProjects() =>
    [
        Id("ProjectMissing", "No project is named, and the session has none.", "Connect-Atlas without -ProjectId, and a command without it.", "Give -ProjectId (Get-AtlasProject lists them), or connect with Connect-Atlas -ProjectId."),
        Id("NotAnAtlasName", "The text cannot be the name or id of anything in Atlas.", "Characters that no name has, for example a slash.", "Give the name or id as Atlas shows it."),
        Id("NotEnabledForProject", "The project has no key in Azure Key Vault.", "It was never enabled, or was disabled.", "Enable it first: Set-AtlasEncryptionAtRest.", KeysInAzure),
        Id("NothingToChange", "Nothing is given that could be changed.", "Set-AtlasEncryptionAtRest without a setting.", "Give at least one setting, for example -KeyIdentifier or -RequirePrivateNetworking."),
        Id("FirstEnablementIncomplete", "To enable a project for the first time, some settings are missing.", "Atlas needs them all the first time.", "Give those that the message names; afterwards each can be changed alone.", KeysInAzure),
        Id("MoveWithoutKey", "The project cannot move to another vault or cloud and keep its key.", "-KeyVaultName or -AzureEnvironment without -KeyIdentifier.", "Give -KeyIdentifier too, with a key version of the vault that the project is to move to."),
        Id("VaultIsFixed", "Vault, resource group, subscription and cloud cannot change while the project has private endpoints.", "Atlas ties the endpoints to the vault.", WayBack.Remedy, PrivateEndpoints),
        Id("EndpointsRemain", "The project still has private endpoints.", "Atlas refuses to turn private networking, or the project's key, off while there are any, in whatever state.", WayBack.Remedy, PrivateEndpoints),
        Id("EncryptedClustersRemain", "Clusters are still encrypted with the project's key.", "A project's key is turned off last.", $"Let the clusters leave the key first ({WayBack.Clusters(null)}).", EncryptionAtRest),
        Id("EncryptionNotDisabled", "Atlas accepted that the project's key is turned off, and still shows it as enabled.", "Atlas did not carry the change out, or not yet.", "Look again in a minute with Get-AtlasEncryptionAtRest.", EncryptionAtRest),
        Id("ClusterUnknown", "The project has no such cluster.", "A mistyped name, or a cluster of another project.", "Get-AtlasClusterEncryption lists those that are there."),
        Id("ClusterNotEligible", "The cluster cannot be encrypted with the project's key.", "A tier below M10, Flex, or under private networking a cluster outside Azure or on several clouds.", "Get-AtlasClusterEncryption shows every cluster with its reason.", PrivateEndpoints),
        Id("ClusterPaused", "The cluster is paused, and Atlas changes no paused cluster.", "Somebody paused it, or Atlas did, since it cannot use its key.", "Resume it, wait until it is IDLE, and run the command again."),
        Id("RoleAndSecret", "A role and a client secret are given.", "Atlas signs in to Azure by one of them.", "Give -RoleId, or -AzureCredential and -TenantId.", Secretless),
        Id("ApplicationIsNoPrincipal", "The id is that of Atlas's application, and not of its service principal in your tenant.", "All customers share the application; each tenant has a principal of its own.", "Give the object id of the service principal: (Get-AzADServicePrincipal -ApplicationId 9efedfcc-2eca-4b27-a613-0cad1e114cb7).Id.", Secretless),
        Id("TenantUnknown", "Atlas does not tell the tenant of the project's application.", "A project that was enabled without one.", "Give -TenantId too."),
        Id("MigrationNotAsked", "A role would replace the client secret for good, and nobody asked for that.", "-RoleId for a project that signs in with a secret.", "If that is what you want, say so, and give nothing else: Set-AtlasEncryptionAtRest -MigrateToRole.", Secretless),
        Id("RoleInForce", "The project signs in by a role, and has no secret that could be changed or replaced.", "-AzureCredential, or -MigrateToRole to another role, for a project without a secret.", "Nothing has to be rotated. Another service principal is registered with Register-AtlasAzureServicePrincipal, and given with -RoleId.", Secretless),
        Id("RoleNotGiven", "It is not clear which role is meant.", "The project has no service principal registered, or several.", "Register one with Register-AtlasAzureServicePrincipal, or say which with -RoleId.", Secretless),
        Id("RoleUnknown", "The project has no such role for Azure.", "A mistyped id, or a role of another project.", "Get-AtlasAzureServicePrincipal lists them; Register-AtlasAzureServicePrincipal makes one.", Secretless),
        Id("RoleCannotBeValidated", "Atlas reaches the vault over private endpoints only, and none is ACTIVE.", "The role is validated from the clusters' side of the network.", "Have an endpoint ACTIVE first: New-AtlasAkvPrivateEndpoint, Approve-AzPrivateEndpointConnection, Wait-AtlasAkvPrivateEndpoint.", Secretless),
        Id("PrincipalNotRegistered", "Atlas did not register the service principal.", "The answer was lost, or Atlas failed; it was asked whether it is there after all.", "Run the command again in a few minutes.", Secretless),
        Id("MigrationRefused", "Atlas did not move the project to the role, and the client secret stays in force.", "Usually rights of the principal that are missing on the vault, or were granted just now.", "Get-AtlasAzureServicePrincipal lists the commands that grant them; then run the command again.", Secretless),
        Id("MigrationNotValidated", "Atlas has not used the key by the role yet, and keeps the client secret in force.", "Under private networking Atlas validates a while later.", "Check the principal's rights, leave the application and its secret as they are, and run the command again.", Secretless),
        Id("NewCredentialsNotValid", "Atlas has the new credentials, and has not reported the key valid with them.", "The new application lacks rights on the vault.", "Give back the former credentials, or give the new ones their rights: Key Vault Reader, and get, encrypt and decrypt on keys.", KeysInAzure),
    ];

    private static IEnumerable<AtlasCmkError> OfEndpoints() =>
    [
        Id("EndpointUnknown", "The project has no such private endpoint.", "A mistyped id, an endpoint of another project, or one that was removed.", "Get-AtlasAkvPrivateEndpoint lists those that are there."),
        Id("RegionWithoutEndpoint", "The project has no private endpoint in this region.", "A region that was misspelled, or in which none was made.", "Get-AtlasAkvPrivateEndpoint lists those that are there; New-AtlasAkvPrivateEndpoint makes one."),
        Id("EndpointFailed", "Atlas failed to create the private endpoint.", "The message repeats what Atlas says of it.", "Remove it and create it again: Remove-AtlasAkvPrivateEndpoint -Wait, then New-AtlasAkvPrivateEndpoint.", PrivateEndpoints),
        Id("EndpointGone", "The private endpoint is gone.", "It was removed while it was waited for.", "If it is still wanted, create it again: New-AtlasAkvPrivateEndpoint."),
        Id("EndpointNotRemoved", "Atlas failed to remove the private endpoint.", "The message repeats what Atlas says of it.", "Run the command again; if it goes on failing, tell MongoDB support the endpoint's id.", PrivateEndpoints),
        Id("PrivateNetworkingNotRequired", "Atlas makes no private endpoint for the project, which does not require private networking.", "The project's key is still reached over the public network.", "Require it first: Set-AtlasEncryptionAtRest -RequirePrivateNetworking.", PrivateEndpoints),
        Id("EndpointBeingDeleted", "The private endpoint in this region is being deleted, and a region has one at a time.", "It was removed a moment ago.", "Wait until it is gone, then run the command again."),
        Id("EndpointNotCreated", "Atlas did not create the private endpoint.", "The answer was lost, or Atlas failed; it was asked whether one is there after all.", "Run the command again in a few minutes.", PrivateEndpoints),
        Id("ConnectionNotReady", "The private endpoint has no connection yet that could be decided on.", "It is INITIATING, or Atlas recreates it.", "Wait for it: Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE.", PrivateEndpoints),
        Id("ConnectionNotInVault", "The vault has no such private endpoint connection.", "Another vault, resource group or subscription than the project's; or the connection was removed.", "Compare with Get-AtlasEncryptionAtRest; a removed connection is recreated by Atlas.", PrivateLink),
        Id("ConnectionNotListed", "Atlas does not list the connection for the project, so it is not this project's.", "Another owner's connection in a shared vault, or somebody who wants to be approved by mistake.", "Get-AtlasAkvPrivateEndpointConnection shows which connections Atlas vouches for. To decide on one of another owner, name it with -ResourceId.", PrivateLink),
        Id("ConnectionRejected", "The connection was rejected, and Azure does not take a rejection back.", "Somebody rejected it in the vault.", NextConnection, PrivateLink),
        Id("ConnectionNotUsable", "The connection is in a state in which it cannot be decided on.", "It is disconnected, being deleted, or has failed.", NextConnection, PrivateLink),
        Id("NotAKeyVaultConnection", "The resource is not a private endpoint connection of a key vault.", "An id of another resource; Az.Network has cmdlets for those.", "Give the id of a vault's connection, or call the cmdlet of Az.Network that the message names."),
        Id("NotAnAzureResource", "The text cannot be the id of a resource in Azure.", "Characters that no name has.", "Give the names of vault, resource group and connection as Azure shows them."),
        Id("SubscriptionMissing", "The subscription of the vault is not given.", "Neither a parameter nor the Az context names it, and it is not the project's vault.", "Give -SubscriptionId, or name the connection whole with -ResourceId."),
        Id("VaultNotConfigured", "The project has no key vault configured.", "The project was never enabled.", "Enable it first: Set-AtlasEncryptionAtRest.", KeysInAzure),
        Id("VaultInAnotherCloud", "The vault is in another cloud of Azure than the session.", "A key identifier of a sovereign cloud.", "Use a session that is signed in to the vault's cloud (-AzureEnvironment)."),
    ];
}
