using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>Azure.Core's pipeline as a session uses it, outside in: host guard → request id, user agent → retry → token → trace → the session's connections.</summary>
/// <remarks>A message carries the log of the command that sends it as its <see cref="IOperationLog"/> property: one pipeline serves all commands of a session.</remarks>
internal static class ArmPipeline
{
    public static HttpPipeline Build(ConnectionOptions options, HttpPipelineTransport transport, TokenCredential credential) =>
        HttpPipelineBuilder.Build(
            Configure(new ArmOptions(), transport, options.Time),
            [new ArmHostGuard(options.AzureCloud)],
            [new CommandTokenPolicy(credential, options.AzureCloud.ResourceManagerScope), new ArmTrace(options.Time, credential as AzureSignInCredential)],
            new ResponseClassifier());

    /// <summary>What Resource Manager's pipeline and the credentials' own have in common.</summary>
    public static TOptions Configure<TOptions>(TOptions options, HttpPipelineTransport transport, TimeProvider time)
        where TOptions : ClientOptions
    {
        options.RetryPolicy = new AzureRetry(time);
        return Quieten(options, transport);
    }

    /// <summary>Azure.Core's own logging and tracing know nothing of our allow-list.</summary>
    public static TOptions Quieten<TOptions>(TOptions options, HttpPipelineTransport transport)
        where TOptions : ClientOptions
    {
        options.Transport = transport;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.ApplicationId = "AtlasCmk";
        return options;
    }

    private sealed class ArmOptions : ClientOptions;
}
