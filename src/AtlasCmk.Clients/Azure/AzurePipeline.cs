using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>Azure.Core's pipeline as a session uses it, outside in: host guard → request id, user agent → retry → token → trace → the session's connections.</summary>
/// <remarks>A message carries the log of the command that sends it as its <see cref="IOperationLog"/> property: one pipeline serves all commands of a session.</remarks>
internal static class AzurePipeline
{
    public static HttpPipeline ForResourceManager(ConnectionOptions options, HttpPipelineTransport transport, TokenCredential credential) =>
        Build(options, transport, credential, AzureHostGuard.ForResourceManager(options.AzureCloud), options.AzureCloud.ResourceManagerScope);

    /// <summary>The data plane of all vaults of the session's cloud: one token serves them all.</summary>
    public static HttpPipeline ForVaults(ConnectionOptions options, HttpPipelineTransport transport, TokenCredential credential) =>
        Build(options, transport, credential, AzureHostGuard.ForVaults(options.AzureCloud), options.AzureCloud.VaultScope);

    private static HttpPipeline Build(ConnectionOptions options, HttpPipelineTransport transport, TokenCredential credential, AzureHostGuard guard, string scope) =>
        HttpPipelineBuilder.Build(
            Configure(new PlainOptions(), transport, options.Time),
            [guard],
            [new CommandTokenPolicy(credential, scope), new AzureTrace(options.Time, credential as AzureSignInCredential)],
            AzureConflicts.Usual);

    /// <summary>What these pipelines and the credentials' own have in common.</summary>
    public static TOptions Configure<TOptions>(TOptions options, HttpPipelineTransport transport, TimeProvider time)
        where TOptions : ClientOptions
    {
        options.RetryPolicy = new AzureRetry(time);
        return Quieten(options, transport, time);
    }

    /// <summary>Azure.Core's own logging and tracing know nothing of our allow-list.</summary>
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
