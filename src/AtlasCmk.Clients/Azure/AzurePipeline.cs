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

    public static HttpPipeline ForGraph(ConnectionOptions options, HttpPipelineTransport transport, TokenCredential credential) =>
        Build(options, transport, credential, AzureHostGuard.ForGraph(options.AzureCloud), options.AzureCloud.GraphScope);

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

/// <summary>The last check before a token is sent: it goes only to hosts that it is for.</summary>
/// <param name="audience">The audience of the token, for the message.</param>
internal sealed class AzureHostGuard(Func<Uri, bool> admits, string audience) : HttpPipelineSynchronousPolicy
{
    public static AzureHostGuard ForResourceManager(AzureCloud cloud) =>
        new(address => AzureService.IsOn(cloud.ResourceManager.Host, address), cloud.ResourceManager.Host);

    public static AzureHostGuard ForGraph(AzureCloud cloud) =>
        new(address => AzureService.IsOn(cloud.Graph.Host, address), cloud.Graph.Host);

    /// <summary>Allows every vault of the cloud. Each has a host below the cloud's suffix.</summary>
    public static AzureHostGuard ForVaults(AzureCloud cloud) =>
        new(address => AzureCloud.OfVaultHost(address.Host) == cloud && AzureService.IsOn(address.Host, address), $"the vaults of {cloud.VaultSuffix}");

    public override void OnSendingRequest(HttpMessage message)
    {
        if (!admits(message.Request.Uri.ToUri()))
        {
            throw new InvalidOperationException($"A request for {message.Request.Uri.Host} must not carry a token for {audience}.");
        }
    }
}

/// <summary>Azure.Core's token policy with the current command, because the Az context can only be used in that command's runspace.</summary>
internal sealed class CommandTokenPolicy(TokenCredential credential, string scope) : BearerTokenAuthenticationPolicy(credential, scope)
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        AzContextCredential.Runspace = message.TryGetProperty(typeof(IOperationLog), out var log) ? log as IAzContext : null;
        await base.ProcessAsync(message, pipeline).ConfigureAwait(false);
    }
}

/// <summary>A transport that records sign-ins. Credentials can copy their options without policies, but they always use the transport.</summary>
internal sealed class SignInTransport(HttpPipelineTransport inner, TimeProvider time) : HttpPipelineTransport
{
    public override Request CreateRequest() => inner.CreateRequest();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        SignInAnswer.Asks(message);
        await inner.ProcessAsync(message).ConfigureAwait(false);
        SignInAnswer.Answers(message, time);
    }

    public override void Process(HttpMessage message)
    {
        SignInAnswer.Asks(message);
        inner.Process(message);
        SignInAnswer.Answers(message, time);
    }
}
