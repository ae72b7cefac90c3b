using System.Globalization;

namespace AtlasCmk.Clients;

/// <summary>The token of a session. It is fetched once for all waiting requests, renewed before it expires, and revoked at the end.</summary>
/// <remarks>
/// Atlas allows one hundred tokens per account, so a session never has two. The old token is revoked before the new one is
/// requested. A running request with the old token is refused, and retried with the new one.
/// Canceling a waiting command does not cancel the fetch, because a token whose response is lost could not be revoked.
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

    /// <summary>A new token after the server refused one. Concurrent callers get the same new token.</summary>
    public Task<ServiceAccountToken> ReplaceAsync(ServiceAccountToken refused, IOperationLog log, CancellationToken cancellation) =>
        CurrentAsync(t => t.Value == refused.Value, old => ReissueAsync(old, log), log, cancellation);

    /// <summary>Revokes the token, within seconds. A failure is a warning.</summary>
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
            trouble = cancellation.IsCancellationRequested ? "the command was canceled" : string.Create(CultureInfo.InvariantCulture, $"there was no response within {s_signOut.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is AtlasCmkException or ObjectDisposedException)
        {
            // The last fetch failed, so there is no token to revoke.
            trouble = null;
        }

        if (trouble is not null)
        {
            log.Warning($"The token of the service account could not be revoked: {trouble}. It expires {(token is null ? "within an hour" : $"at {token.Expires:u}")}.");
        }
    }

    private Task<ServiceAccountToken> CurrentAsync(Func<ServiceAccountToken, bool> isSpent, Func<ServiceAccountToken, Task<ServiceAccountToken>> renew,
        IOperationLog log, CancellationToken cancellation)
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

    /// <summary>A refused token is revoked too, because it can still be valid.</summary>
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
                log.Verbose($"The token of the service account was not renewed yet and expires at {old.Expires:u}: {trouble}.");
                return old with { RenewAt = later };
            }
        }

        return await endpoint.IssueAsync(log).ConfigureAwait(false);
    }
}
