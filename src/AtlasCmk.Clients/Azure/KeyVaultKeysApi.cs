using Azure.Core.Pipeline;

namespace AtlasCmk.Clients;

/// <summary>The keys of vaults, on each vault's host. Source: Key Vault's data plane 7.5, Keys.</summary>
internal sealed class KeyVaultKeysApi(HttpPipeline pipeline, ConnectionOptions options, IOperationLog log) : IKeyVaultKeysApi
{
    private const string Role = "Key Vault Crypto Officer on the vault, or an access policy that has it";

    public Task<KeyVersion> RotateAsync(KeyVaultReference vault, string keyName, CancellationToken cancellation)
    {
        var call = new AzureCall("POST", $"/keys/{keyName}/rotate", $"rotate the key {keyName} in key vault {vault.Name}", "keys/rotate", Role);
        return Client(vault.Cloud, vault.Name).SendOnceAsync(call, null, answer => Map(call, answer, vault.Cloud, vault.Name, keyName), cancellation);
    }

    public Task<KeyVersion> CreateVersionAsync(KeyVaultReference vault, KeyVersion like, CancellationToken cancellation)
    {
        var keyName = like.Identifier.KeyName;
        var call = new AzureCall("POST", $"/keys/{keyName}/create", $"create a new version of the key {keyName} in key vault {vault.Name}", "keys/create", Role);
        var body = new KeyCreation(
            like.KeyType ?? "RSA", like.KeySize, like.Operations.Count == 0 ? null : like.Operations,
            new(true) { Expires = like.Expires?.ToUnixTimeSeconds() }, like.Tags.Count == 0 ? null : like.Tags);
        return Client(vault.Cloud, vault.Name).SendOnceAsync(call, body, answer => Map(call, answer, vault.Cloud, vault.Name, keyName), cancellation);
    }

    public Task<bool> HasRotationPolicyAsync(KeyVaultReference vault, string keyName, CancellationToken cancellation)
    {
        var call = new AzureCall("GET", $"/keys/{keyName}/rotationpolicy", $"read the rotation policy of the key {keyName} in key vault {vault.Name}", "keys/getrotationpolicy", Role);
        return Client(vault.Cloud, vault.Name).SendAsync(call, null, answer =>
        {
            var policy = AzureClient.Read<KeyRotationPolicyModel>(call, answer);
            Asked.MustBeIfGiven("key", $"{vault.Name}.{vault.Cloud.VaultSuffix}/keys/{keyName}", KeyItem.Place(policy.Identifier), AzureFailures.Untrusted(call, answer.Status));

            // For a key without a policy, Azure returns a policy that only notifies.
            return (policy.Actions ?? []).Any(a => "Rotate".Equals(a?.Action?.Type, StringComparison.OrdinalIgnoreCase));
        }, cancellation);
    }

    public Task<KeyVersion> SetEnabledAsync(KeyIdentifier key, bool enabled, CancellationToken cancellation)
    {
        var call = new AzureCall("PATCH", $"/keys/{key.KeyName}/{key.Version}",
            $"{(enabled ? "enable" : "disable")} version {key.Version} of the key {key.KeyName} in key vault {key.VaultName}", "keys/update", Role);
        return ChangeAsync(call, key, new KeyChange(new(enabled), null), cancellation);
    }

    public Task<KeyVersion> SetTagsAsync(KeyIdentifier key, IReadOnlyDictionary<string, string> tags, CancellationToken cancellation)
    {
        var call = new AzureCall("PATCH", $"/keys/{key.KeyName}/{key.Version}", $"tag version {key.Version} of the key {key.KeyName} in key vault {key.VaultName}", "keys/update", Role);
        return ChangeAsync(call, key, new KeyChange(null, tags), cancellation);
    }

    public Task<IReadOnlyList<string>> ListKeysAsync(KeyVaultReference vault, CancellationToken cancellation)
    {
        var call = new AzureCall("GET", "/keys", $"list the keys of key vault {vault.Name}", "keys/list", Role);
        var keys = $"{vault.Name}.{vault.Cloud.VaultSuffix}/keys/";
        return Client(vault.Cloud, vault.Name).ListAsync<KeyItem, string>(call,
            key => KeyItem.Place(key?.Identifier) is { } place && place.StartsWith(keys, StringComparison.OrdinalIgnoreCase) ? place[keys.Length..] : null, cancellation);
    }

    private Task<KeyVersion> ChangeAsync(AzureCall call, KeyIdentifier key, KeyChange change, CancellationToken cancellation) =>
        Client(key.Cloud, key.VaultName).SendAsync(call, change, answer =>
        {
            var changed = Map(call, answer, key.Cloud, key.VaultName, key.KeyName);
            Asked.MustBe("key version", key.Version!, changed.Identifier.Version, AzureFailures.Untrusted(call, answer.Status));
            return changed;
        }, cancellation);

    private static KeyVersion Map(AzureCall call, AzureAnswer answer, AzureCloud cloud, string vaultName, string keyName)
    {
        var version = AzureClient.Read<KeyBundle>(call, answer).ToVersion() ?? throw AzureFailures.Unreadable(call, answer.Status, "it has no key version");
        var key = version.Identifier;
        Asked.MustBe("key", $"{vaultName}.{cloud.VaultSuffix}/keys/{keyName}", $"{key.VaultName}.{key.Cloud.VaultSuffix}/keys/{key.KeyName}", AzureFailures.Untrusted(call, answer.Status));
        return version;
    }

    private AzureClient Client(AzureCloud cloud, string vaultName) => cloud == options.AzureCloud
        ? new(pipeline, AzureService.Keys(cloud, vaultName), options.Time, log)
        : throw ConnectionErrors.VaultInAnotherCloud(vaultName, cloud, options.AzureCloud);
}
