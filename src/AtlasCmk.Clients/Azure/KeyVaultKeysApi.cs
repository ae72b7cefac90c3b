using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>The keys of vaults, on each vault's own host. Source: Key Vault's data plane 7.5, Keys.</summary>
internal sealed class KeyVaultKeysApi(HttpPipeline pipeline, ConnectionOptions options, IOperationLog log) : IKeyVaultKeysApi
{
    private const string Role = "Key Vault Crypto Officer on the vault, or an access policy that has it";

    public Task<KeyVersion> RotateAsync(KeyVaultReference vault, string keyName, CancellationToken cancellation)
    {
        var call = new AzureCall("POST", $"/keys/{keyName}/rotate", $"rotate the key {keyName} in key vault {vault.Name}", "keys/rotate", Role);
        return ChangeAsync(call, vault.Cloud, vault.Name, client => client.SendOnceAsync(call, null, cancellation));
    }

    public Task<KeyVersion> CreateVersionAsync(KeyVaultReference vault, string keyName, string keyType, int? keySize, IReadOnlyList<string> operations, CancellationToken cancellation)
    {
        var call = new AzureCall("POST", $"/keys/{keyName}/create", $"make a new version of the key {keyName} in key vault {vault.Name}", "keys/create", Role);
        var body = new KeyCreation(keyType, keySize, operations.Count == 0 ? null : operations, new(true));
        return ChangeAsync(call, vault.Cloud, vault.Name, client => client.SendOnceAsync(call, body, cancellation));
    }

    public async Task<bool> HasRotationPolicyAsync(KeyVaultReference vault, string keyName, CancellationToken cancellation)
    {
        var call = new AzureCall("GET", $"/keys/{keyName}/rotationpolicy", $"read the rotation policy of the key {keyName} in key vault {vault.Name}", "keys/getrotationpolicy", Role);
        var answer = await Client(vault.Cloud, vault.Name).SendAsync(call, null, cancellation).ConfigureAwait(false);
        // A key without a policy of its own answers with one that only notifies.
        return (AzureClient.Read<KeyRotationPolicyModel>(call, answer).Actions ?? [])
            .Any(a => "Rotate".Equals(a?.Action?.Type, StringComparison.OrdinalIgnoreCase));
    }

    public Task<KeyVersion> SetEnabledAsync(KeyIdentifier key, bool enabled, CancellationToken cancellation)
    {
        var call = new AzureCall("PATCH", $"/keys/{key.KeyName}/{key.Version}", $"{(enabled ? "enable" : "disable")} version {key.Version} of the key {key.KeyName} in key vault {key.VaultName}", "keys/update", Role);
        return ChangeAsync(call, key.Cloud, key.VaultName, client => client.SendAsync(call, new KeyChange(new(enabled)), cancellation));
    }

    public Task<IReadOnlyList<string>> ListKeysAsync(KeyVaultReference vault, CancellationToken cancellation)
    {
        var call = new AzureCall("GET", "/keys", $"list the keys of key vault {vault.Name}", "keys/list", Role);
        return Client(vault.Cloud, vault.Name).ListAsync<KeyItem?, string>(call,
            (answer, key) => key?.Name ?? throw AzureFailures.Unreadable(call, answer.Status, "a key in it has no identifier"), cancellation);
    }

    private async Task<KeyVersion> ChangeAsync(AzureCall call, AzureCloud cloud, string vaultName, Func<AzureClient, Task<AzureAnswer>> send)
    {
        var answer = await send(Client(cloud, vaultName)).ConfigureAwait(false);
        return AzureClient.Read<KeyBundle>(call, answer).ToVersion(cloud, vaultName)
            ?? throw AzureFailures.Unreadable(call, answer.Status, "the key version in it is none of this vault");
    }

    private AzureClient Client(AzureCloud cloud, string vaultName) => cloud == options.AzureCloud
        ? new(pipeline, AzureService.Keys(cloud, vaultName), options.Time, log)
        : throw Failures.VaultInAnotherCloud(vaultName, cloud, options.AzureCloud);
}
