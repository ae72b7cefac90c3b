using Azure.Core.Pipeline;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Key vaults through Resource Manager; here their private endpoint connections. Source: Microsoft.KeyVault 2026-02-01, PrivateEndpointConnections.</summary>
internal sealed partial class KeyVaultApi(HttpPipeline pipeline, ConnectionOptions options, IOperationLog log) : IKeyVaultApi
{
    private const string ConnectionRight = "Microsoft.KeyVault/vaults/privateEndpointConnections/";

    private readonly AzureClient _vaults = new(pipeline, AzureService.KeyVaults(options.AzureCloud), options.Time, log);

    public async Task<IReadOnlyList<PrivateEndpointConnection>> ListConnectionsAsync(KeyVaultReference vault, CancellationToken cancellation)
    {
        var call = Call("GET", vault, $"{vault.ResourceId}/privateEndpointConnections", $"list the private endpoint connections of key vault {vault.Name}", ConnectionRight + "read");
        return await _vaults.ListAsync<JObject, PrivateEndpointConnection>(call, member => member is null ? null : InList(vault, ArmConnection.Of(member)), cancellation).ConfigureAwait(false);
    }

    public Task<PrivateEndpointConnection?> GetConnectionAsync(ConnectionId id, CancellationToken cancellation)
    {
        var call = Get(id);
        return _vaults.FindAsync(call, answer => Map(call, answer, id), cancellation);
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
        if (await _vaults.FindAsync(call, answer => answer, cancellation).ConfigureAwait(false) is { } accepted)
        {
            await Operation(call, id, timeout).GoneAsync(accepted, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<PrivateEndpointConnection> DecideAsync(AzureCall call, PrivateEndpointConnection connection, ArmConnectionState decision, TimeSpan timeout, CancellationToken cancellation)
    {
        var id = connection.Id;
        var accepted = await _vaults.SendAsync(call, new ArmConnection(null, null, connection.Etag, new(null, null, decision)), answer => Held(call, answer, id), cancellation).ConfigureAwait(false);
        var answer = await Operation(call, id, timeout).ChangedAsync(accepted, a => Map(call, a, id)?.ProvisioningState, cancellation).ConfigureAwait(false);
        var decided = Map(call, answer, id) ?? throw AzureFailures.From(call, 404, null);
        return "Failed".Equals(decided.ProvisioningState, StringComparison.OrdinalIgnoreCase)
            ? throw AzureFailures.OperationFailed(call, answer.Status, decided.ProvisioningState, null)
            : decided;
    }

    private ArmOperation Operation(AzureCall call, ConnectionId id, TimeSpan timeout) =>
        new(_vaults, call, timeout, options.Time, token => _vaults.FindAsync(Get(id), answer => answer.Status == 204 ? null : Held(call, answer, id), token));

    private AzureCall Get(ConnectionId id) =>
        Call("GET", id, $"read the connection {id.Name} of key vault {id.Vault.Name}", "read");

    private AzureCall Call(string method, ConnectionId id, string what, string right) => Call(method, id.Vault, id.ResourceId, what, ConnectionRight + right);

    private AzureCall Call(string method, KeyVaultReference vault, string path, string what, string right, string role = AzureCall.VaultRole) =>
        vault.Cloud == options.AzureCloud
            ? new(method, path, what, right, role)
            : throw Failures.VaultInAnotherCloud(vault.Name, vault.Cloud, options.AzureCloud);

    /// <summary>The same answer, where it is about this connection or has no body.</summary>
    private static AzureAnswer Held(AzureCall call, AzureAnswer answer, ConnectionId id)
    {
        if (answer.Body.Length > 0)
        {
            Map(call, answer, id);
        }

        return answer;
    }

    /// <summary>Null where Azure says that there is no such connection.</summary>
    private static PrivateEndpointConnection? Map(AzureCall call, AzureAnswer answer, ConnectionId id)
    {
        if (answer.Status == 204)
        {
            return null;
        }

        var connection = ArmConnection.Of(AzureClient.Read<JObject>(call, answer));
        var untrusted = Untrusted(call, answer);
        Asked.MustBe("connection", id.Name, connection.LastName, untrusted);
        Asked.MustBeIfGiven("connection", id.ResourceId, connection.Id?.TrimEnd('/'), untrusted);
        return connection.ToCore(id.Vault, connection.LastName!);
    }

    /// <summary>Null where it cannot be named, or belongs to another vault.</summary>
    private static PrivateEndpointConnection? InList(KeyVaultReference vault, ArmConnection connection) =>
        connection.LastName is { Length: > 0 } name && (connection.Id is null || (ConnectionId.Parse(connection.Id, vault.Cloud) is { } id && id.IsSameConnection(new(vault, name))))
            ? connection.ToCore(vault, name)
            : null;

    private static Func<string, AtlasCmkException> Untrusted(AzureCall call, AzureAnswer answer) => why => AzureFailures.Untrusted(call, answer.Status, why);
}
