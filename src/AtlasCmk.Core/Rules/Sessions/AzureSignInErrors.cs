namespace AtlasCmk.Rules;

/// <summary>The errors of signing in to Azure.</summary>
internal static class AzureSignInErrors
{
    /// <summary>The setting for programs with a managed identity, where no user can sign in.</summary>
    public const string ManagedIdentityRemedy = "In Azure Automation, turn on the system-assigned identity of the account (Account Settings, Identity). "
        + "Or assign a user-assigned identity to the account and name it with -AzureClientId. "
        + "On a virtual machine, App Service, Functions or Container Apps, do the same on that resource. Elsewhere, connect with -AzureCredential and -AzureTenantId.";

    private static readonly AtlasCmkError s_azureSignInIncomplete = new("AzureSignInIncomplete", FailureKind.InvalidArgument,
        meaning: "The sign-in to Azure is incomplete.",
        cause: "-AzureAuthentication and the parameters that belong to it contradict each other.",
        remedy: "Give the parameters that the message names.");

    public static AtlasCmkException AzureSignInIncomplete(string message, string remedy) =>
        s_azureSignInIncomplete.Because(message, remedy);

    public static AzureApiException AzureSignInFailed(string why, string? remedy = null) =>
        new(AzureErrors.AzureSignInFailed, $"Signing in to Azure failed: {why}", remedy, null, 0, null);

    public static AzureApiException AzureTokenExpired(DateTimeOffset expired, string parameter, SandboxRoute? sandbox) =>
        new(AzureErrors.AzureTokenExpired, $"The token for Azure expired at {expired:u}.",
            sandbox is null ? $"Connect again with a fresh token ({parameter}), or with -AzureCredential, which renews its tokens itself." : StartSandboxAnew(sandbox.File), null, 0, null);

    /// <summary>The credentials in a Sandbox file are valid while the Sandbox runs. Its tokens expire after a day.</summary>
    public static string StartSandboxAnew(string file) =>
        $"Start the Sandbox again, and connect with its new file. The keys and tokens in {file} are not renewed.";

    private static readonly AtlasCmkError s_azContextMissing = new("AzContextMissing", FailureKind.Authentication,
        meaning: "There is no Az context in this runspace.",
        cause: "Az.Accounts is not imported, or you are not signed in.",
        remedy: "Import-Module Az.Accounts; Connect-AzAccount; then connect again. AtlasCmk never imports Az itself.");

    public static AtlasCmkException AzContextMissing(string why) =>
        s_azContextMissing.Because($"There is no Az context to sign in to Azure with: {why}",
            "Import the module and sign in, in this runspace, then connect again: Import-Module Az.Accounts; Connect-AzAccount. AtlasCmk never imports Az itself.");

    private static readonly AtlasCmkError s_azContextInUnknownCloud = new("AzContextInUnknownCloud", FailureKind.InvalidArgument,
        meaning: "The Az context is in a cloud that Atlas does not support.",
        cause: "An environment of Azure Stack, or a custom environment.",
        remedy: "Change to an account in a cloud that Atlas supports (Connect-AzAccount or Set-AzContext).");

    public static AtlasCmkException AzContextInUnknownCloud(string environment) =>
        s_azContextInUnknownCloud.Because($"The Az context is in the cloud {environment}, which Atlas does not support.",
            $"Change to an account in one of {string.Join(", ", AzureCloud.All.Select(c => c.AzName))} (Connect-AzAccount or Set-AzContext).", environment);

    private static readonly AtlasCmkError s_azContextInAnotherCloud = new("AzContextInAnotherCloud", FailureKind.InvalidArgument,
        meaning: "-AzureEnvironment and the Az context name different clouds.",
        cause: "The context was changed, or -AzureEnvironment is wrong.",
        remedy: "Leave -AzureEnvironment out to use the context's cloud, or change the context (Set-AzContext).");

    public static AtlasCmkException AzContextInAnotherCloud(AzureCloud context, AzureCloud asked) =>
        s_azContextInAnotherCloud.Because($"-AzureEnvironment is {asked}, but the Az context is in {context} ({context.AzName}).", target: asked);

    private static readonly AtlasCmkError s_azContextMoved = new("AzContextMoved", FailureKind.Authentication,
        meaning: "The Az context was changed to another cloud during the session. Its token was not sent.",
        cause: "Set-AzContext or Connect-AzAccount was run after Connect-Atlas.",
        remedy: "Change the context back, or connect again to use it as it is.");

    /// <summary>If the context changes during a session, a token of one cloud must not be sent to another.</summary>
    public static AtlasCmkException AzContextMoved(string environment, AzureCloud cloud) =>
        s_azContextMoved.Because($"The Az context is in the cloud {environment}, and the session is signed in to {cloud}: its token was not sent.",
            "Change the context back (Set-AzContext), or connect again to use it as it is.", environment);

    public static AzureApiException AzContextGivesNoToken(string why, Exception? inner = null)
    {
        var number = EntraErrorCodes.NumberIn(why);
        return new(AzureErrors.AzContextGivesNoToken, $"The Az context gives no token: {why}",
            EntraErrorCodes.Find(number)?.Remedy ?? "Sign in to Az again (Connect-AzAccount), in this runspace.", null, 0, number, inner: inner)
        {
            HelpLink = (EntraErrorCodes.Find(number) ?? AzureErrors.AzContextGivesNoToken).Source?.AbsoluteUri,
        };
    }
}
