using Azure.Core;

namespace AtlasCmk.Clients;

/// <summary>For a request that makes something new each time: only a refusal to even look at it may be tried again.</summary>
internal sealed class OnceOnly : ResponseClassifier
{
    public override bool IsRetriableResponse(HttpMessage message) => message.Response.Status == 429;

    public override bool IsRetriableException(Exception exception) => false;

    public override bool IsRetriable(HttpMessage message, Exception exception) => false;
}
