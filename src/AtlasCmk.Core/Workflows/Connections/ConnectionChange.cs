using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Connections;

/// <summary>The steps of a change of one connection, so that all connections are checked and confirmed before the first change.</summary>
/// <param name="found">The connection.</param>
internal abstract class ConnectionChange(FoundConnection found)
{
    public FoundConnection Found => found;

    /// <summary>The endpoint that clusters can use until this change, known after the check. Null if the connection is not in use.</summary>
    public AkvPrivateEndpoint? Leaving { get; private set; }

    /// <summary>Whether the change was confirmed.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>First step: reads the connection in Azure.</summary>
    public abstract Task LookAsync();

    /// <summary>Second step: the confirmations.</summary>
    /// <param name="loss">The text about clusters in the usual confirmation.</param>
    /// <param name="confirmation">Asks for confirmation.</param>
    public abstract Task AskAsync(string loss, IConfirmation confirmation);

    /// <summary>Last step: the change, if it was confirmed.</summary>
    /// <returns>The connection after the change. Null if there is none, or the caller declined.</returns>
    public abstract Task<PrivateEndpointConnection?> CarryOutAsync();

    /// <summary>All steps for a single connection.</summary>
    public async Task<PrivateEndpointConnection?> RunAsync(IConfirmation confirmation)
    {
        await LookAsync().ConfigureAwait(false);
        await AskAsync("", confirmation).ConfigureAwait(false);
        return await CarryOutAsync().ConfigureAwait(false);
    }

    /// <summary>Records that clusters lose this connection. A connection that is not approved was not in use.</summary>
    protected void Cuts(PrivateEndpointConnection connection) =>
        Leaving = connection.Is(ConnectionStatus.Pending) || connection.Is(ConnectionStatus.Rejected) || connection.Is(ConnectionStatus.Disconnected) ? null : found.Endpoint;
}

/// <summary>Removes a connection from a vault. Atlas then creates a new one that must be approved.</summary>
internal sealed class RemoveConnection(SessionContext session, FoundConnection found, TimeSpan timeout) : ConnectionChange(found)
{
    public override async Task LookAsync() =>
        Cuts(await session.KeyVault.GetConnectionAsync(Found.Id, session.Cancellation).ConfigureAwait(false) ?? throw ConnectionErrors.ConnectionNotInVault(Found.Id, Found.Endpoint));

    public override async Task AskAsync(string loss, IConfirmation confirmation) =>
        IsAccepted = await Found.ConfirmAsync(confirmation, "Remove", loss, $", over which project {Found.Endpoint?.ProjectId} reaches its key in {Found.Endpoint?.RegionName}",
            mayHarm: true).ConfigureAwait(false);

    public override async Task<PrivateEndpointConnection?> CarryOutAsync() =>
        IsAccepted && await session.KeyVault.DeleteConnectionAsync(Found.Id, timeout, session.Cancellation).ConfigureAwait(false) is { } left
            ? throw ConnectionErrors.ConnectionNotChanged(left.OwnedBy(Found.Owner), "the removal")
            : null;
}
