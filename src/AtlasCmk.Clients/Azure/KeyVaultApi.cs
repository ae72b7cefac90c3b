using Azure.Core.Pipeline;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Key vaults in Resource Manager: their private endpoint connections. Source: Microsoft.KeyVault 2026-02-01, PrivateEndpointConnections.</summary>
internal sealed partial class KeyVaultApi(HttpPipeline pipeline, ConnectionOptions options, IOperationLog log, VaultLock? vaultLock = null) : IKeyVaultApi
{
    private const string ConnectionRight = "Microsoft.KeyVault/vaults/privateEndpointConnections/";

    private readonly AzureClient _vaults = new(pipeline, AzureService.KeyVaults(options.AzureCloud), options.Time, log);

    /// <summary>All changes of a vault use this.</summary>
    private readonly VaultWriter _writer = new(options, vaultLock ?? VaultLock.OfProcess, log);

    public async Task<IReadOnlyList<PrivateEndpointConnection>> ListConnectionsAsync(KeyVaultReference vault, CancellationToken cancellation)
    {
        var call = Call("GET", vault, $"{vault.ResourceId}/privateEndpointConnections", $"list the private endpoint connections of key vault {vault.Name}", ConnectionRight + "read");
        var listed = await _vaults.ListAsync<JObject, PrivateEndpointConnection>(call, member => member is null ? null : InList(vault, ArmConnection.Of(member)), cancellation).ConfigureAwait(false);
        return await Task.WhenAll(listed.Select(connection => WithStatusAsync(connection, cancellation))).ConfigureAwait(false);
    }

    /// <summary>A list can omit the status (ansible-collections/azure issue 2302). Then the connection is read.</summary>
    private async Task<PrivateEndpointConnection> WithStatusAsync(PrivateEndpointConnection listed, CancellationToken cancellation)
    {
        if (!listed.Is(ConnectionStatus.Unknown))
        {
            return listed;
        }

        var read = await ReadResult.FromAsync(() => GetConnectionAsync(listed.Id, cancellation)).ConfigureAwait(false);
        if (read.Failure is { } failure)
        {
            log.Warning($"The status of connection {listed.Name} of key vault {listed.KeyVaultName} is unknown: the list leaves it out, and the connection cannot be read. {failure.Message}");
        }

        return read.Value ?? listed;
    }

    public Task<PrivateEndpointConnection?> GetConnectionAsync(ConnectionId id, CancellationToken cancellation)
    {
        var call = Get(id);
        return _vaults.FindAsync(call, answer => Map(call, answer, id), cancellation);
    }

    public Task<PrivateEndpointConnection> SetConnectionStatusAsync(PrivateEndpointConnection connection, string status, string description, TimeSpan timeout, CancellationToken cancellation)
    {
        var call = Call("PUT", connection.Id, $"set the connection {connection.Name} of key vault {connection.KeyVaultName} to {status}", "write");
        return _writer.WriteAsync(connection.Id.Vault, timeout, async left =>
        {
            try
            {
                return await DecideAsync(call, connection, new(status, description, null), left, cancellation).ConfigureAwait(false);
            }
            catch (AtlasCmkException e) when (MayHaveHappened(e))
            {
                // The connection's current state decides, even if the response was lost.
                var now = await ReadResult.FromAsync(() => GetConnectionAsync(connection.Id, cancellation)).ConfigureAwait(false);
                if (now.Value is { ProvisioningState: not ("Failed" or "Canceled") } there && there.Is(status))
                {
                    return there;
                }

                throw;
            }
        }, cancellation);
    }

    public Task<PrivateEndpointConnection?> DeleteConnectionAsync(ConnectionId id, TimeSpan timeout, CancellationToken cancellation)
    {
        var call = Call("DELETE", id, $"delete the connection {id.Name} of key vault {id.Vault.Name}", "delete");
        return _writer.WriteAsync(id.Vault, timeout, async left =>
        {
            try
            {
                return await _vaults.FindAsync(call, answer => answer.Status == 204 ? null : answer, cancellation).ConfigureAwait(false) is { } accepted
                    && await Operation(call, id, left).GoneAsync(accepted, StateOf, cancellation).ConfigureAwait(false) is { } there ? Map(call, there, id) : null;
            }
            catch (AtlasCmkException e) when (MayHaveHappened(e))
            {
                var now = await ReadResult.FromAsync(() => GetConnectionAsync(id, cancellation)).ConfigureAwait(false);
                if (now is { IsKnown: true, Value: null })
                {
                    return null;
                }

                throw;
            }
        }, cancellation);
    }

