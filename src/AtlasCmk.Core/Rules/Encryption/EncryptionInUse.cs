namespace AtlasCmk.Rules;

/// <summary>The key and the vault of a project, for commands that need them.</summary>
internal static class EncryptionInUse
{
    /// <exception cref="AtlasCmkException">The project has no key, or its key has an unknown format.</exception>
    public static KeyIdentifier KeyInUse(this EncryptionAtRest encryption) =>
        !encryption.Enabled ? throw EncryptionErrors.NotEnabledForProject(encryption.ProjectId!)
        : encryption.Key ?? throw (encryption.KeyIdentifier is { } text ? KeyErrors.KeyNotUnderstood(encryption.ProjectId!, text) : KeyErrors.KeyNotNamed(encryption.ProjectId!));

    /// <exception cref="AtlasCmkException">The project has no vault, or its vault is not completely known.</exception>
    public static KeyVaultReference VaultInUse(this EncryptionAtRest encryption) =>
        encryption.Vault ?? throw (encryption.Enabled ? KeyErrors.VaultNotNamed(encryption.ProjectId!) : EncryptionErrors.VaultNotConfigured(encryption.ProjectId!));
}
