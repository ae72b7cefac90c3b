namespace AtlasCmk.Clients;

/// <summary>Follows a request that Resource Manager has accepted until it is carried out, by whichever of ARM's ways Azure chose, and never longer than <paramref name="timeout"/>.</summary>
/// <param name="look">Asks for the resource itself: what it shows decides how the request ended.</param>
internal sealed class ArmOperation(AzureClient client, AzureCall call, TimeSpan timeout, TimeProvider time, Func<CancellationToken, Task<AzureAnswer?>> look)
{
    private static readonly TimeSpan s_usualDelay = TimeSpan.FromSeconds(2);

    /// <summary>Azure may say 0, which does not ask for requests without a pause.</summary>
    private static readonly TimeSpan s_shortestDelay = TimeSpan.FromSeconds(0.5);

    /// <summary>Azure's own example asks for 60 s. A longer wait could outlast the command, whose change may be carried out already.</summary>
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromMinutes(1);

    /// <summary>A timer cannot be longer than 49 days.</summary>
    private static readonly TimeSpan s_longestTimeout = TimeSpan.FromDays(24);

    /// <summary>How long a change that is carried out may take to show.</summary>
    private static readonly TimeSpan s_untilItShows = TimeSpan.FromSeconds(15);

    private string? _lastState;
    private int _delays;

    /// <summary>The resource as a look shows it once the change is carried out or has failed: the answer to the change itself is only a promise. Null where it is gone.</summary>
    /// <param name="accepted">Azure's answer to the change.</param>
    /// <param name="stateOf">The provisioning state in an answer, if there is one.</param>
    /// <param name="isAsWanted">Whether an answer shows the change.</param>
    public Task<AzureAnswer?> ChangedAsync(AzureAnswer accepted, Func<AzureAnswer, string?> stateOf, Func<AzureAnswer, bool> isAsWanted, CancellationToken cancellation) =>
        WithinTimeoutAsync(async token =>
        {
            if (!await FollowAsync(accepted, token).ConfigureAwait(false) && accepted.Status != 202 && !IsFinal(_lastState = stateOf(accepted)))
            {
                await DelayAsync(accepted, token).ConfigureAwait(false);
            }

            return await LookUntilAsync(r => IsFinal(_lastState = stateOf(r)), r => isAsWanted(r) || !IsGood(_lastState), token).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Null once the resource is gone; else what the last look still shows.</summary>
    public Task<AzureAnswer?> GoneAsync(AzureAnswer accepted, Func<AzureAnswer, string?> stateOf, CancellationToken cancellation) =>
        WithinTimeoutAsync(async token =>
        {
            var isOver = await FollowAsync(accepted, token).ConfigureAwait(false) || accepted.Status != 202;
            if (!isOver)
            {
                await DelayAsync(accepted, token).ConfigureAwait(false);
            }

            return await LookUntilAsync(r => (_lastState = stateOf(r)) is not "Deleting" && isOver, _ => false, token).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Looks until the resource is settled and shows the change. A settled one that does not show it gets a few more looks. Null once it is gone.</summary>
    private async Task<AzureAnswer?> LookUntilAsync(Func<AzureAnswer, bool> isSettled, Func<AzureAnswer, bool> isAsWanted, CancellationToken cancellation)
    {
        long? settled = null;
        var patience = s_untilItShows < timeout / 2 ? s_untilItShows : timeout / 2;
        while (await look(cancellation).ConfigureAwait(false) is { } resource)
        {
            settled = isSettled(resource) ? settled ?? time.GetTimestamp() : null;
            if (settled is { } since && (isAsWanted(resource) || time.GetElapsedTime(since) >= patience))
            {
                return resource;
            }

            await DelayAsync(resource, cancellation).ConfigureAwait(false);
        }

        return null;
    }

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
            var poll = await PollAsync(accepted, operation, cancellation).ConfigureAwait(false);
            if (poll?.State is not { } told || (told.Status.OrNull() ?? told.Properties?.ProvisioningState.OrNull()) is not { } state)
            {
                client.Log.Verbose($"The operation that Azure named for the request to {call.What} does not tell its state; the resource itself is read instead.");
                return;
            }

            (answer, _lastState) = (poll.Answer, state);
            if (IsFinal(state))
            {
                if (told.Status is not null && !IsGood(state))
                {
                    throw AzureFailures.OperationFailed(call, answer.Status, state, AzureErrorReader.Read(answer.Body));
                }

                return;
            }
        }
    }

    /// <summary>Null where the operation is not there, may not be read, or cannot be understood: that says nothing about the change.</summary>
    private async Task<Poll?> PollAsync(AzureAnswer accepted, string operation, CancellationToken cancellation)
    {
        try
        {
            return await client.FollowAsync(
                call, accepted.Status, operation, a => new Poll(a, string.IsNullOrWhiteSpace(a.Body) ? null : AzureClient.Read<ArmOperationState>(call, a)), cancellation).ConfigureAwait(false);
        }
        catch (AzureApiException e) when ((e.StatusCode >= 400 || AzureFailures.IsUnreadableSuccess(e)) && !e.EndsTheCommand)
        {
            client.Log.Verbose(e.Message);
            return null;
        }
    }

    private sealed record Poll(AzureAnswer Answer, ArmOperationState? State);

    /// <summary>Resource Manager's final states; a connection whose consumer has gone stays Disconnected.</summary>
    private static bool IsFinal(string? state) =>
        state is null || s_final.Contains(state);

    private static bool IsGood(string? state) => state is null || state.Equals("Succeeded", StringComparison.OrdinalIgnoreCase);

    private static readonly HashSet<string> s_final = new(StringComparer.OrdinalIgnoreCase) { "Succeeded", "Failed", "Canceled", "Disconnected" };

    private Task DelayAsync(AzureAnswer answer, CancellationToken cancellation)
    {
        var usual = PollSchedule.DelayBefore(_delays++);
        var delay = answer.RetryAfter ?? (usual < s_usualDelay ? usual : s_usualDelay);
        return Task.Delay(delay < s_shortestDelay ? s_shortestDelay : delay > s_longestDelay ? s_longestDelay : delay, time, cancellation);
    }

    /// <summary>The cap ends a delay and a request in flight alike.</summary>
    private async Task<T> WithinTimeoutAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
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
