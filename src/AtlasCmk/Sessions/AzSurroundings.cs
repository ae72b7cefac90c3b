using System.Management.Automation;

namespace AtlasCmk.Sessions;

/// <summary>Sign-in settings from the Az context of a runspace.</summary>
internal static class AzSurroundings
{
    /// <summary>Completes the options from the Az context, if it is used to sign in: required if requested, optional by default.</summary>
    /// <param name="cmdlet">The cmdlet, on the pipeline thread.</param>
    /// <param name="options">The options without the context.</param>
    /// <param name="asked">The cloud that the caller named; null if none.</param>
    public static ConnectionOptions Complete(PSCmdlet cmdlet, ConnectionOptions options, AzureCloud? asked = null)
    {
        var context = options.Azure.Method switch
        {
            AzureAuthentication.AzContext => AzModule.RequireContext(cmdlet),
            AzureAuthentication.Default when AzureTokenCredentials.OfProcess.Admits(AzureTokenCredentials.AzPowerShell, AzureTokenCredentials.Development) => AzModule.Find(cmdlet)?.ReadContext(),
            _ => null,
        };
        if (context is null)
        {
            return asked is null ? options : options with { AzureCloud = asked };
        }

        var cloud = AzureCloud.FindByAzName(context.Environment)
            ?? (context.Environment is null ? options.AzureCloud : throw AzureSignInErrors.AzContextInUnknownCloud(context.Environment));
        return asked is not null && asked != cloud
            ? throw AzureSignInErrors.AzContextInAnotherCloud(cloud, asked)
            : options with
            {
                AzureCloud = cloud,
                // From now on the session requires the context: a runspace without Az, as in ForEach-Object -Parallel, must not use another identity.
                Azure = options.Azure with { Method = AzureAuthentication.AzContext, TenantId = options.Azure.TenantId ?? context.TenantId },
                AzureSubscriptionId = context.SubscriptionId,
            };
    }
}
