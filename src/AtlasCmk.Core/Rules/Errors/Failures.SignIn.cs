namespace AtlasCmk.Rules;

internal static partial class Failures
{
    /// <summary>Microsoft's clouds for the US government are another matter: commercial Atlas serves those.</summary>
    public static AtlasCmkException AtlasForGovernment(Uri address) =>
        new(FailureKind.InvalidArgument, "AtlasForGovernment", $"{address.Host} is Atlas for Government, which does not offer Azure: its projects have no clusters there, and no keys in Azure Key Vault.",
            "Projects of commercial Atlas in Azure's government regions are reached at https://cloud.mongodb.com/, with -AzureEnvironment AZURE_US_GOVERNMENT.", address);

    /// <summary>The value itself is not shown, nor is it the target: in the wrong place it may be the secret one.</summary>
    public static AtlasCmkException CredentialUnusable(string message, string remedy) => SessionSettingsContradict(message, remedy);

    public static AtlasCmkException CredentialHalvesSwapped(AtlasCredential credential)
    {
        var (id, secret) = credential.IsServiceAccount ? ("client ID", "client secret") : ("public key", "private key");
        return CredentialUnusable($"The two halves of the {credential.Kind} are swapped: {credential.IdSource} is not a {id}. Nothing was sent.",
            $"Give the {id} as {credential.IdSource}, and the {secret} as {credential.SecretSource}.");
    }

    public static AtlasCmkException CredentialOfAnotherKind(AtlasCredential credential, string found, bool isId) =>
        CredentialUnusable($"{Capital(isId ? credential.IdSource : credential.SecretSource)} is {found}, and {(credential.IsServiceAccount ? "a service account" : "an API key")} was expected. Nothing was sent.",
            credential.IsServiceAccount
                ? "For an API key use -Credential, or MONGODB_ATLAS_PUBLIC_API_KEY and MONGODB_ATLAS_PRIVATE_API_KEY: Connect-Atlas -Credential (Get-Credential)"
                : "For a service account use -ServiceAccount, or MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET: Connect-Atlas -ServiceAccount (Get-Credential)");

    public static AtlasCmkException AzureIdNotUnderstood(string what, string given, bool isSubscription) =>
        new(FailureKind.InvalidArgument, "ValueNotInObject", given.Length == 0 ? $"The {what} is given, and is empty." : $"'{given}' is not a {what}.",
            $"Expected a UUID such as 11111111-2222-3333-4444-555555555555{(isSubscription ? ", or /subscriptions/ and the UUID" : "")}.");

    public static AtlasCmkException AtlasTokenExpired(DateTimeOffset expired) =>
        new(FailureKind.Authentication, "AtlasTokenExpired", $"The access token for Atlas expired at {expired:u}. A session does not renew a token that it was given.",
            "Connect again with a fresh token (-AtlasAccessToken), or with -ServiceAccount, whose tokens the session renews itself.");

    public static AtlasCmkException EnvironmentIncomplete(string message, string remedy, string? variable = null) =>
        new(FailureKind.InvalidArgument, "EnvironmentIncomplete", message, remedy, variable);

    public static AtlasCmkException AzContextMissing(string why) =>
        new(FailureKind.Authentication, "AzContextMissing", $"There is no Az context to sign in to Azure with: {why}",
            "Import the module and sign in, in this runspace, then connect again: Import-Module Az.Accounts; Connect-AzAccount. AtlasCmk never imports Az itself.");

    public static AtlasCmkException AzContextInUnknownCloud(string environment) =>
        new(FailureKind.InvalidArgument, "AzContextInUnknownCloud", $"The Az context is in the cloud {environment}, which Atlas does not know.",
            $"Change to an account in one of {string.Join(", ", AzureCloud.All.Select(c => c.AzName))} (Connect-AzAccount or Set-AzContext).", environment);

    public static AtlasCmkException AzContextInAnotherCloud(AzureCloud context, AzureCloud asked) =>
        new(FailureKind.InvalidArgument, "AzContextInAnotherCloud", $"-AzureEnvironment is {asked}, but the Az context is in {context} ({context.AzName}).",
            "Leave -AzureEnvironment out to use the context's cloud, or change the context (Set-AzContext).", asked);

    /// <summary>Whoever changes the context during a session must not have the token of one cloud sent to another.</summary>
    public static AtlasCmkException AzContextMoved(string environment, AzureCloud cloud) =>
        new(FailureKind.Authentication, "AzContextMoved", $"The Az context is in the cloud {environment}, and the session is signed in to {cloud}: its token was not sent.",
            "Change the context back (Set-AzContext), or connect again to use it as it is.", environment);

    public static AzureApiException AzContextGivesNoToken(string why, Exception? inner = null)
    {
        var number = EntraErrorCodes.NumberIn(why);
        return new(FailureKind.Authentication, "AzContextGivesNoToken", $"The Az context gives no token: {why}",
            EntraErrorCodes.Find(number)?.Remedy ?? "Sign in to Az again (Connect-AzAccount), in this runspace.", null, 0, number, inner: inner);
    }

    public static AtlasCmkException SessionFromAnotherProcess(object? session) =>
        new(FailureKind.InvalidArgument, "SessionFromAnotherProcess", $"The session {session} belongs to another process: what arrived here is a copy without its secrets, and a session cannot cross a process.",
            "Connect in this process, for example as the first statement of the job; or use ForEach-Object -Parallel or Start-ThreadJob, which stay in the process that connected.", session);

    private static string Capital(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    public static AtlasCmkException ExchangeLogExists(string folder) =>
        new(FailureKind.InvalidArgument, "ExchangeLogUnusable", $"The folder {folder} already holds a record of exchanges, and a record is never overwritten. Nothing was sent.",
            "Give another -ExchangeLogPath.", folder);

    public static AtlasCmkException ExchangeLogNotWritten(string folder, Exception inner) =>
        new(FailureKind.InvalidArgument, "ExchangeLogUnusable", $"The record of exchanges in {folder} cannot be written: {inner.Message} This command sent nothing.",
            "Connect again with an -ExchangeLogPath that can be written to, or without one.", folder, inner);

    public static AtlasCmkException ExchangeLogNotAFolder(string path, string provider) =>
        new(FailureKind.InvalidArgument, "ExchangeLogUnusable", $"{path} is a path of {provider}, and a record of exchanges is a folder in the file system. Nothing was sent.",
            "Give -ExchangeLogPath in the file system.", path);
}
