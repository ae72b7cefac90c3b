using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>Azure.Core's token policy with the current command, because the Az context can only be used in that command's runspace.</summary>
internal sealed class CommandTokenPolicy(TokenCredential credential, string scope) : BearerTokenAuthenticationPolicy(credential, scope)
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        AzContextCredential.Runspace = message.TryGetProperty(typeof(IOperationLog), out var log) ? log as IAzContext : null;
        await base.ProcessAsync(message, pipeline).ConfigureAwait(false);
    }
}
