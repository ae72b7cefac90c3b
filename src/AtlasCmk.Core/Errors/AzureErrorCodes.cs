namespace AtlasCmk;

/// <summary>What an error code of Azure means, and what to do about it. Sources: Microsoft's "Common Azure deployment errors" and Key Vault's REST error codes.</summary>
internal static class AzureErrorCodes
{
    internal sealed record Meaning(FailureKind Kind, string ErrorId, string Remedy);

    public static Meaning? Find(string? code) => code is null ? null : s_meanings.GetValueOrDefault(code);

    private static readonly Meaning s_tokenRefused = new(FailureKind.Authentication, "AzureTokenRefused",
        "Connect again with a token of the vault's tenant and cloud, for Azure Resource Manager (-AzureAccessToken) or for the vault's keys (-KeyVaultAccessToken), or let Connect-Atlas fetch it (-AzureCredential, -AzureTenantId).");

    private static readonly Meaning s_tokenExpired = new(FailureKind.Authentication, "AzureTokenExpired",
        "Connect again with a fresh token (-AzureAccessToken, -KeyVaultAccessToken), or with -AzureCredential, which renews its tokens itself.");

    private static readonly Meaning s_wrongTenant = new(FailureKind.Authentication, "AzureWrongTenant",
        "The token is of another tenant than the subscription: connect again with the tenant that holds the vault (-AzureTenantId).");

    private static readonly Meaning s_noSubscription = new(FailureKind.NotFound, "SubscriptionNotFound",
        "Check the subscription id, and that the identity that is signed in to Azure belongs to its tenant: Azure does not tell a missing subscription from an invisible one.");

    private static readonly Meaning s_busy = new(FailureKind.Refused, "AzureConflict",
        "Something else is changing the vault, or the connection has changed since it was read: wait a minute and run the command again; it looks first.");

    private static readonly Meaning s_throttled = new(FailureKind.Throttled, "AzureThrottled",
        "Azure limits the requests of an identity and of a subscription: wait some minutes, or lower -ThrottleLimit.");

    private static readonly Meaning s_versionRefused = new(FailureKind.Protocol, "AzureVersionRefused",
        "This cloud does not serve the version of the API that AtlasCmk speaks: update AtlasCmk, or check the cloud.");

    private static readonly Meaning s_vaultClosed = new(FailureKind.PermissionDenied, "VaultNotReachable",
        "The vault accepts approved private endpoints or listed addresses only: run this command from the vault's network (a machine or an Azure Automation Hybrid Worker in its VNet), or open its firewall to this machine. Get-AtlasAkvKey shows the key versions from anywhere, through Azure Resource Manager.");

    private static readonly Meaning s_noKeyRights = new(FailureKind.PermissionDenied, "KeyRightsMissing",
        "Give the identity that is signed in to Azure rights on the vault's keys (the role Key Vault Crypto Officer, or an access policy); a new grant takes some minutes to work.");

    private static readonly Dictionary<string, Meaning> s_meanings = new(StringComparer.OrdinalIgnoreCase)
    {
        ["LinkedAuthorizationFailed"] = new(FailureKind.PermissionDenied, "AzureRoleTooSmall",
            "Azure checks this against a right of its own, Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action: give it to the identity that is signed in to Azure (Key Vault Contributor has it)."),
        ["ResourceNotFound"] = new(FailureKind.NotFound, "NotFoundInAzure", "Check the name, the resource group and the subscription: Azure does not know it there, or no longer."),
        ["ParentResourceNotFound"] = new(FailureKind.NotFound, "VaultNotFound", "Check the vault's name, its resource group and its subscription."),
        ["VaultNotFound"] = new(FailureKind.NotFound, "VaultNotFound", "Check the vault's name, its resource group and its subscription."),
        ["ResourceGroupNotFound"] = new(FailureKind.NotFound, "ResourceGroupNotFound", "Check the resource group's name and the subscription."),
        ["SubscriptionNotFound"] = s_noSubscription,
        ["InvalidSubscriptionId"] = s_noSubscription,
        ["InvalidAuthenticationToken"] = s_tokenRefused,
        ["AuthenticationFailed"] = s_tokenRefused,
        ["Unauthorized"] = s_tokenRefused,
        ["InvalidAuthenticationTokenTenant"] = s_wrongTenant,
        ["ExpiredAuthenticationToken"] = s_tokenExpired,
        ["ScopeLocked"] = new(FailureKind.Refused, "ScopeLocked", "A lock on the vault, its resource group or its subscription forbids the change: have its owner remove the lock, then run the command again."),
        ["RequestDisallowedByPolicy"] = new(FailureKind.Refused, "DisallowedByPolicy", "A policy of the subscription forbids the change: Azure's text names it; have its owner exempt the vault."),
        ["MissingSubscriptionRegistration"] = new(FailureKind.Refused, "ProviderNotRegistered", "Register the resource provider that Azure's text names in the subscription (Register-AzResourceProvider), and wait until it is Registered."),
        ["NoRegisteredProviderFound"] = s_versionRefused,
        ["InvalidApiVersionParameter"] = s_versionRefused,
        ["InvalidResourceType"] = s_versionRefused,
        ["Conflict"] = s_busy,
        ["ConflictError"] = s_busy,
        ["AnotherOperationInProgress"] = s_busy,
        ["TooManyRequests"] = s_throttled,
        ["SubscriptionRequestsThrottled"] = s_throttled,
        ["Throttled"] = s_throttled,
        ["ForbiddenByRbac"] = s_noKeyRights,
        ["ForbiddenByPolicy"] = s_noKeyRights,
        ["AccessDenied"] = s_noKeyRights,
        ["ForbiddenByConnection"] = s_vaultClosed,
        ["ForbiddenByFirewall"] = s_vaultClosed,
        ["KeyDisabled"] = new(FailureKind.Refused, "KeyDisabled", "The key version is disabled: enable it first, or give another version."),
        ["KeyNotFound"] = new(FailureKind.NotFound, "KeyNotFound", "Check the key's name and version in the vault."),
        ["VaultNameNotValid"] = new(FailureKind.Refused, "VaultNameRefused", "A vault's name has 3 to 24 letters, digits and hyphens."),
    };
}
