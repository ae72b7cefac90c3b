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

    /// <summary>A sign-in that was answered, but not with a token.</summary>
    /// <param name="source">What signed in.</param>
    /// <param name="refusal">The answer.</param>
    /// <param name="remedy">What helps this source, where Microsoft Entra gives no number that is known.</param>
    /// <param name="claims">The claims that Azure asked for, in base64, where it did.</param>
    public static AzureApiException AzureSignInRefused(string source, SignInRefusal refusal, string? remedy, string? claims = null)
    {
        var known = EntraErrorCodes.Find(refusal.Code);
        var (kind, errorId) = (known, refusal, remedy) switch
        {
            ({ } code, _, _) => (code.Kind!.Value, code.ErrorId),
            _ when claims is not null => (FailureKind.Authentication, "AzureMultiFactorRequired"),
            (_, { StatusCode: 429 }, _) => (FailureKind.Throttled, "AzureThrottled"),
            (_, { Code: null, StatusCode: >= 500 }, null) => (FailureKind.Failed, "AzureServerError"),
            (_, { IsForeign: true }, null) => (FailureKind.Protocol, "UnreadableAnswer"),
            _ => (FailureKind.Authentication, "AzureSignInFailed"),
        };
        var whatToDo = claims is not null && (known is null || errorId == "AzureMultiFactorRequired") ? MultiFactorRemedy(new(claims, null))
            : kind == FailureKind.Throttled ? EntraErrorCodes.ThrottledRemedy
            : known?.Remedy ?? remedy ?? UnknownEntraRemedy(refusal.Code) ?? OwnErrorIds.Find(errorId).Remedy;
        return new(kind, errorId, $"Signing in to Azure failed: {source}: {refusal}", new Verdict(kind, errorId, whatToDo).NotBefore(refusal.RetryAfter).Remedy,
            null, refusal.StatusCode, refusal.Code)
        {
            Refusal = refusal,
        };
    }

    public static string MultiFactorRemedy(AzureChallenge challenge)
    {
        var (tenantOfAz, tenantOfCli) = challenge.TenantId is { } tenant ? (PowerShellCommand.Of($" -Tenant {tenant}"), PowerShellCommand.Of($" --tenant {tenant}")) : (null, null);
        var (claimsOfAz, claimsOfCli) = challenge.Claims is { } claims ? (PowerShellCommand.Of($" -ClaimsChallenge {claims}"), PowerShellCommand.Of($" --claims-challenge {claims}")) : (null, null);
        return $"Sign in again, then connect again with Connect-Atlas: {PowerShellCommand.Of($"Connect-AzAccount{tenantOfAz}{claimsOfAz}")} or {PowerShellCommand.Of($"az login{tenantOfCli}{claimsOfCli}")}. "
            + "A managed identity or an application (-AzureCredential) does not need multi-factor authentication.";
    }

    /// <summary>Microsoft Entra explains each of its numbers itself.</summary>
    private static string? UnknownEntraRemedy(string? code) => code is null ? null
        : $"Read the words of Microsoft Entra above. It explains the number at https://login.microsoftonline.com/error?code={code["AADSTS".Length..]}.";

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
