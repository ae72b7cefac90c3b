using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Connections;

/// <summary>Approves or rejects a connection of a vault. First reads its state in Azure and, with an Atlas session, its owner.</summary>
/// <param name="session">Azure, the log and the clock.</param>
/// <param name="found">The connection.</param>
/// <param name="decision">What to do.</param>
/// <param name="description">The message that Azure stores with the decision.</param>
/// <param name="timeout">The timeout for Azure to complete the change.</param>
internal sealed class DecideConnection(SessionContext session, FoundConnection found, ConnectionDecision decision, string description, TimeSpan timeout) : ConnectionChange(found)
{
    /// <summary>Azure shows a new connection some seconds after Atlas returns its name.</summary>
    private static readonly TimeSpan s_untilItShows = TimeSpan.FromMinutes(1);

    private PrivateEndpointConnection? _connection;

    private PrivateEndpointConnection Connection => _connection ?? throw new InvalidOperationException("The connection was not looked at.");

    private bool IsDecided => Connection.Is(decision.Status);

    public override async Task LookAsync()
    {
        _connection = (await FindAsync(Found.Id, Found.Endpoint).ConfigureAwait(false)).OwnedBy(Found.Owner);
        if (IsDecided)
        {
            return;
        }

        RefuseWhatCannotBe(Connection, decision, Found.IsNamed);
        if (decision == ConnectionDecision.Deny)
        {
            Cuts(Connection);
        }

        if (Caution(Connection, decision) is { } caution)
        {
            session.Log.Warning(caution);
        }

        if (Found.Doubt is { } doubt)
        {
            session.Log.Warning($"{doubt}. Make sure that you know who asked for it.");
        }
    }

    public override async Task AskAsync(string loss, IConfirmation confirmation)
    {
        var whose = $", which Atlas lists for {Found.Endpoint?.RegionName} of project {Found.Endpoint?.ProjectId}";
        IsAccepted = IsDecided || await Found.ConfirmAsync(confirmation, decision.Verb, loss, whose, mayHarm: decision == ConnectionDecision.Deny).ConfigureAwait(false);
    }

    public override async Task<PrivateEndpointConnection?> CarryOutAsync()
    {
        if (!IsAccepted)
        {
            return null;
        }

        if (IsDecided)
        {
            session.Log.Verbose($"The connection {Connection.Name} is {Connection.Status} already; nothing was sent.");
            return Connection;
        }

        // Sends the etag, so that Azure refuses the decision if the connection has changed since.
        var decided = (await session.KeyVault.SetConnectionStatusAsync(Connection, decision.Status, description, timeout, session.Cancellation).ConfigureAwait(false)).OwnedBy(Found.Owner);
        return decided.Is(decision.Status) || (decision == ConnectionDecision.Deny && decided.Is(ConnectionStatus.Disconnected)) ? decided
            : throw ConnectionErrors.ConnectionNotChanged(decided, $"the status {decision.Status}");
    }

    /// <summary>Azure allows more than a pipeline should do unattended. A rejection was a deliberate decision, and an unknown status can mean anything.</summary>
    private static void RefuseWhatCannotBe(PrivateEndpointConnection connection, ConnectionDecision decision, bool isNamed)
    {
        if (connection.Is(ConnectionStatus.Disconnected) || connection.ProvisioningState is "Deleting" or "Failed" or "Disconnected")
        {
            throw ConnectionErrors.ConnectionNotUsable(connection);
        }

        if (!isNamed && decision == ConnectionDecision.Approve && connection.Is(ConnectionStatus.Rejected))
        {
            throw ConnectionErrors.ConnectionRejected(connection);
        }

        if (!isNamed && !connection.HasKnownStatus())
        {
            throw ConnectionErrors.ConnectionStateUnknown(connection, decision);
        }
    }

    private static string? Caution(PrivateEndpointConnection connection, ConnectionDecision decision) =>
        !connection.HasKnownStatus() ? $"The status of connection {connection.Name} is {connection.Status}, which AtlasCmk does not know."
        : decision == ConnectionDecision.Approve && connection.Is(ConnectionStatus.Rejected)
        ? $"The connection {connection.Name} was rejected before. If Atlas has begun to replace it, this approval has no effect: approve the new connection then."
        : null;

    private async Task<PrivateEndpointConnection> FindAsync(ConnectionId id, AkvPrivateEndpoint? endpoint)
    {
        if (await session.KeyVault.GetConnectionAsync(id, session.Cancellation).ConfigureAwait(false) is { } there)
        {
            return there;
        }

        if (endpoint is null)
        {
            throw ConnectionErrors.ConnectionNotInVault(id, endpoint);
        }

        session.Log.Verbose($"Atlas names the connection {id.Name}, but the vault does not show it yet; looking again for a minute.");
        var started = session.Time.GetTimestamp();
        for (var look = 0; session.Time.GetElapsedTime(started) < s_untilItShows; look++)
        {
            await Task.Delay(PollSchedule.DelayBefore(look), session.Time, session.Cancellation).ConfigureAwait(false);
            if (await session.KeyVault.GetConnectionAsync(id, session.Cancellation).ConfigureAwait(false) is { } shown)
            {
                return shown;
            }
        }

        throw ConnectionErrors.ConnectionNotInVault(id, endpoint);
    }
}
