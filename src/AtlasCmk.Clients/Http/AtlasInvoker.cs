namespace AtlasCmk.Clients;

/// <summary>The chain of handlers of a session, and how it is left.</summary>
/// <param name="chain">Disposed of with it.</param>
/// <param name="token">The token of a service account; null for an API key, which leaves nothing behind.</param>
internal sealed class AtlasInvoker(HttpMessageHandler chain, SessionToken? token) : HttpMessageInvoker(chain, disposeHandler: true)
{
    public Task SignOutAsync(IOperationLog log, CancellationToken cancellation) => token?.EndAsync(log, cancellation) ?? Task.CompletedTask;
}
