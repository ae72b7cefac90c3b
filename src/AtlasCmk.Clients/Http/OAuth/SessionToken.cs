using System.Globalization;

namespace AtlasCmk.Clients;

/// <summary>The one token of a session: fetched once for all who wait for it, renewed before it ends, revoked at the end of the session.</summary>
/// <remarks>
/// At no time has a session two live tokens, since Atlas allows a hundred to an account: the old one is revoked before the new one
/// is asked for. A request that is under way with the old one is refused then, and tries again with the new one.
/// A fetch belongs to nobody: whoever stops waiting for it does not end it, because a token that nobody read could not be revoked.
/// </remarks>
internal sealed class SessionToken(TokenEndpoint endpoint, TimeProvider time)
{
    private static readonly TimeSpan s_signOut = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_nextRenewal = TimeSpan.FromSeconds(30);

    private readonly object _gate = new();
    private Task<ServiceAccountToken>? _token;
    private bool _ended;

    public Task<ServiceAccountToken> GetAsync(IOperationLog log, CancellationToken cancellation) =>
        CurrentAsync(t => t.RenewAt <= time.GetUtcNow(), old => RenewAsync(old, log), log, cancellation);

    /// <summary>A token that works, where the server has refused one; whoever comes second gets the one that the first has fetched.</summary>
    public Task<ServiceAccountToken> ReplaceAsync(ServiceAccountToken refused, IOperationLog log, CancellationToken cancellation) =>
        CurrentAsync(t => t.Value == refused.Value, old => ReissueAsync(old, log), log, cancellation);

    /// <summary>Revokes the token, within seconds; a warning says where that failed.</summary>
    public async Task EndAsync(IOperationLog log, CancellationToken cancellation)
    {
        Task<ServiceAccountToken>? last;
        lock (_gate)
        {
            _ended = true;
            (last, _token) = (_token, null);
        }

        if (last is null)
        {
            return;
        }

        using var timeout = new CancellationTokenSource(s_signOut, ScaledClock.MachineOf(time));
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        ServiceAccountToken? token = null;
        string? trouble;
        try
        {
            token = await last.WaitAsync(either.Token).ConfigureAwait(false);
            trouble = token.Expires <= time.GetUtcNow() ? null : await endpoint.RevokeAsync(token, log, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            trouble = cancellation.IsCancellationRequested ? "it was stopped" : string.Create(CultureInfo.InvariantCulture, $"there was no answer within {s_signOut.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is AtlasCmkException or ObjectDisposedException)
        {
            // The last fetch failed: there is no token to revoke.
            trouble = null;
        }

        if (trouble is not null)
        {
            log.Warning($"The token of the service account could not be revoked: {trouble}. It ends by itself{(token is null ? " within an hour" : $" at {token.Expires:u}")}.");
        }
    }

    private Task<ServiceAccountToken> CurrentAsync(Func<ServiceAccountToken, bool> isSpent, Func<ServiceAccountToken, Task<ServiceAccountToken>> renew, IOperationLog log, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_ended)
            {
                throw SessionErrors.SessionEndedMeanwhile();
            }

            if (_token is null or { IsCompleted: true, IsCompletedSuccessfully: false })
            {
                _token = Task.Run(() => endpoint.IssueAsync(log), CancellationToken.None);
            }
            else if (_token.IsCompletedSuccessfully && isSpent(_token.Result))
            {
                var old = _token.Result;
                _token = Task.Run(() => renew(old), CancellationToken.None);
            }

            return _token.WaitAsync(cancellation);
        }
    }

    /// <summary>Whatever the server has against the token, it must not stay behind.</summary>
    private async Task<ServiceAccountToken> ReissueAsync(ServiceAccountToken refused, IOperationLog log)
    {
        await endpoint.RevokeAsync(refused, log, CancellationToken.None).ConfigureAwait(false);
        return await endpoint.IssueAsync(log).ConfigureAwait(false);
    }

    private async Task<ServiceAccountToken> RenewAsync(ServiceAccountToken old, IOperationLog log)
    {
        if (old.Expires > time.GetUtcNow() && await endpoint.RevokeAsync(old, log, CancellationToken.None).ConfigureAwait(false) is { } trouble)
        {
            var later = time.GetUtcNow() + s_nextRenewal;
            if (later < old.Expires)
            {
                log.Verbose($"The token of the service account is not renewed yet, and lasts until {old.Expires:u}: {trouble}.");
                return old with { RenewAt = later };
            }
        }

        return await endpoint.IssueAsync(log).ConfigureAwait(false);
    }
}
