namespace AtlasCmk.Rules;

/// <summary>What a request to Azure, or a sign-in there, can end with, whatever it is about.</summary>
internal static class AzureErrors
{
    public static readonly AtlasCmkError AzureMultiFactorRequired = new("AzureMultiFactorRequired", FailureKind.Authentication,
        meaning: "Azure requires a sign-in with multi-factor authentication.",
        cause: "Azure's own rule for changes by users, or a Conditional Access policy of the tenant.",
        remedy: "Sign in again with Connect-AzAccount or az login, with the claims that the message shows, then connect again with Connect-Atlas.");

    public static readonly AtlasCmkError AzureSignInFailed = new("AzureSignInFailed", FailureKind.Authentication,
        meaning: "Signing in to Azure failed.",
        cause: "The message lists what was tried, and why each failed.",
        remedy: "Connect again with -AzureCredential (client id and secret) and -AzureTenantId, or with a token (-AzureAccessToken); or sign in where it was tried, for example with az login.");

    public static readonly AtlasCmkError AzureTokenExpired = new("AzureTokenExpired", FailureKind.Authentication,
        meaning: "The token for Azure has expired.",
        cause: "A token lives about an hour (a Sandbox's a day), and one that was given cannot be renewed.",
        remedy: "Connect again with a fresh token, or with -AzureCredential, which renews its tokens itself. Where it is a Sandbox's, start the Sandbox anew.");

    public static readonly AtlasCmkError AzureRoleTooSmall = new("AzureRoleTooSmall", FailureKind.PermissionDenied,
        meaning: "The identity that is signed in to Azure may not do this.",
        cause: "A role that is missing on the vault, or was granted just now.",
        remedy: "Give it the right that the message names, for example with the role Key Vault Contributor on the vault; a new role takes some minutes to work.",
        VendorPages.VaultRoles);

    public static readonly AtlasCmkError AzureServerError = new("AzureServerError", FailureKind.Failed,
        meaning: "A fault on Azure's side.",
        cause: "An error 500 to 599 that lasted through the retries.",
        remedy: "This is a fault on Azure's side: run the command again in a few minutes; it looks at what is there before it changes anything.");

    public static readonly AtlasCmkError AzureOperationFailed = new("AzureOperationFailed", FailureKind.Failed,
        meaning: "Azure accepted the request, worked on it, and came to a bad end.",
        cause: "Azure's code and text are in the message.",
        remedy: "Read Azure's explanation, and run the command again: it looks at what is there before it changes anything.",
        VendorPages.AzureDeployment);

    public static readonly AtlasCmkError AzureApiError = new("AzureApiError", FailureKind.Refused,
        meaning: "Azure refuses the request, for a reason of which AtlasCmk knows no more than the message says.",
        cause: "Azure's code and text are in the message.",
        remedy: "Read Azure's explanation above.",
        VendorPages.AzureDeployment)
    {
        OtherKinds = [FailureKind.PermissionDenied],
    };

    public static readonly AtlasCmkError AzContextGivesNoToken = new("AzContextGivesNoToken", FailureKind.Authentication,
        meaning: "The Az context gives no token.",
        cause: "Its sign-in has expired, or needs a second factor.",
        remedy: "Sign in to Az again (Connect-AzAccount), in this runspace.");

    public static readonly AtlasCmkError ClientSecretRefused = new("ClientSecretRefused", FailureKind.Authentication,
        meaning: "Microsoft Entra refuses the application's new secret, and nothing was sent to Atlas.",
        cause: "The secret's id instead of its value, another tenant, or conditional access that admits Atlas's addresses alone.",
        remedy: "Give the value of the client secret, not its ID, and the application's client ID as user name. A secret that was made just now takes a minute to work.",
        VendorPages.KeysInAzure);
}
