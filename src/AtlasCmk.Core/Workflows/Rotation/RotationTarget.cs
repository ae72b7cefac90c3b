using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Rotation;

/// <summary>Finds and checks the version to rotate to, in the project's vault. Uses Resource Manager, so it works from anywhere.</summary>
internal sealed class RotationTarget(ProjectContext project, KeyVaultReference vault)
{
    private readonly VaultKeys _keys = new(project, vault);

    /// <param name="key">The given version, or a key without one. Null for the latest usable version of the key in use.</param>
    /// <param name="current">The key in use.</param>
    public async Task<RotationGoal> FindAsync(KeyIdentifier? key, KeyIdentifier current) =>
        key is null ? new(await LatestAsync(current).ConfigureAwait(false))
        : !vault.Holds(key) ? throw KeyErrors.RotationLeavesVault(key, vault, project.ProjectId)
        : key.Equals(current) ? new(key) // Atlas validates the one in use.
        : await CheckAsync(key).ConfigureAwait(false);

    private async Task<RotationGoal> CheckAsync(KeyIdentifier key)
    {
        var version = await new KeyVersionCheck(project).FindUsableAsync(key, vault).ConfigureAwait(false);
        return new(key) { Followed = key.FollowsLatest ? version : null };
    }

    /// <summary>The newest version of the key in use that Atlas can use.</summary>
    private async Task<KeyIdentifier> LatestAsync(KeyIdentifier current)
    {
        var versions = await _keys.ListAsync(current.KeyName).ConfigureAwait(false);
        if (versions.Count == 0)
        {
            throw KeyErrors.KeyUnknown(vault.Name, current.KeyName);
        }

        foreach (var version in versions)
        {
            var reasons = ReasonsAgainst(version) is { Count: > 0 } known ? known : ReasonsAgainst(await _keys.CompleteAsync(version).ConfigureAwait(false));
            if (reasons.Count == 0)
            {
                return version.Identifier;
            }

            PassOver(version, current, string.Join("; ", reasons));
        }

        throw RotationErrors.NoUsableKeyVersion(project.ProjectId, vault, versions[0].Identifier, ReasonsAgainst(await _keys.CompleteAsync(versions[0]).ConfigureAwait(false)));
    }

    /// <summary>Versions are listed newest first. After the one in use there are only older ones, and a rotation must not go back.</summary>
    private void PassOver(KeyVersion version, KeyIdentifier current, string reasons)
    {
        if (version.Identifier.Equals(current))
        {
            project.Log.Warning($"Version {current.Version} of {current.KeyName}, the one in use, can no longer be used: {reasons}. Only older versions are left.");
        }
        else
        {
            project.Log.Verbose($"{version.Identifier} is skipped: {reasons}.");
        }
    }

    private IReadOnlyList<KeyVersionReason> ReasonsAgainst(KeyVersion version) => KeyVersionRules.ReasonsAgainst(version, project.Time.GetUtcNow());
}

/// <summary>The key to rotate to.</summary>
internal sealed record RotationGoal(KeyIdentifier Key)
{
    /// <summary>For a key without a version: the latest enabled one.</summary>
    public KeyVersion? Followed { get; init; }
}
