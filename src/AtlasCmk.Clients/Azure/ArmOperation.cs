namespace AtlasCmk.Clients;

/// <summary>Polls an accepted Resource Manager request until it completes, in any of ARM's ways, for at most <paramref name="timeout"/>.</summary>
/// <param name="look">Reads the resource. Its state determines the result of the request.</param>
internal sealed class ArmOperation(AzureClient client, AzureCall call, TimeSpan timeout, TimeProvider time, Func<CancellationToken, Task<AzureAnswer?>> look)
{
    private static readonly TimeSpan s_usualDelay = TimeSpan.FromSeconds(2);

    /// <summary>Azure can send 0, which does not mean polling without a pause.</summary>
    private static readonly TimeSpan s_shortestDelay = TimeSpan.FromSeconds(0.5);

    /// <summary>Azure's example uses 60 s. A longer wait could exceed the command's timeout although the change is already complete.</summary>
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromMinutes(1);

    /// <summary>A timer is limited to 49 days.</summary>
    private static readonly TimeSpan s_longestTimeout = TimeSpan.FromDays(24);

    /// <summary>The time until a completed change is visible.</summary>
    private static readonly TimeSpan s_untilItShows = TimeSpan.FromSeconds(15);

    private string? _lastState;
    private int _delays;

    /// <summary>Reads the resource after the change completes or fails, because the first response is not the result. Null if it no longer exists.</summary>
    /// <param name="accepted">Azure's response to the change.</param>
    /// <param name="stateOf">The provisioning state in a response, if there is one.</param>
    /// <param name="isAsWanted">Whether a response shows the change.</param>
    public Task<AzureAnswer?> ChangedAsync(AzureAnswer accepted, Func<AzureAnswer, string?> stateOf, Func<AzureAnswer, bool> isAsWanted, CancellationToken cancellation) =>
        WithinTimeoutAsync(async token =>
        {
            if (!await FollowAsync(accepted, token).ConfigureAwait(false) && accepted.Status != 202 && !IsFinal(_lastState = stateOf(accepted)))
            {
                await DelayAsync(accepted, token).ConfigureAwait(false);
            }

            return await LookUntilAsync(r => IsFinal(_lastState = stateOf(r)), r => isAsWanted(r) || !IsGood(_lastState), token).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Null when the resource no longer exists. Otherwise the last state.</summary>
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

    /// <summary>Polls until the resource is in a final state and shows the change. Polls a few more times if it does not show it. Null when it no longer exists.</summary>
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

    /// <summary>Polls the operation's address to completion. False if Azure gave no address.</summary>
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

    /// <summary>If the operation is missing or has no state, the resource is read instead.</summary>
    private async Task UntilFinalAsync(AzureAnswer accepted, string operation, CancellationToken cancellation)
    {
        for (var answer = accepted; ;)
        {
            await DelayAsync(answer, cancellation).ConfigureAwait(false);
            var poll = await PollAsync(accepted, operation, cancellation).ConfigureAwait(false);
            if (poll?.State is not { } told || (told.Status.OrNull() ?? told.Properties?.ProvisioningState.OrNull()) is not { } state)
            {
                client.Log.Verbose($"The operation that Azure named for the request to {call.What} does not have a state. The resource is read instead.");
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

    /// <summary>Null if the operation is missing, forbidden or unreadable. This says nothing about the change.</summary>
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

    /// <summary>Resource Manager's final states. A connection without a consumer stays Disconnected.</summary>
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

    /// <summary>The timeout ends both a delay and a running request.</summary>
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
