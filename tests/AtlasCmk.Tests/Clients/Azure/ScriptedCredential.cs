using Azure.Core;

namespace AtlasCmk.Tests.Clients;

/// <summary>A credential that returns a token or fails, as scripted.</summary>
internal sealed class ScriptedCredential(string token, Exception? failure = null) : TokenCredential
{
    public int Asked { get; private set; }

    public Exception? Failure { get; set; } = failure;

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Asked++;
        return Failure is null ? new(token, DateTimeOffset.MaxValue) : throw Failure;
    }
}
