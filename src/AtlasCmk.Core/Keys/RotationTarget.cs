namespace AtlasCmk;

/// <summary>Finds the version that a project is to rotate to, among those that are in its vault, and checks it. Resource Manager is asked, so that it works from anywhere.</summary>
internal sealed class RotationTarget(ProjectWork project, KeyVaultReference vault)
{
    private readonly VaultKeys _keys = new(project.KeyVault, vault, project.Cancellation);

    /// <summary>The version that the caller names. One that the project uses already is not looked at: Atlas judges it by itself.</summary>
    public async Task<KeyIdentifier> CheckAsync(KeyIdentifier key, KeyIdentifier current)
    {
        if (!vault.Holds(key))
        {
            throw Failures.RotationLeavesVault(key, vault, project.ProjectId);
        }

        if (key.IsSameVersion(current.Text))
        {
            return key;
        }

        var version = await _keys.FindAsync(key).ConfigureAwait(false) ?? throw Failures.KeyVersionUnknown(key);
        return ReasonsAgainst(version) is { Count: > 0 } reasons ? throw Failures.KeyVersionUnusable(key, reasons) : key;
    }

    /// <summary>The newest version that Atlas can use.</summary>
    public async Task<KeyIdentifier> LatestAsync(string keyName)
    {
        var versions = await _keys.ListAsync(keyName).ConfigureAwait(false);
        if (versions.Count == 0)
        {
            throw Failures.KeyUnknown(vault.Name, keyName);
        }

        foreach (var version in versions)
        {
            var reasons = ReasonsAgainst(version) is { Count: > 0 } known ? known : ReasonsAgainst(await _keys.CompleteAsync(version).ConfigureAwait(false));
            if (reasons.Count == 0)
            {
                return version.Identifier;
            }

            project.Log.Verbose($"{version.Identifier} is passed over: {string.Join("; ", reasons)}.");
        }

        throw Failures.NoUsableKeyVersion(vault, versions[0].Identifier, ReasonsAgainst(await _keys.CompleteAsync(versions[0]).ConfigureAwait(false)));
    }

    private IReadOnlyList<KeyVersionReason> ReasonsAgainst(KeyVersion version) => KeyVersionRules.ReasonsAgainst(version, project.Time.GetUtcNow());
}
