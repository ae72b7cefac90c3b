namespace AtlasCmk;

/// <summary>Key Vault's own interface to keys (the data plane): it is reached only from where the vault's network rules allow.</summary>
internal interface IKeyVaultKeysApi
{
    /// <summary>Makes a new version by the key's own rotation policy. Never repeated by the client: a lost answer throws <see cref="AtlasUnreachableException"/>, and the caller looks first.</summary>
    Task<KeyVersion> RotateAsync(KeyVaultReference vault, string keyName, CancellationToken cancellation);

    /// <summary>Makes a new version of the given type, size and operations. Never repeated by the client, like <see cref="RotateAsync"/>.</summary>
    Task<KeyVersion> CreateVersionAsync(KeyVaultReference vault, string keyName, string keyType, int? keySize, IReadOnlyList<string> operations, CancellationToken cancellation);

    /// <summary>Whether the key has a rotation policy that rotates.</summary>
    Task<bool> HasRotationPolicyAsync(KeyVaultReference vault, string keyName, CancellationToken cancellation);

    Task<KeyVersion> SetEnabledAsync(KeyIdentifier key, bool enabled, CancellationToken cancellation);

    /// <summary>The names of the vault's keys.</summary>
    Task<IReadOnlyList<string>> ListKeysAsync(KeyVaultReference vault, CancellationToken cancellation);
}
