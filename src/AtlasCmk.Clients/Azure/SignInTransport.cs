using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

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
