namespace AtlasCmk.Clients;

/// <summary>The chain of handlers of a session, and its sign-out.</summary>
/// <param name="chain">Disposed with this object.</param>
/// <param name="token">The token of a service account. Null for an API key, which needs no sign-out.</param>
internal sealed class AtlasInvoker(HttpMessageHandler chain, SessionToken? token) : HttpMessageInvoker(chain, disposeHandler: true)
{
    public Task SignOutAsync(IOperationLog log, CancellationToken cancellation) => token?.EndAsync(log, cancellation) ?? Task.CompletedTask;
}
