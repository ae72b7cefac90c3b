using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>Azure.Core's token policy, which knows for which command a token is needed: the Az context can be asked in that command's runspace alone.</summary>
internal sealed class CommandTokenPolicy(TokenCredential credential, string scope) : BearerTokenAuthenticationPolicy(credential, scope)
{
    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        AzContextCredential.Runspace = message.TryGetProperty(typeof(IOperationLog), out var log) ? log as IAzContext : null;
        await base.ProcessAsync(message, pipeline).ConfigureAwait(false);
    }
}
