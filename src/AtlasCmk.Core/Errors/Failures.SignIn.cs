namespace AtlasCmk;

internal static partial class Failures
{
    /// <summary>Microsoft's clouds for the US government are another matter: commercial Atlas serves those.</summary>
    public static AtlasCmkException AtlasForGovernment(Uri address) =>
        new(FailureKind.InvalidArgument, "AtlasForGovernment", $"{address.Host} is Atlas for Government, which does not offer Azure: its projects have no clusters there, and no keys in Azure Key Vault.",
            "Projects of commercial Atlas in Azure's government regions are reached at https://cloud.mongodb.com/, with -AzureEnvironment AZURE_US_GOVERNMENT.", address);

    public static AtlasCmkException EnvironmentIncomplete(string message, string remedy, string? variable = null) =>
        new(FailureKind.InvalidArgument, "EnvironmentIncomplete", message, remedy, variable);

    public static AtlasCmkException AzContextMissing(string why) =>
        new(FailureKind.Authentication, "AzContextMissing", $"There is no Az context to sign in to Azure with: {why}",
            "Import the module and sign in, in this runspace, then connect again: Import-Module Az.Accounts; Connect-AzAccount. AtlasCmk never imports Az itself.");

    public static AtlasCmkException AzContextInUnknownCloud(string environment) =>
        new(FailureKind.InvalidArgument, "AzContextInUnknownCloud", $"The Az context is in the cloud {environment}, which Atlas does not know.",
            $"Change to an account in one of {string.Join(", ", AzureCloud.All.Select(c => c.AzName))} (Connect-AzAccount -Environment, Set-AzContext).", environment);

    public static AtlasCmkException AzContextInAnotherCloud(AzureCloud context, AzureCloud asked) =>
        new(FailureKind.InvalidArgument, "AzContextInAnotherCloud", $"-AzureEnvironment is {asked}, but the Az context is in {context} ({context.AzName}).",
            "Leave -AzureEnvironment out to use the context's cloud, or change the context (Set-AzContext).", asked);

    /// <summary>Whoever changes the context during a session must not have the token of one cloud sent to another.</summary>
    public static AtlasCmkException AzContextMoved(string environment, AzureCloud cloud) =>
        new(FailureKind.Authentication, "AzContextMoved", $"The Az context is in the cloud {environment}, and the session is signed in to {cloud}: its token was not sent.",
            "Change the context back (Set-AzContext), or connect again to use it as it is.", environment);

    public static AzureApiException AzContextGivesNoToken(string why, Exception? inner = null) =>
        new(FailureKind.Authentication, "AzContextGivesNoToken", $"The Az context gives no token: {why}", "Sign in to Az again (Connect-AzAccount), in this runspace.", null, 0, null, inner: inner);

    public static AtlasCmkException SessionFromAnotherProcess(object? session) =>
        new(FailureKind.InvalidArgument, "SessionFromAnotherProcess", $"The session {session} belongs to another process: what arrived here is a copy without its secrets, and a session cannot cross a process.",
            "Connect in this process, for example as the first statement of the job; or use ForEach-Object -Parallel or Start-ThreadJob, which stay in the process that connected.", session);
}
