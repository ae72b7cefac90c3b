using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>The key versions that a freeze disables: the one that a project names, or all that are enabled where Atlas follows the latest.</summary>
internal sealed class EnabledVersions(AzureWork azure)
{
    /// <summary>In the order in which to disable them: the latest last. While an older version is enabled, Atlas would fall back to it, and the data would not be frozen.</summary>
    public async Task<IReadOnlyList<KeyGrant>> FindAsync(KeyAccessTarget target)
    {
        if (target.Key is { FollowsLatest: false } key)
        {
            return await IsEnabledAsync(target.Vault, key).ConfigureAwait(false) ? [new EnabledVersion(key)] : [];
        }

        var versions = await azure.Vaults.ListKeyVersionsAsync(target.Vault, target.Key!.KeyName, azure.Cancellation).ConfigureAwait(false);
        return versions.Count == 0 ? throw Failures.KeyUnknown(target.Vault.Name, target.Key.KeyName)
            : versions.FirstOrDefault(v => v.Enabled is null) is { } unclear ? throw Failures.KeyVersionStateUnknown(unclear.Identifier)
            : [.. versions.Where(v => v.Enabled is true).OrderBy(v => v.Created ?? DateTimeOffset.MaxValue).Select(v => new EnabledVersion(v.Identifier))];
    }

    /// <summary>What of that which was disabled is enabled again, or still.</summary>
    public async Task<IReadOnlyList<KeyGrant>> FindAgainAsync(KeyVaultReference vault, IEnumerable<KeyGrant> taken)
    {
        var found = new List<KeyGrant>();
        foreach (var version in taken.OfType<EnabledVersion>())
        {
            found.AddRange(await IsEnabledAsync(vault, version.Key).ConfigureAwait(false) ? [version] : []);
        }

        return found;
    }

    private async Task<bool> IsEnabledAsync(KeyVaultReference vault, KeyIdentifier key) =>
        // A disabled version may refuse to be read in the vault itself; Resource Manager shows it all the same.
        (await azure.Vaults.GetKeyVersionAsync(vault, key.KeyName, key.Version!, azure.Cancellation).ConfigureAwait(false) ?? throw Failures.KeyVersionUnknown(key)).Enabled
        ?? throw Failures.KeyVersionStateUnknown(key);
}
