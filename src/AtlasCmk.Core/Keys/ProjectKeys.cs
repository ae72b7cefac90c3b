namespace AtlasCmk;

/// <summary>The key versions that a project uses or could use: those in its vault.</summary>
internal sealed class ProjectKeys(ProjectWork project)
{
    /// <summary>Every version of one key, newest first.</summary>
    /// <param name="keyName">Null for the key that the project uses.</param>
    public async Task<IReadOnlyList<AkvKeyVersion>> ListAsync(string? keyName)
    {
        var encryption = await project.EncryptionAtFirstAsync().ConfigureAwait(false);
        var vault = encryption.Vault ?? throw Failures.VaultNotConfigured(project.ProjectId);
        var name = keyName ?? CurrentKey(encryption).KeyName;
        var versions = await new VaultKeys(project.KeyVault, vault, project.Cancellation).ListWholeAsync(name).ConfigureAwait(false);
        var now = project.Time.GetUtcNow();
        return versions.Count > 0
            ? [.. versions.Select(v => new AkvKeyVersion(v, encryption, now))]
            : throw Failures.KeyUnknown(vault.Name, name);
    }

    /// <summary>One version, which has to be in the project's vault.</summary>
    public async Task<AkvKeyVersion> FindAsync(KeyIdentifier key)
    {
        var encryption = await project.EncryptionAtFirstAsync().ConfigureAwait(false);
        var vault = encryption.Vault ?? throw Failures.VaultNotConfigured(project.ProjectId);
        if (!vault.Holds(key))
        {
            throw Failures.KeyNotInProjectsVault(key, vault, project.ProjectId);
        }

        var version = await new VaultKeys(project.KeyVault, vault, project.Cancellation).FindAsync(key).ConfigureAwait(false);
        return version is null ? throw Failures.KeyVersionUnknown(key) : new(version, encryption, project.Time.GetUtcNow());
    }

    private KeyIdentifier CurrentKey(EncryptionAtRest encryption) =>
        KeyIdentifier.Parse(encryption.KeyIdentifier ?? throw Failures.NotEnabledForProject(project.ProjectId));
}
