using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>Key vaults through Resource Manager; here their private endpoint connections. Source: Microsoft.KeyVault 2026-02-01, PrivateEndpointConnections.</summary>
internal sealed partial class KeyVaultApi(HttpPipeline pipeline, ConnectionOptions options, IOperationLog log) : IKeyVaultApi
{
    private const string ConnectionRight = "Microsoft.KeyVault/vaults/privateEndpointConnections/";

    private readonly AzureClient _vaults = new(pipeline, AzureService.KeyVaults(options.AzureCloud), options.Time, log);

    public async Task<IReadOnlyList<PrivateEndpointConnection>> ListConnectionsAsync(KeyVaultReference vault, CancellationToken cancellation)
    {
        var call = Call("GET", vault, $"{vault.ResourceId}/privateEndpointConnections", $"list the private endpoint connections of key vault {vault.Name}", ConnectionRight + "read");
        return await _vaults.ListAsync<ArmConnection, PrivateEndpointConnection>(call, (answer, c) => Map(call, answer, vault, c), cancellation).ConfigureAwait(false);
    }

    public async Task<PrivateEndpointConnection?> GetConnectionAsync(ConnectionId id, CancellationToken cancellation)
    {
        var call = Get(id);
        return await _vaults.FindAsync(call, cancellation).ConfigureAwait(false) is { } answer ? Map(call, answer, id.Vault) : null;
    }

    public async Task<PrivateEndpointConnection> SetConnectionStatusAsync(PrivateEndpointConnection connection, string status, string description, TimeSpan timeout, CancellationToken cancellation)
    {
        var call = Call("PUT", connection.Id, $"set the connection {connection.Name} of key vault {connection.KeyVaultName} to {status}", "write");
        try
        {
            return await DecideAsync(call, connection, new(status, description, null), timeout, cancellation).ConfigureAwait(false);
        }
        catch (AzureApiException refusal) when (connection.Is(ConnectionStatus.Rejected) && refusal.ErrorId is "AzureApiError" or "AzureConflict" or "AzureOperationFailed")
        {
            // A refusal with a reason of its own (a lock, a policy, a missing right) has nothing to do with the rejection.
            throw AzureFailures.RejectedIsFinal(call, refusal);
        }
        catch (AzureApiException refusal) when (refusal.ErrorId == "AzureConflict")
        {
            // A decision whose answer was lost is sent again, and then contradicts the etag that it changed itself.
            if (await GetConnectionAsync(connection.Id, cancellation).ConfigureAwait(false) is { } now && now.Is(status))
            {
                return now;
            }

            throw;
        }
    }

    public async Task DeleteConnectionAsync(ConnectionId id, TimeSpan timeout, CancellationToken cancellation)
    {
        var call = Call("DELETE", id, $"delete the connection {id.Name} of key vault {id.Vault.Name}", "delete");
        if (await _vaults.FindAsync(call, cancellation).ConfigureAwait(false) is { } accepted)
        {
            await Operation(call, id, timeout).GoneAsync(accepted, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<PrivateEndpointConnection> DecideAsync(AzureCall call, PrivateEndpointConnection connection, ArmConnectionState decision, TimeSpan timeout, CancellationToken cancellation)
    {
        var vault = connection.Id.Vault;
        var accepted = await _vaults.SendAsync(call, new ArmConnection(null, null, connection.Etag, new(null, null, decision)), cancellation).ConfigureAwait(false);
        var answer = await Operation(call, connection.Id, timeout).ChangedAsync(accepted, a => Map(call, a, vault).ProvisioningState, cancellation).ConfigureAwait(false);
        var decided = Map(call, answer, vault);
        return "Failed".Equals(decided.ProvisioningState, StringComparison.OrdinalIgnoreCase)
            ? throw AzureFailures.OperationFailed(call, answer.Status, decided.ProvisioningState, null)
            : decided;
    }

    private ArmOperation Operation(AzureCall call, ConnectionId id, TimeSpan timeout) =>
        new(_vaults, call, timeout, options.Time, token => _vaults.FindAsync(Get(id), token));

    private AzureCall Get(ConnectionId id) =>
        Call("GET", id, $"read the connection {id.Name} of key vault {id.Vault.Name}", "read");

    private AzureCall Call(string method, ConnectionId id, string what, string right) => Call(method, id.Vault, id.ResourceId, what, ConnectionRight + right);

    private AzureCall Call(string method, KeyVaultReference vault, string path, string what, string right, string role = AzureCall.VaultRole) =>
        vault.Cloud == options.AzureCloud
            ? new(method, path, what, right, role)
            : throw Failures.VaultInAnotherCloud(vault.Name, vault.Cloud, options.AzureCloud);

    private static PrivateEndpointConnection Map(AzureCall call, AzureAnswer answer, KeyVaultReference vault) =>
        Map(call, answer, vault, AzureClient.Read<ArmConnection>(call, answer));

    private static PrivateEndpointConnection Map(AzureCall call, AzureAnswer answer, KeyVaultReference vault, ArmConnection? connection)
    {
        // In lists Azure leaves the name out: it is the last segment of the id.
        var name = connection?.Name ?? connection?.Id?.Split('/')[^1];
        if (string.IsNullOrEmpty(name) || connection?.Properties is not { State.Status: { Length: > 0 } status } properties)
        {
            throw AzureFailures.Unreadable(call, answer.Status, "a connection in it has no name or no status");
        }

        return new(new(vault, name), status)
        {
            ProvisioningState = properties.ProvisioningState,
            Description = properties.State.Description,
            PrivateEndpointId = properties.PrivateEndpoint?.Id,
            ActionRequired = properties.State.ActionsRequired,
            Etag = connection.Etag,
        };
    }
}
