using Azure.Core;
using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>The session's connections, with an ear for what a sign-in is answered. A credential may copy its options and leave policies behind, but never its transport.</summary>
internal sealed class SignInTransport(HttpPipelineTransport inner) : HttpPipelineTransport
{
    public override Request CreateRequest() => inner.CreateRequest();

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        await inner.ProcessAsync(message).ConfigureAwait(false);
        SignInAnswer.Tell(message);
    }

    public override void Process(HttpMessage message)
    {
        inner.Process(message);
        SignInAnswer.Tell(message);
    }
}
