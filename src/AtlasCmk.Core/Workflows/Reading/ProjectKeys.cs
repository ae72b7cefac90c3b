using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>The key versions that a project uses or can use: those in its vault.</summary>
internal sealed class ProjectKeys(ProjectContext project)
{
    /// <summary>All versions of a key, newest first.</summary>
    /// <param name="keyName">Null for the key that the project uses.</param>
    public async Task<IReadOnlyList<AkvKeyVersion>> ListAsync(string? keyName)
    {
        var encryption = await project.EncryptionAtFirstAsync().ConfigureAwait(false);
        var vault = encryption.VaultInUse();
        var name = keyName ?? (encryption.Key ?? encryption.KeyInUse()).KeyName;
        var versions = await new VaultKeys(project, vault).ListWholeAsync(name).ConfigureAwait(false);
        var now = project.Time.GetUtcNow();
        return versions.Count > 0
            ? [.. versions.Select(v => KeyVersionStates.Of(v, versions, encryption, now))]
            : throw KeyErrors.KeyUnknown(vault.Name, name);
    }

    /// <summary>One version, which must be in the project's vault.</summary>
    public async Task<AkvKeyVersion> FindAsync(KeyIdentifier key)
    {
        var encryption = await project.EncryptionAtFirstAsync().ConfigureAwait(false);
        var vault = encryption.VaultInUse();
        if (!vault.Holds(key))
        {
            throw KeyErrors.KeyNotInProjectsVault(key, vault, project.ProjectId);
        }

        var keys = new VaultKeys(project, vault);
        var version = await keys.FindAsync(key).ConfigureAwait(false) ?? throw KeyErrors.KeyVersionUnknown(key, project.ProjectId);
        var versions = encryption.FollowsLatestVersion ? await keys.ListAsync(key.KeyName).ConfigureAwait(false) : [version];
        return KeyVersionStates.Of(version, versions, encryption, project.Time.GetUtcNow());
    }
}
