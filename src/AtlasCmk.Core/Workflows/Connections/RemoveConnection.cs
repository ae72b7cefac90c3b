using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Connections;

/// <summary>Removes a connection from a vault. Atlas then creates a new one that must be approved.</summary>
internal sealed class RemoveConnection(SessionContext session, FoundConnection found, TimeSpan timeout) : ConnectionChange(found)
{
    public override async Task LookAsync() =>
        Cuts(await session.KeyVault.GetConnectionAsync(Found.Id, session.Cancellation).ConfigureAwait(false) ?? throw ConnectionErrors.ConnectionNotInVault(Found.Id, Found.Endpoint));

    public override async Task AskAsync(string loss, IConfirmation confirmation) =>
        IsAccepted = await Found.ConfirmAsync(confirmation, "Remove", loss, $", over which project {Found.Endpoint?.ProjectId} reaches its key in {Found.Endpoint?.RegionName}", mayHarm: true).ConfigureAwait(false);

    public override async Task<PrivateEndpointConnection?> CarryOutAsync() =>
        IsAccepted && await session.KeyVault.DeleteConnectionAsync(Found.Id, timeout, session.Cancellation).ConfigureAwait(false) is { } left
            ? throw ConnectionErrors.ConnectionNotChanged(left.OwnedBy(Found.Owner), "the removal")
            : null;
}
