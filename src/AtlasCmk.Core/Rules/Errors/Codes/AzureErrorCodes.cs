namespace AtlasCmk.Rules;

/// <summary>The meanings of Azure's error codes, and what to do. Sources: Microsoft's "Common Azure deployment errors" and Key Vault's REST error codes.</summary>
internal static class AzureErrorCodes
{
    private const string TokenRemedy = "Connect again with a token of the vault's tenant and cloud: -AzureAccessToken for Azure Resource Manager, "
        + "-KeyVaultAccessToken for the vault's keys. Or let Connect-Atlas request it (-AzureCredential, -AzureTenantId).";
    private const string SubscriptionRemedy = "Check the subscription ID, and that your Azure identity belongs to its tenant. Azure reports a missing "
        + "subscription and an inaccessible one in the same way.";
    private const string VaultRemedy = "Check the vault's name, its resource group and its subscription.";
    private const string ConflictRemedy = "Another client may be changing the vault, or the connection has changed since it was read. Wait a minute and run the command again; it looks first.";
    private const string PassingRemedy = "AtlasCmk waited for the key and gave up: wait a few minutes, then run the command again.";
    private const string ThrottledRemedy = "Azure limits the requests of an identity and of a subscription: wait some minutes, or lower -ThrottleLimit.";
    private const string VersionRemedy = "This cloud does not support the API version that AtlasCmk uses: update AtlasCmk, or check the cloud.";
    private const string ClosedRemedy = "The vault accepts approved private endpoints or listed addresses only: run this command from the vault's network "
        + "(a machine or an Azure Automation Hybrid Worker in its VNet), or open its firewall to this machine. Get-AtlasAkvKey shows the key versions from anywhere, through Azure Resource Manager.";
    private const string KeyRightsRemedy = "Give your Azure identity permissions on the vault's keys: the role Key Vault Crypto Officer, or an access policy. A new grant takes a few minutes to work.";

    public static IReadOnlyList<AtlasCmkError> All { get; } = [.. OfAccess(), .. OfResources(), .. OfVaults()];

