using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>Azure.Core's pipeline of a session, from the outside in: host guard → request id, user agent → retry → token → trace → the session's connections.</summary>
/// <remarks>All commands of a session share one pipeline. A message has the log of its command in its <see cref="IOperationLog"/> property.</remarks>
internal static class AzurePipeline
{
    public static HttpPipeline ForResourceManager(ConnectionOptions options, HttpPipelineTransport transport, TokenCredential credential) =>
        Build(options, transport, credential, AzureHostGuard.ForResourceManager(options.AzureCloud), options.AzureCloud.ResourceManagerScope);

    /// <summary>The data plane of all vaults in the session's cloud. One token is valid for all of them.</summary>
    public static HttpPipeline ForVaults(ConnectionOptions options, HttpPipelineTransport transport, TokenCredential credential) =>
        Build(options, transport, credential, AzureHostGuard.ForVaults(options.AzureCloud), options.AzureCloud.VaultScope);

    private static HttpPipeline Build(ConnectionOptions options, HttpPipelineTransport transport, TokenCredential credential, AzureHostGuard guard, string scope) =>
        HttpPipelineBuilder.Build(
            Configure(new PlainOptions(), transport, options.Time),
            [guard],
            [new CommandTokenPolicy(credential, scope), new AzureTrace(options.Time, credential as AzureSignInCredential)],
            AzureConflicts.Usual);

    /// <summary>Options that these pipelines share with those of the credentials.</summary>
    public static TOptions Configure<TOptions>(TOptions options, HttpPipelineTransport transport, TimeProvider time)
        where TOptions : ClientOptions
    {
        options.RetryPolicy = new AzureRetry(time);
        return Quieten(options, transport, time);
    }

    /// <summary>Azure.Core's logging and tracing do not use AtlasCmk's allow-list.</summary>
    public static TOptions Quieten<TOptions>(TOptions options, HttpPipelineTransport transport, TimeProvider time)
        where TOptions : ClientOptions
    {
        options.Transport = new SignInTransport(transport, time);
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.ApplicationId = "AtlasCmk";
        return options;
    }

    private sealed class PlainOptions : ClientOptions;
}
