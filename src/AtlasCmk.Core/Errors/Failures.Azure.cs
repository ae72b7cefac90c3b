namespace AtlasCmk;

internal static partial class Failures
{
    public static AtlasCmkException SandboxFileUnusable(string file, string why, Exception? inner = null) =>
        new(FailureKind.InvalidArgument, "SandboxFileUnusable", $"The Sandbox file {file} cannot be used: {why}.",
            "Start a Sandbox and name the file with its first line: dotnet run --project src/AtlasCmk.Sandbox -- serve > sandbox.json.", file, inner);

    public static AtlasCmkException AzureSignInIncomplete(string message, string remedy) =>
        new(FailureKind.InvalidArgument, "AzureSignInIncomplete", message, remedy);

    public static AzureApiException AzureSignInFailed(string why, Exception? inner = null) =>
        new(FailureKind.Authentication, "AzureSignInFailed", $"Signing in to Azure failed: {why}",
            "Connect again with -AzureCredential (client id and secret) and -AzureTenantId, or with a token (-AzureAccessToken); or sign in where it was tried, for example with az login.",
            null, 0, null, inner: inner);

    public static AzureApiException AzureTokenExpired(DateTimeOffset expired, string parameter, SandboxRoute? sandbox) =>
        new(FailureKind.Authentication, "AzureTokenExpired", $"The token for Azure expired at {expired:u}.",
            sandbox is null ? $"Connect again with a fresh token ({parameter}), or with -AzureCredential, which renews its tokens itself." : StartSandboxAnew(sandbox.File), null, 0, null);

    /// <summary>What a Sandbox's file holds ends with the Sandbox, and its tokens after a day.</summary>
    public static string StartSandboxAnew(string file) =>
        $"Start the Sandbox anew, and connect with the file of the new one, as it prints it: the keys and tokens in {file} are not renewed.";

    public static AtlasCmkException NotAnAzureResource(string path) =>
        new(FailureKind.InvalidInput, "NotAnAzureResource", $"'{path}' cannot be the id of a resource in Azure.",
            "Give the names of the vault, of its resource group and of the connection as Azure shows them.", path);

    public static AtlasCmkException VaultInAnotherCloud(string vaultName, AzureCloud cloud, AzureCloud session) =>
        new(FailureKind.Refused, "VaultInAnotherCloud", $"The vault {vaultName} is in {cloud}, and the session is signed in to {session}.",
            "Use a session that is signed in to the vault's cloud.", vaultName);
}