    private static readonly Dictionary<string, AtlasCmkError> s_deciding = All.Where(e => !e.DependsOnTheCall).ToDictionary(e => e.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>Too many requests in a short time.</summary>
    public static AtlasCmkError Throttled => s_deciding["TooManyRequests"];

    /// <summary>The entry of the code, if the code alone determines the kind of failure.</summary>
    public static AtlasCmkError? Find(string? code) => code is null ? null : s_deciding.GetValueOrDefault(code);

    private static AtlasCmkError Code(string code, FailureKind kind, string errorId, string meaning, string cause, string remedy, string source = VendorPages.AzureDeployment) =>
        new(AtlasCmkError.Azure, code, kind, errorId, meaning, cause, remedy, source);

    private static AtlasCmkError CodeOfTheCall(string code, FailureKind kind, string errorId, string meaning, string cause, string remedy, string source) =>
        new(AtlasCmkError.Azure, code, kind, errorId, meaning, cause, remedy, source) { DependsOnTheCall = true };

    private static IEnumerable<AtlasCmkError> OfAccess() =>
    [
        CodeOfTheCall("AuthorizationFailed", FailureKind.PermissionDenied, "AzureRoleTooSmall", "Your Azure identity is not allowed to do this.",
            "A role on the vault, its resource group or its subscription is missing, or was granted only recently.",
            "Give it the right that the message names; Key Vault Contributor on the vault decides on connections. A new role takes some minutes to work.", VendorPages.VaultRoles),
        CodeOfTheCall("Forbidden", FailureKind.PermissionDenied, "AzureRoleTooSmall", "Your Azure identity is not allowed to do this, or not from here.",
            "Key Vault says more in its inner code: ForbiddenByRbac, ForbiddenByConnection, ForbiddenByFirewall and others.", "Look at the inner code that the message names.", VendorPages.VaultCodes),
        Code("LinkedAuthorizationFailed", FailureKind.PermissionDenied, "AzureRoleTooSmall", "A separate permission is required to approve a connection, and it is missing.",
            "A custom role with privateEndpointConnections/write alone.",
            "Azure checks a separate right for this, Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action: give it to the identity that "
            + "is signed in to Azure (Key Vault Contributor has it).", VendorPages.VaultRoles),
        Code("Authorization_RequestDenied", FailureKind.PermissionDenied, "AzureRoleTooSmall", "Your Azure identity is not allowed to read the application in Microsoft Graph.",
            "The permission Application.Read.All is missing, or an administrator has not consented to it.",
            "Ask an administrator of the tenant to give your Azure identity the Microsoft Graph permission Application.Read.All, with admin consent. "
            + "Azure roles do not include it. Without it, AtlasCmk cannot show when client secrets end.", VendorPages.GraphPermissions),
        Code("InvalidAuthenticationToken", FailureKind.Authentication, "AzureTokenRefused", "The token is not accepted.",
            "A token for another service or cloud, or text that is not a token.", TokenRemedy),
        Code("AuthenticationFailed", FailureKind.Authentication, "AzureTokenRefused", "The token is not accepted.", "A token for another service or cloud, or none at all.", TokenRemedy),
        Code("Unauthorized", FailureKind.Authentication, "AzureTokenRefused", "The token is not accepted.",
            "Key Vault says AKV10… in its text: a token of another tenant, for another service, or expired.", TokenRemedy, VendorPages.VaultCodes),
        Code("InvalidAuthenticationTokenTenant", FailureKind.Authentication, "AzureWrongTenant", "The token is of another tenant than the subscription.",
            "The identity is signed in to its home tenant, and the vault is in another.",
            "The token is of another tenant than the subscription: connect again with the tenant that holds the vault (-AzureTenantId)."),
        Code("ExpiredAuthenticationToken", FailureKind.Authentication, "AzureTokenExpired", "The token has expired.", "A token lives about an hour.",
            "Connect again with a fresh token (-AzureAccessToken, -KeyVaultAccessToken), or with -AzureCredential, which renews its tokens itself."),
        Code("TooManyRequests", FailureKind.Throttled, "AzureThrottled", "Too many requests in a short time.", "Others use the identity's or the subscription's allowance too.",
            ThrottledRemedy, VendorPages.AzureLimits),
        Code("SubscriptionRequestsThrottled", FailureKind.Throttled, "AzureThrottled", "Too many requests to the subscription in a short time.",
            "Others use its allowance too.", ThrottledRemedy, VendorPages.AzureLimits),
        Code("Throttled", FailureKind.Throttled, "AzureThrottled", "Too many requests to the vault in a short time.", "Others use its allowance too.", ThrottledRemedy, VendorPages.VaultCodes),
    ];

    private static IEnumerable<AtlasCmkError> OfResources() =>
    [
        Code("ResourceNotFound", FailureKind.NotFound, "NotFoundInAzure", "There is no such resource in Azure.", "A mistyped name, or something that was deleted.",
            "Check the name, the resource group and the subscription: Azure does not have it there, or no longer has it."),
        Code("Request_ResourceNotFound", FailureKind.NotFound, "NotFoundInAzure", "There is no such object in the tenant.", "A mistyped ID, or an application of another tenant.",
            "Check the ID, and that the session is signed in to the tenant that registers the application.", VendorPages.GraphErrors),
        Code("ParentResourceNotFound", FailureKind.NotFound, "VaultNotFound", "There is no such vault in Azure.", "A mistyped name, or another resource group or subscription.", VaultRemedy),
        Code("VaultNotFound", FailureKind.NotFound, "VaultNotFound", "There is no such vault in Azure.", "A mistyped name, or another resource group or subscription.", VaultRemedy),
        Code("VaultNameNotValid", FailureKind.Refused, "VaultNameRefused", "The name is not a valid vault name.", "A mistyped name, or a whole URL in its place.",
            "A vault's name has 3 to 24 letters, digits and hyphens."),
        Code("ResourceGroupNotFound", FailureKind.NotFound, "ResourceGroupNotFound", "There is no such resource group in Azure.",
            "A mistyped name, or another subscription.", "Check the resource group's name and the subscription."),
        Code("SubscriptionNotFound", FailureKind.NotFound, "SubscriptionNotFound", "There is no such subscription in Azure, or you have no access to it.",
            "A mistyped ID, or an identity of another tenant.", SubscriptionRemedy),
        Code("InvalidSubscriptionId", FailureKind.NotFound, "SubscriptionNotFound", "The subscription ID is invalid.", "A mistyped ID, or the subscription's name.", SubscriptionRemedy),
        Code("ScopeLocked", FailureKind.Refused, "ScopeLocked", "A lock forbids the change.", "The vault, its resource group or its subscription is locked.",
            "A lock on the vault, its resource group or its subscription forbids the change: have its owner remove the lock, then run the command again."),
        Code("RequestDisallowedByPolicy", FailureKind.Refused, "DisallowedByPolicy", "A policy forbids the change.", "Azure Policy, assigned to the subscription or above it.",
            "The answer names no policy. The activity log of the vault does (Get-AzActivityLog): ask the owner of the policy assignment to change it, or to exempt the vault."),
        Code("RequestDisallowedByAzure", FailureKind.Refused, "DisallowedByPolicy", "Azure itself forbids the change.",
            "A change without multi-factor authentication (then it is reported as AzureMultiFactorRequired), or a region that is not open to the subscription.",
            "Read Azure's words: they say which rule forbids the change."),
        Code("DenyAssignmentAuthorizationFailed", FailureKind.PermissionDenied, "AzureApiError", "A deny assignment forbids the change, whatever the roles are.",
            "A deployment stack or a managed application that protects its resources.", "A role does not help. Ask the owner of the deployment stack or managed application that the message names."),
        Code("ReadOnlyDisabledSubscription", FailureKind.Refused, "AzureApiError", "The subscription is disabled, and only reading is allowed.",
            "An ended offer, an unpaid bill, or a spending limit.", "Have the owner of the subscription enable it again."),
        Code("MissingSubscriptionRegistration", FailureKind.Refused, "ProviderNotRegistered", "The subscription has not registered a resource provider.",
            "Private endpoints need Microsoft.Network there.",
            "Register the resource provider that Azure's text names in the subscription (Register-AzResourceProvider), and wait until it is Registered."),
        Code("NoRegisteredProviderFound", FailureKind.Protocol, "AzureVersionRefused", "Azure does not support this API version there.",
            "The version is retired, or the cloud does not have it yet.", VersionRemedy),
        Code("InvalidApiVersionParameter", FailureKind.Protocol, "AzureVersionRefused", "Azure does not support this API version.",
            "The version is retired, or the cloud does not have it yet.", VersionRemedy),
        Code("InvalidResourceType", FailureKind.Protocol, "AzureVersionRefused", "This API version does not have that resource type.",
            "The version is retired, or the cloud does not have it yet.", VersionRemedy),
        Code("Conflict", FailureKind.Refused, "AzureConflict", "Another change is in progress.", "Another change to the vault, or the connection has changed since it was read.", ConflictRemedy),
        Code("ConflictError", FailureKind.Refused, "AzureConflict", "Changes to the vault overlapped.",
            "Key Vault accepts one change to a vault at a time. AtlasCmk sends its changes one after the other, and retried until it timed out.", ConflictRemedy),
        Code("AnotherOperationInProgress", FailureKind.Refused, "AzureConflict", "Another change is in progress.", "Another change of the vault.", ConflictRemedy),
    ];

    private static IEnumerable<AtlasCmkError> OfVaults() =>
    [
        Code("ForbiddenByRbac", FailureKind.PermissionDenied, "KeyRightsMissing", "No role gives the identity this right on the vault's keys.",
            "A role that is missing, or was granted just now.", KeyRightsRemedy, VendorPages.VaultRoles),
        Code("ForbiddenByPolicy", FailureKind.PermissionDenied, "KeyRightsMissing", "No access policy gives the identity this right on the vault's keys.",
            "A policy that is missing, or was made just now.", KeyRightsRemedy, VendorPages.VaultCodes),
        Code("AccessDenied", FailureKind.PermissionDenied, "KeyRightsMissing", "The identity has not this right on the vault's keys.",
            "A role or access policy that is missing, or was granted just now.", KeyRightsRemedy, VendorPages.VaultCodes),
        Code("ForbiddenByConnection", FailureKind.PermissionDenied, "VaultNotReachable", "The vault accepts approved private endpoints only, and this request did not use one.",
            "Public network access is disabled.", ClosedRemedy, VendorPages.PrivateLink),
        Code("ForbiddenByFirewall", FailureKind.PermissionDenied, "VaultNotReachable", "The vault's firewall does not allow this computer's address.",
            "Network rules of the vault.", ClosedRemedy, VendorPages.PrivateLink),
        Code("KeyDisabled", FailureKind.Refused, "KeyDisabled", "The key version is disabled.", "It was disabled. Key Vault allows no operation on it, not even reading it.",
            "The key version is disabled: enable it first, or give another version.", VendorPages.VaultCodes),
        Code("KeyNotFound", FailureKind.NotFound, "KeyNotFound", "The vault has no such key, or no such version of it.", "A mistyped identifier, or a key that was deleted.",
            "Check the key's name and version in the vault.", VendorPages.VaultCodes),
        Code("SecretNotFound", FailureKind.NotFound, "NotFoundInAzure", "The vault has no such secret.", "The identifier of a secret instead of a key.",
            "Give the identifier of a key: https://{vault}.vault.azure.net/keys/{name}/{version}.", VendorPages.VaultCodes),
        Code("ObjectIsDeletedButRecoverable", FailureKind.Refused, "AzureConflict", "The key was deleted, and can be recovered.",
            "Soft delete keeps it, and its name with it.", "Recover it (Undo-AzKeyVaultKeyRemoval), or wait until it is purged.", VendorPages.VaultCodes),
        Code("ObjectIsBeingRecovered", FailureKind.Refused, "AzureConflict", "The key is being recovered.", "Its recovery was asked for just now, and takes a minute or so.",
            PassingRemedy, VendorPages.VaultCodes),
        Code("ObjectIsBeingDeleted", FailureKind.Refused, "AzureConflict", "The key is being deleted.", "Its deletion was asked for just now, and takes a minute or so.",
            PassingRemedy, VendorPages.VaultCodes),
    ];
}
