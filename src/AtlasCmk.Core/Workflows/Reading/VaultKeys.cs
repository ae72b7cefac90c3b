using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>The versions of the keys in a vault, through Azure Resource Manager, which works from anywhere.</summary>
internal sealed class VaultKeys(ProjectContext project, KeyVaultReference vault)
{
    /// <summary>Ends the reads. Default: the command's.</summary>
    public CancellationToken Cancellation { get; init; } = project.Cancellation;

    /// <summary>Newest first. Empty if the key does not exist. A list can omit type and operations, see <see cref="CompleteAsync"/>.</summary>
    public async Task<IReadOnlyList<KeyVersion>> ListAsync(string keyName) =>
        [.. (await project.KeyVault.ListKeyVersionsAsync(vault, keyName, Cancellation).ConfigureAwait(false)).OrderByDescending(v => v.Created)];

    /// <summary>The same, with complete versions.</summary>
    public async Task<IReadOnlyList<KeyVersion>> ListWholeAsync(string keyName) =>
        await ConcurrentReads.SelectAsync(await ListAsync(keyName).ConfigureAwait(false), CompleteAsync).ConfigureAwait(false);

    /// <summary>Null if it does not exist.</summary>
    public Task<KeyVersion?> FindAsync(KeyIdentifier key) => project.KeyVault.GetKeyVersionAsync(vault, key.KeyName, key.Version!, Cancellation);

    /// <summary>The complete version that Atlas uses for a key identifier without one. Null if the key does not exist.</summary>
    public async Task<FollowedVersion?> FindFollowedAsync(string keyName)
    {
        var followed = FollowedVersion.Of(await ListAsync(keyName).ConfigureAwait(false));
        return followed is null ? null : followed with { Version = await CompleteAsync(followed.Version).ConfigureAwait(false) };
    }

    /// <summary>The version with its type and operations. No request if it has them already.</summary>
    public async Task<KeyVersion> CompleteAsync(KeyVersion version) => version is { KeyType: not null, Operations.Count: > 0 }
        ? version
        : await FindAsync(version.Identifier).ConfigureAwait(false) ?? version;
}
