using AtlasCmk.Rules;
using AtlasCmk.Workflows.Prerequisites;

namespace AtlasCmk.Workflows.Rotation;

/// <summary>Finds the version that a project is to rotate to, among those that are in its vault, and checks it. Resource Manager is asked, so that it works from anywhere.</summary>
internal sealed class RotationTarget(ProjectContext project, KeyVaultReference vault)
{
    private readonly VaultKeys _keys = new(project.KeyVault, vault, project.Cancellation);

    /// <summary>Where the target is a key without a version: the latest enabled one.</summary>
    public KeyVersion? Followed { get; private set; }

    /// <summary>The version that the caller names; of a key without one, the latest enabled version is checked. One that the project uses already is not looked at: Atlas judges it by itself.</summary>
    public async Task<KeyIdentifier> CheckAsync(KeyIdentifier key, KeyIdentifier current)
    {
        if (!vault.Holds(key))
        {
            throw KeyErrors.RotationLeavesVault(key, vault, project.ProjectId);
        }

        if (key.Equals(current))
        {
            return key;
        }

        Followed = !key.FollowsLatest ? null : (await _keys.FindFollowedAsync(key.KeyName).ConfigureAwait(false))?.Version ?? throw KeyErrors.KeyUnknown(vault.Name, key.KeyName);
        var version = Followed ?? await _keys.FindAsync(key).ConfigureAwait(false) ?? throw KeyErrors.KeyVersionUnknown(key, project.ProjectId);
        if (ReasonsAgainst(version) is { Count: > 0 } reasons)
        {
            throw key.FollowsLatest ? KeyErrors.FollowedVersionUnusable(key, version, reasons, project.ProjectId) : KeyErrors.KeyVersionUnusable(key, reasons, project.ProjectId);
        }

        if (!key.IsOfSameKey(current))
        {
            await CheckRightsAsync(key).ConfigureAwait(false);
        }

        return key;
    }

    /// <summary>The newest version of the key in use that Atlas can use.</summary>
    public async Task<KeyIdentifier> LatestAsync(KeyIdentifier current)
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

    /// <summary>A role may reach one key of the vault and not another; under private networking Atlas finds that out too late. An access policy holds for all keys, so that who uses one may use another.</summary>
    private async Task CheckRightsAsync(KeyIdentifier key)
    {
        if ((await Fact.ReadAsync(() => project.KeyVault.GetVaultAsync(vault, project.Cancellation)).ConfigureAwait(false)).Value is { UsesRoles: false, AccessGap: null })
        {
            return;
        }

        var (checks, _) = await new TestPrerequisite(project).RunAsync(new() { KeyIdentifier = key.Text }, diagnose: false).ConfigureAwait(false);
        var rights = checks.Single(c => c.Name == IdentityChecks.KeyRights);
        if (rights.Status == CheckStatus.Failed)
        {
            throw RotationErrors.AtlasLacksKeyRights(project.ProjectId, key, rights);
        }

        if (rights.Status != CheckStatus.Passed)
        {
            project.Log.Warning($"The key {key.KeyName} is not the one that project {project.ProjectId} uses now, and it is unclear whether Atlas may use it: {rights.Actual.TrimEnd('.')}. To check it: {PowerShellCommand.Of($"Test-AtlasCmkPrerequisite -ProjectId {project.ProjectId} -KeyIdentifier {key.Text} -AzureCredential (Get-Credential)")}");
        }
    }

    /// <summary>Versions come newest first: after the one in use only older ones are left, and to go back is not what a rotation is expected to do.</summary>
    private void PassOver(KeyVersion version, KeyIdentifier current, string reasons)
    {
        if (version.Identifier.Equals(current))
        {
            project.Log.Warning($"Version {current.Version} of {current.KeyName}, the one in use, cannot be used any more: {reasons}. Only versions that are older than it are left.");
        }
        else
        {
            project.Log.Verbose($"{version.Identifier} is passed over: {reasons}.");
        }
    }

    private IReadOnlyList<KeyVersionReason> ReasonsAgainst(KeyVersion version) => KeyVersionRules.ReasonsAgainst(version, project.Time.GetUtcNow());
}
