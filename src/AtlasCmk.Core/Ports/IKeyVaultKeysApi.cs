namespace AtlasCmk.Ports;

/// <summary>Key Vault's own interface to keys (the data plane): it is reached only from where the vault's network rules allow.</summary>
internal interface IKeyVaultKeysApi
{
    /// <summary>Makes a new version by the key's own rotation policy. Never repeated by the client: a lost answer throws <see cref="AtlasUnreachableException"/>, and the caller looks first.</summary>
    Task<KeyVersion> RotateAsync(KeyVaultReference vault, string keyName, CancellationToken cancellation);

    /// <summary>Creates a new version of the key with the type, size, operations, expiry and tags of <paramref name="like"/>. Never repeated by the client, like <see cref="RotateAsync"/>.</summary>
    Task<KeyVersion> CreateVersionAsync(KeyVaultReference vault, KeyVersion like, CancellationToken cancellation);

    /// <summary>Whether the key has a rotation policy that rotates.</summary>
    Task<bool> HasRotationPolicyAsync(KeyVaultReference vault, string keyName, CancellationToken cancellation);

    /// <summary>Leaves the tags as they are, and returns them with the version.</summary>
    Task<KeyVersion> SetEnabledAsync(KeyIdentifier key, bool enabled, CancellationToken cancellation);

    /// <summary>Replaces all tags of a version.</summary>
    Task<KeyVersion> SetTagsAsync(KeyIdentifier key, IReadOnlyDictionary<string, string> tags, CancellationToken cancellation);

    /// <summary>The names of the vault's keys.</summary>
    Task<IReadOnlyList<string>> ListKeysAsync(KeyVaultReference vault, CancellationToken cancellation);
}
