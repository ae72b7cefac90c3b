using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>The versions of the keys in a vault, through Azure Resource Manager, which works from anywhere.</summary>
internal sealed class VaultKeys(IKeyVaultApi keyVault, KeyVaultReference vault, CancellationToken cancellation)
{
    /// <summary>Newest first; empty where there is no such key. A list may leave out type and operations: <see cref="CompleteAsync"/>.</summary>
    public async Task<IReadOnlyList<KeyVersion>> ListAsync(string keyName) =>
        [.. (await keyVault.ListKeyVersionsAsync(vault, keyName, cancellation).ConfigureAwait(false)).OrderByDescending(v => v.Created)];

    /// <summary>The same, each version whole.</summary>
    public async Task<IReadOnlyList<KeyVersion>> ListWholeAsync(string keyName) =>
        await Abreast.EachAsync(await ListAsync(keyName).ConfigureAwait(false), CompleteAsync).ConfigureAwait(false);

    /// <summary>Null where it is not there.</summary>
    public Task<KeyVersion?> FindAsync(KeyIdentifier key) => keyVault.GetKeyVersionAsync(vault, key.KeyName, key.Version!, cancellation);

    /// <summary>The version that Atlas follows where a project names none, whole; null where there is no such key.</summary>
    public async Task<FollowedVersion?> FindFollowedAsync(string keyName)
    {
        var followed = FollowedVersion.Of(await ListAsync(keyName).ConfigureAwait(false));
        return followed is null ? null : followed with { Version = await CompleteAsync(followed.Version).ConfigureAwait(false) };
    }

    /// <summary>The version with its type and operations; a version that tells them already costs no request.</summary>
    public async Task<KeyVersion> CompleteAsync(KeyVersion version) => version is { KeyType: not null, Operations.Count: > 0 }
        ? version
        : await FindAsync(version.Identifier).ConfigureAwait(false) ?? version;
}
