namespace AtlasCmk.Rules;

/// <summary>The errors of any request to Azure, and of the sign-in there.</summary>
internal static class AzureErrors
{
    public static readonly AtlasCmkError AzureMultiFactorRequired = new("AzureMultiFactorRequired", FailureKind.Authentication,
        meaning: "Azure requires a sign-in with multi-factor authentication.",
        cause: "Azure's own rule for changes by users, or a Conditional Access policy of the tenant.",
        remedy: "Sign in again with Connect-AzAccount or az login, with the claims that the message shows, then connect again with Connect-Atlas.");

    public static readonly AtlasCmkError AzureSignInFailed = new("AzureSignInFailed", FailureKind.Authentication,
        meaning: "Signing in to Azure failed.",
        cause: "The message lists each method that was tried and why it failed.",
        remedy: "Connect again with -AzureCredential (client ID and secret) and -AzureTenantId, or with a token (-AzureAccessToken). Or sign in with a "
            + "method that was tried, for example with az login.");

    public static readonly AtlasCmkError AzureTokenExpired = new("AzureTokenExpired", FailureKind.Authentication,
        meaning: "The token for Azure has expired.",
        cause: "A token is valid for about an hour (a day in a Sandbox). A token that you give cannot be renewed.",
        remedy: "Connect again with a fresh token, or with -AzureCredential, which renews its tokens itself. For a Sandbox, start the Sandbox again.");

    public static readonly AtlasCmkError AzureRoleTooSmall = new("AzureRoleTooSmall", FailureKind.PermissionDenied,
        meaning: "The identity that is signed in to Azure has no right to do this.",
        cause: "A role on the vault is missing, or was granted a moment ago.",
        remedy: "Grant the permission that the message names, for example with the role Key Vault Contributor on the vault. A new role takes a few minutes to work.",
        VendorPages.VaultRoles);

    public static readonly AtlasCmkError AzureServerError = new("AzureServerError", FailureKind.Failed,
        meaning: "Azure had a server error.",
        cause: "A status from 500 to 599, after all retries.",
        remedy: "Azure had a server error. Run the command again in a few minutes. It reads the present state before it changes anything.");

    public static readonly AtlasCmkError AzureOperationFailed = new("AzureOperationFailed", FailureKind.Failed,
        meaning: "Azure accepted the request, but the operation failed.",
        cause: "Azure's code and explanation are in the message.",
        remedy: "Read Azure's explanation, and run the command again. It reads the present state before it changes anything.",
        VendorPages.AzureDeployment);

    public static readonly AtlasCmkError AzureApiError = new("AzureApiError", FailureKind.Refused,
        meaning: "Azure refuses the request. The message has all that is known about the reason.",
        cause: "Azure's code and explanation are in the message.",
        remedy: "Read Azure's explanation above.",
        VendorPages.AzureDeployment)
    {
        OtherKinds = [FailureKind.PermissionDenied],
    };

    public static readonly AtlasCmkError AzContextGivesNoToken = new("AzContextGivesNoToken", FailureKind.Authentication,
        meaning: "The Az context gives no token.",
        cause: "Its sign-in has expired, or requires multi-factor authentication.",
        remedy: "Sign in to Az again (Connect-AzAccount), in this runspace.");

    public static readonly AtlasCmkError ClientSecretRefused = new("ClientSecretRefused", FailureKind.Authentication,
        meaning: "Microsoft Entra refuses the application's new secret, and nothing was sent to Atlas.",
        cause: "The ID of the secret instead of its value, another tenant, or Conditional Access that allows only Atlas's addresses.",
        remedy: "Give the value of the client secret, not its ID, and the application's client ID as user name. A new secret takes a minute to work.",
        VendorPages.KeysInAzure);
}
