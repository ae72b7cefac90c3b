namespace AtlasCmk.Clients;

/// <summary>Limits the time of one try: a server that accepts a request but does not respond must not block a command.</summary>
/// <remarks>A wait for a rate limit is outside of it.</remarks>
internal sealed class OneTryHandler(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    public static TimeSpan Limit { get; } = TimeSpan.FromSeconds(100);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Limit, ScaledClock.MachineOf(time));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        return await base.SendAsync(request, either.Token).ConfigureAwait(false);
    }
}
