using System.Management.Automation;

namespace AtlasCmk.Sessions;

/// <summary>What the Az context of a runspace says about where to sign in.</summary>
internal static class AzSurroundings
{
    /// <summary>The options with what the Az context says, where it is the way to sign in: it must be there if it was asked for, and may be if nothing was.</summary>
    /// <param name="cmdlet">Who asks, on the pipeline thread.</param>
    /// <param name="options">What is known without the context.</param>
    /// <param name="asked">The cloud that the caller named; null where he named none.</param>
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
                // From here on nothing else will do: a runspace without Az, as of ForEach-Object -Parallel, must not sign in as somebody else.
                Azure = options.Azure with { Method = AzureAuthentication.AzContext, TenantId = options.Azure.TenantId ?? context.TenantId },
                AzureSubscriptionId = context.SubscriptionId,
            };
    }
}
