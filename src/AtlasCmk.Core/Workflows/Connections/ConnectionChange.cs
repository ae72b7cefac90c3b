using AtlasCmk.Ports;

namespace AtlasCmk.Workflows.Connections;

/// <summary>A change of one connection in its steps, so that several are looked at and asked about before the first is changed.</summary>
/// <param name="found">The connection.</param>
internal abstract class ConnectionChange(FoundConnection found)
{
    public FoundConnection Found => found;

    /// <summary>The endpoint over which clusters may reach their key until this change, once it was looked at. Null where Azure carries nothing over the connection.</summary>
    public AkvPrivateEndpoint? Leaving { get; private set; }

    /// <summary>Whether the questions were answered by yes.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>First: how Azure has it.</summary>
    public abstract Task LookAsync();

    /// <summary>Then: the questions.</summary>
    /// <param name="loss">What the usual question adds about clusters.</param>
    /// <param name="confirmation">Who is asked.</param>
    public abstract Task AskAsync(string loss, IConfirmation confirmation);

    /// <summary>Last: the change, where it was accepted.</summary>
    /// <returns>The connection as it is afterwards; null where there is none, or the caller declined.</returns>
    public abstract Task<PrivateEndpointConnection?> CarryOutAsync();

    /// <summary>All steps for one connection alone.</summary>
    public async Task<PrivateEndpointConnection?> RunAsync(IConfirmation confirmation)
    {
        await LookAsync().ConfigureAwait(false);
        await AskAsync("", confirmation).ConfigureAwait(false);
        return await CarryOutAsync().ConfigureAwait(false);
    }

    /// <summary>Notes that the way over a connection ends. One that was never approved, or no longer is, was no way.</summary>
    protected void Cuts(PrivateEndpointConnection connection) =>
        Leaving = connection.Is(ConnectionStatus.Pending) || connection.Is(ConnectionStatus.Rejected) || connection.Is(ConnectionStatus.Disconnected) ? null : found.Endpoint;
}
