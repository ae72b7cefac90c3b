namespace AtlasCmk.Rules;

internal static partial class Failures
{
    /// <summary>What to set where a program runs as a managed identity. Nothing there can run a sign-in of its user.</summary>
    public const string ManagedIdentityRemedy = "In Azure Automation, turn the system-assigned identity of the account on (Account Settings, Identity), or assign a user-assigned identity to the account and name it with -AzureClientId. "
        + "On a virtual machine, App Service, Functions or Container Apps, do the same on that resource. Elsewhere, connect with -AzureCredential and -AzureTenantId.";

    public static AtlasCmkException SandboxFileOfOthers(string file, string writable) =>
        new(FailureKind.InvalidArgument, "SandboxFileUnusable", $"The Sandbox file {file} cannot be used: other users of this machine can write {writable}, and so could exchange where the session goes.",
            PowerShellCommand.Of($"chmod go-w {writable}"), file);

    public static AtlasCmkException SandboxFileUnusable(string file, string why, Exception? inner = null) =>
        new(FailureKind.InvalidArgument, "SandboxFileUnusable", $"The Sandbox file {file} cannot be used: {why}.",
            "Start a Sandbox and name the file with its first line: dotnet run --project src/AtlasCmk.Sandbox -- serve > sandbox.json.", file, inner);

    public static AtlasCmkException AzureSignInIncomplete(string message, string remedy) =>
        new(FailureKind.InvalidArgument, "AzureSignInIncomplete", message, remedy);

    public static AzureApiException AzureSignInFailed(string why, string? remedy = null) =>
        new(FailureKind.Authentication, "AzureSignInFailed", $"Signing in to Azure failed: {why}", remedy ?? OwnErrorIds.Find("AzureSignInFailed").Remedy, null, 0, null);

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
