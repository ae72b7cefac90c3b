namespace AtlasCmk.Clients;

/// <summary>Follows a request that Resource Manager has accepted until it is carried out, by whichever of ARM's ways Azure chose, and never longer than <paramref name="timeout"/>.</summary>
/// <param name="look">Asks for the resource itself: the way that is left where Azure names no address.</param>
internal sealed class ArmOperation(AzureClient client, AzureCall call, TimeSpan timeout, TimeProvider time, Func<CancellationToken, Task<AzureAnswer?>> look)
{
    private static readonly TimeSpan s_usualDelay = TimeSpan.FromSeconds(2);

    /// <summary>Azure may say 0, which is no wish to be asked as fast as we can.</summary>
    private static readonly TimeSpan s_shortestDelay = TimeSpan.FromSeconds(0.5);

    /// <summary>Azure's own example asks for 60 s. A longer wait could outlast the command, whose change may be carried out already.</summary>
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromMinutes(1);

    /// <summary>A timer cannot be longer than 49 days.</summary>
    private static readonly TimeSpan s_longestTimeout = TimeSpan.FromDays(24);

    private string? _lastState;

    /// <summary>The resource as it is once the change is carried out, or has failed.</summary>
    public Task<AzureAnswer> ChangedAsync(AzureAnswer accepted, Func<AzureAnswer, string?> stateOf, CancellationToken cancellation) =>
        WithinTimeoutAsync(async token =>
        {
            var followed = await FollowAsync(accepted, token).ConfigureAwait(false);
            var resource = followed || accepted.Status == 202 ? await LookAsync(token).ConfigureAwait(false) : accepted;
            while (!IsFinal(_lastState = stateOf(resource)))
            {
                await DelayAsync(resource, token).ConfigureAwait(false);
                resource = await LookAsync(token).ConfigureAwait(false);
            }

            return resource;
        }, cancellation);

    /// <summary>Returns once the resource is gone.</summary>
    public Task GoneAsync(AzureAnswer accepted, CancellationToken cancellation) =>
        WithinTimeoutAsync(async token =>
        {
            if (!await FollowAsync(accepted, token).ConfigureAwait(false) && accepted.Status == 202)
            {
                for (var left = accepted; left is not null; left = await look(token).ConfigureAwait(false))
                {
                    await DelayAsync(left, token).ConfigureAwait(false);
                }
            }

            return accepted;
        }, cancellation);

    /// <summary>Whether Azure named an address to follow; then the operation behind it is over.</summary>
    private async Task<bool> FollowAsync(AzureAnswer accepted, CancellationToken cancellation)
    {
        _lastState = $"accepted ({accepted.Status})";
        if (accepted.AsyncOperation is { } operation)
        {
            await UntilFinalAsync(accepted, operation, cancellation).ConfigureAwait(false);
            return true;
        }

        if (accepted.Status is not (201 or 202) || accepted.Location is not { } location)
        {
            return false;
        }

        for (var answer = accepted; answer is not null && (answer == accepted || answer.Status == 202);)
        {
            await DelayAsync(answer, cancellation).ConfigureAwait(false);
            answer = await client.FollowAsync(call, accepted.Status, answer.Location ?? location, a => a, cancellation).ConfigureAwait(false);
        }

        return true;
    }

    /// <summary>An operation that is gone, or that tells no state, leaves it to a look at the resource.</summary>
    private async Task UntilFinalAsync(AzureAnswer accepted, string operation, CancellationToken cancellation)
    {
        for (var answer = accepted; ;)
        {
            await DelayAsync(answer, cancellation).ConfigureAwait(false);
            var poll = await client.FollowAsync(call, accepted.Status, operation, a => new Poll(a, a.Status == 204 ? null : AzureClient.Read<ArmOperationState>(call, a)), cancellation).ConfigureAwait(false);
            if (poll?.State is not { } told || (told.Status.OrNull() ?? told.Properties?.ProvisioningState.OrNull()) is not { } state)
            {
                return;
            }

            (answer, _lastState) = (poll.Answer, state);
            if (IsFinal(state))
            {
                if (told.Status is not null && !state.Equals("Succeeded", StringComparison.OrdinalIgnoreCase))
                {
                    throw AzureFailures.OperationFailed(call, answer.Status, state, AzureErrorReader.Read(answer.Body));
                }

                return;
            }
        }
    }

    private sealed record Poll(AzureAnswer Answer, ArmOperationState? State);

    private async Task<AzureAnswer> LookAsync(CancellationToken cancellation) =>
        await look(cancellation).ConfigureAwait(false) ?? throw AzureFailures.From(call, 404, null);

    /// <summary>Resource Manager's final states; a connection whose consumer has gone stays Disconnected.</summary>
    private static bool IsFinal(string? state) =>
        state is null || s_final.Contains(state);

    private static readonly HashSet<string> s_final = new(StringComparer.OrdinalIgnoreCase) { "Succeeded", "Failed", "Canceled", "Disconnected" };

    private Task DelayAsync(AzureAnswer answer, CancellationToken cancellation)
    {
        var delay = answer.RetryAfter ?? s_usualDelay;
        return Task.Delay(delay < s_shortestDelay ? s_shortestDelay : delay > s_longestDelay ? s_longestDelay : delay, time, cancellation);
    }

    /// <summary>The cap ends a delay and a request in flight alike.</summary>
    private async Task<AzureAnswer> WithinTimeoutAsync(Func<CancellationToken, Task<AzureAnswer>> work, CancellationToken cancellation)
    {
        using var cap = new CancellationTokenSource(timeout < s_longestTimeout ? timeout : s_longestTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, cap.Token);
        try
        {
            return await work(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cap.IsCancellationRequested && !cancellation.IsCancellationRequested)
        {
            throw AzureFailures.TimedOut(call, timeout, _lastState);
        }
    }
}
