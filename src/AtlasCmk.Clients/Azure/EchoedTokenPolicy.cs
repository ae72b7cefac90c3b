using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>A refusal that repeats the token loses it, before anything reads it.</summary>
internal sealed class EchoedTokenPolicy : HttpPipelinePolicy
{
    private const string Bearer = "Bearer ";

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        await ProcessNextAsync(message, pipeline).ConfigureAwait(false);
        if (message.Response is { Status: >= 400, ContentStream: not null } refusal
            && message.Request.Headers.TryGetValue("Authorization", out var header) && header.StartsWith(Bearer, StringComparison.Ordinal))
        {
            refusal.ContentStream = new MemoryStream(EchoedSecrets.Remove(refusal.Content.ToArray(), [header[Bearer.Length..]]));
        }
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("Requests to Azure are asynchronous only.");
}