    /// <summary>Whether a failed request can still have changed something, and reading can show it. A conflict can be with an earlier try of the same request.</summary>
    private static bool MayHaveHappened(AtlasCmkException e) =>
        !AzureConflicts.IsOverlap(e) && !AzureFailures.IsUntrusted(e) && !e.EndsTheCommand && (e.Outcome == ChangeOutcome.Unknown || e.ErrorId == "AzureConflict");

    private async Task<PrivateEndpointConnection> DecideAsync(AzureCall call, PrivateEndpointConnection connection, ArmConnectionState decision, TimeSpan timeout, CancellationToken cancellation)
    {
        var id = connection.Id;
        var accepted = await _vaults.SendAsync(call, new ArmConnection(null, null, connection.Etag, new(null, null, decision)), answer => Held(call, answer, id), cancellation).ConfigureAwait(false);
        var answer = await Operation(call, id, timeout).ChangedAsync(
            accepted, StateOf, a => decision.Status!.Equals(In(a)?.State?.Status, StringComparison.OrdinalIgnoreCase), cancellation).ConfigureAwait(false);

        // Atlas replaces a rejected connection, possibly before the first read.
        var decided = (answer is not null ? Map(call, answer, id) : In(accepted)?.State?.Status == ConnectionStatus.Rejected ? Map(call, accepted, id) : null)
            ?? throw AzureFailures.From(call, 404, null);
        return "Failed".Equals(decided.ProvisioningState, StringComparison.OrdinalIgnoreCase)
            ? throw AzureFailures.OperationFailed(call, answer?.Status ?? accepted.Status, decided.ProvisioningState, null)
            : decided;
    }

    private ArmOperation Operation(AzureCall call, ConnectionId id, TimeSpan timeout)
    {
        var get = Get(id);
        return new(_vaults, call, timeout, options.Time, token => _vaults.FindAsync(get, answer => Map(get, answer, id) is null ? null : answer, token));
    }

    private static string? StateOf(AzureAnswer answer) => In(answer)?.ProvisioningState;

    /// <summary>The connection in a response. Null if there is none.</summary>
    private static ArmConnectionProperties? In(AzureAnswer answer) =>
        AzureErrorReader.Parse(answer.Body) is { } json ? ArmConnection.Of(json).Properties : null;

    private AzureCall Get(ConnectionId id) =>
        Call("GET", id, $"read the connection {id.Name} of key vault {id.Vault.Name}", "read");

    private AzureCall Call(string method, ConnectionId id, string what, string right) => Call(method, id.Vault, id.ResourceId, what, ConnectionRight + right);

    private AzureCall Call(string method, KeyVaultReference vault, string path, string what, string right, string role = AzureCall.VaultRole) =>
        vault.Cloud == options.AzureCloud
            ? new(method, path, what, right, role)
            : throw ConnectionErrors.VaultInAnotherCloud(vault.Name, vault.Cloud, options.AzureCloud);

    /// <summary>Checks that a response is not about another connection. The response to a change can be empty, because the connection is read afterwards.</summary>
    private static AzureAnswer Held(AzureCall call, AzureAnswer answer, ConnectionId id)
    {
        if (AzureErrorReader.Parse(answer.Body) is { } json && ArmConnection.Of(json).LastName is not null)
        {
            Map(call, answer, id);
        }

        return answer;
    }

    /// <summary>Null if the connection does not exist.</summary>
    private static PrivateEndpointConnection? Map(AzureCall call, AzureAnswer answer, ConnectionId id)
    {
        if (answer.Status == 204)
        {
            return null;
        }

        var connection = ArmConnection.Of(AzureClient.Read<JObject>(call, answer));
        var untrusted = AzureFailures.Untrusted(call, answer.Status);
        Asked.MustBe("connection", id.Name, connection.LastName, untrusted);
        Asked.MustBeIfGiven("connection", id.ResourceId, connection.Id?.TrimEnd('/'), untrusted);
        return connection.ToCore(id.Vault, connection.LastName!);
    }

    /// <summary>Null if it has no usable name, or belongs to another vault.</summary>
    private static PrivateEndpointConnection? InList(KeyVaultReference vault, ArmConnection connection) =>
        connection.LastName is { Length: > 0 } name && (connection.Id is null || (ConnectionId.Parse(connection.Id, vault.Cloud) is { } id && id.IsSameConnection(new(vault, name))))
            ? connection.ToCore(vault, name)
            : null;
}
