namespace AtlasCmk.Ports;

/// <summary>Key Vault's data plane for keys. The vault's network rules apply.</summary>
internal interface IKeyVaultKeysApi
{
    /// <summary>Creates a new version by the key's rotation policy. Not retried: a lost response throws <see cref="AtlasUnreachableException"/>, and the caller checks first.</summary>
    Task<KeyVersion> RotateAsync(KeyVaultReference vault, string keyName, CancellationToken cancellation);

    /// <summary>Creates a new version of the key with the type, size, operations, expiry and tags of <paramref name="like"/>. The client does not retry it, as for <see cref="RotateAsync"/>.</summary>
    Task<KeyVersion> CreateVersionAsync(KeyVaultReference vault, KeyVersion like, CancellationToken cancellation);

    /// <summary>Whether the key has a rotation policy that rotates.</summary>
    Task<bool> HasRotationPolicyAsync(KeyVaultReference vault, string keyName, CancellationToken cancellation);

    /// <summary>Returns the version with its tags, which do not change.</summary>
    Task<KeyVersion> SetEnabledAsync(KeyIdentifier key, bool enabled, CancellationToken cancellation);

    /// <summary>Replaces all tags of a version.</summary>
    Task<KeyVersion> SetTagsAsync(KeyIdentifier key, IReadOnlyDictionary<string, string> tags, CancellationToken cancellation);

    /// <summary>The names of the vault's keys.</summary>
    Task<IReadOnlyList<string>> ListKeysAsync(KeyVaultReference vault, CancellationToken cancellation);
}
