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
        var connection = (await FindAsync(found.Id, endpoint).ConfigureAwait(false)).WithEndpoint(endpoint);
        if (connection.Is(decision.Status))
        {
            log.Verbose($"The connection {connection.Name} is {connection.Status} already; nothing was sent.");
            return connection;
        }

        RefuseWhatCannotBe(connection, decision);
        if (found.Doubt is { } doubt)
        {
            log.Warning($"{doubt}. Make sure that you know who asked for it.");
        }

        if (!await found.ConfirmAsync(confirmation, decision.Verb, $", which Atlas lists for {endpoint?.RegionName} of project {endpoint?.ProjectId}").ConfigureAwait(false))
        {
            return null;
        }

        // The etag of the look goes along: Azure refuses the decision if the connection has changed since.
        var decided = await keyVault.SetConnectionStatusAsync(connection, decision.Status, description, timeout, cancellation).ConfigureAwait(false);
        return decided.WithEndpoint(endpoint);
    }

    private static void RefuseWhatCannotBe(PrivateEndpointConnection connection, ConnectionDecision decision)
    {
        if (decision == ConnectionDecision.Approve && connection.Is(ConnectionStatus.Rejected))
        {
            throw Failures.ConnectionRejected(connection);
        }

        if (connection.Is(ConnectionStatus.Disconnected) || connection.ProvisioningState is "Deleting" or "Failed" or "Disconnected")
        {
            throw Failures.ConnectionNotUsable(connection);
        }
    }

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
