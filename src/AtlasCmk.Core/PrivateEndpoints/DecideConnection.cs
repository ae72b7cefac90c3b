namespace AtlasCmk;

/// <summary>Approves or rejects a connection of a vault, having asked Azure how it stands and, where there is a session, Atlas whose it is.</summary>
internal sealed class DecideConnection(IKeyVaultApi keyVault, IConfirmation confirmation, IOperationLog log, TimeProvider time, CancellationToken cancellation)
{
    /// <summary>Azure shows a new connection within seconds of Atlas naming it, but not at once.</summary>
    private static readonly TimeSpan s_untilItShows = TimeSpan.FromMinutes(1);

    /// <param name="found">The connection.</param>
    /// <param name="decision">What to do.</param>
    /// <param name="description">The message that Azure keeps with the decision.</param>
    /// <param name="timeout">How long Azure may take to carry it out.</param>
    /// <returns>The connection as it is afterwards; null where the caller declined.</returns>
    public async Task<PrivateEndpointConnection?> RunAsync(FoundConnection found, ConnectionDecision decision, string description, TimeSpan timeout)
    {
        var endpoint = found.Endpoint;
        var connection = (await FindAsync(found.Id, endpoint).ConfigureAwait(false)).OwnedBy(found.Owner);
        if (connection.Is(decision.Status))
        {
            log.Verbose($"The connection {connection.Name} is {connection.Status} already; nothing was sent.");
            return connection;
        }

        RefuseWhatCannotBe(connection, decision, found.IsNamed);
        if (Caution(connection, decision) is { } caution)
        {
            log.Warning(caution);
        }

        if (found.Doubt is { } doubt)
        {
            log.Warning($"{doubt}. Make sure that you know who asked for it.");
        }

        if (!await found.ConfirmAsync(confirmation, decision.Verb, $", which Atlas lists for {endpoint?.RegionName} of project {endpoint?.ProjectId}", mayHarm: decision == ConnectionDecision.Deny).ConfigureAwait(false))
        {
            return null;
        }

        // The etag of the look goes along: Azure refuses the decision if the connection has changed since.
        var decided = (await keyVault.SetConnectionStatusAsync(connection, decision.Status, description, timeout, cancellation).ConfigureAwait(false)).OwnedBy(found.Owner);
        return decided.Is(decision.Status) || (decision == ConnectionDecision.Deny && decided.Is(ConnectionStatus.Disconnected)) ? decided : throw Failures.ConnectionNotChanged(decided, $"the status {decision.Status}");
    }

    /// <summary>Azure allows more than a pipeline should do unseen: a rejection was somebody's decision, and an unknown state may mean anything.</summary>
    private static void RefuseWhatCannotBe(PrivateEndpointConnection connection, ConnectionDecision decision, bool isNamed)
    {
        if (connection.Is(ConnectionStatus.Disconnected) || connection.ProvisioningState is "Deleting" or "Failed" or "Disconnected")
        {
            throw Failures.ConnectionNotUsable(connection);
        }

        if (!isNamed && decision == ConnectionDecision.Approve && connection.Is(ConnectionStatus.Rejected))
        {
            throw Failures.ConnectionRejected(connection);
        }

        if (!isNamed && !connection.HasKnownStatus())
        {
            throw Failures.ConnectionStateUnknown(connection, decision);
        }
    }

    private static string? Caution(PrivateEndpointConnection connection, ConnectionDecision decision) =>
        !connection.HasKnownStatus() ? $"The status of connection {connection.Name} is {connection.Status}, which AtlasCmk does not know."
        : decision == ConnectionDecision.Approve && connection.Is(ConnectionStatus.Rejected) ? $"The connection {connection.Name} was rejected before. If Atlas has begun to replace it, this approval has no effect: approve the new connection then."
        : null;

    private async Task<PrivateEndpointConnection> FindAsync(ConnectionId id, AkvPrivateEndpoint? endpoint)
    {
        if (await keyVault.GetConnectionAsync(id, cancellation).ConfigureAwait(false) is { } there)
        {
            return there;
        }

        if (endpoint is null)
        {
            throw Failures.ConnectionNotInVault(id, endpoint);
        }

        log.Verbose($"Atlas names the connection {id.Name}, but the vault does not show it yet; looking again for a minute.");
        var started = time.GetTimestamp();
        for (var look = 0; time.GetElapsedTime(started) < s_untilItShows; look++)
        {
            await Task.Delay(PollSchedule.DelayBefore(look), time, cancellation).ConfigureAwait(false);
            if (await keyVault.GetConnectionAsync(id, cancellation).ConfigureAwait(false) is { } shown)
            {
                return shown;
            }
        }

        throw Failures.ConnectionNotInVault(id, endpoint);
    }
}
