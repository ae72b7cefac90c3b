using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.KeyAccess;

/// <summary>Finds, removes and restores what lets Atlas use a key, only in Azure.</summary>
/// <param name="azure">Azure.</param>
/// <param name="timeout">The time to wait for Azure and Atlas together, or null.</param>
internal sealed class AzureKeyAccess(SessionContext azure, TimeSpan? timeout)
{
    /// <summary>A role that was just granted to you may take this long to work.</summary>
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromMinutes(5);

    private readonly GrantRetry _retry = new(timeout > s_longestDelay ? s_longestDelay : timeout, azure.Log, azure.Time, azure.Cancellation);
    private readonly AtlasRoles _roles = new(azure);
    private readonly EnabledVersions _versions = new(azure);
    private readonly TagKeyVersion _tag = new(azure);

    /// <summary>The remaining time to wait, after delays in Azure used part of it.</summary>
    public TimeSpan LeftOf(TimeSpan time) => time > _retry.Spent ? time - _retry.Spent : TimeSpan.Zero;

    /// <summary>Everything that lets Atlas use the key now, by the target's method. Empty if there is nothing.</summary>
    public async Task<IReadOnlyList<KeyGrant>> FindAsync(KeyAccessTarget target)
    {
        if (target.Method == KeyAccessMethod.KeyVersion)
        {
            return await _versions.FindAsync(target).ConfigureAwait(false);
        }

        var vault = await azure.VaultAsync(target.Vault).ConfigureAwait(false);
        return vault.UsesRoles != (target.Method == KeyAccessMethod.RoleAssignment) ? throw KeyAccessErrors.MethodDoesNotFit(target)
            : vault.UsesRoles ? await _roles.FindAsync(target).ConfigureAwait(false)
            : PolicyOf(vault, target.ObjectId!);
    }

    /// <summary>The removed rights that exist again or still.</summary>
    /// <param name="target">The target of the freeze.</param>
    /// <param name="taken">The removed rights.</param>
    public async Task<IReadOnlyList<KeyGrant>> FindAgainAsync(KeyAccessTarget target, IEnumerable<KeyGrant> taken)
    {
        if (target.Method == KeyAccessMethod.KeyVersion)
        {
            return await _versions.FindAgainAsync(target.Vault, taken).ConfigureAwait(false);
        }

        var vault = await azure.VaultAsync(target.Vault).ConfigureAwait(false);
        return vault.UsesRoles != (target.Method == KeyAccessMethod.RoleAssignment) ? throw KeyAccessErrors.GrantDoesNotFit(target)
            : vault.UsesRoles ? [.. (await azure.KeyVault.ListRoleAssignmentsAsync(target.Vault, target.ObjectId!, azure.Cancellation).ConfigureAwait(false)).Select(a => new AssignedRole(a))]
            : [.. vault.AccessPolicies.Select(p => new PolicyRights(p))];
    }

    /// <inheritdoc cref="AtlasRoles.CheckAsync"/>
    public Task<IReadOnlyList<KeyGrant>> CheckAsync(KeyAccessRecord record) => _roles.CheckAsync(record.Target, record.Taken);

    public Task TakeAsync(KeyAccessRecord record, KeyGrant grant) => grant switch
    {
        EnabledVersion version => SetEnabledAsync(version, false, disabled => _tag.PutAsync(disabled, record)),
        PolicyRights rights => _retry.RunAsync(grant, () => azure.KeyVault.RemoveFromAccessPolicyAsync(record.Target.Vault, rights.Policy, azure.Cancellation)),
        AssignedRole role => _retry.RunAsync(grant, () => azure.KeyVault.DeleteRoleAssignmentAsync(record.Target.Vault, role.Assignment, azure.Cancellation)),
        _ => throw new InvalidOperationException($"Nothing takes {grant} away."),
    };

    public Task GiveAsync(KeyAccessRecord record, KeyGrant grant) => grant switch
    {
        EnabledVersion version => SetEnabledAsync(version, true, _tag.RemoveAsync),
        PolicyRights rights => _retry.RunAsync(grant, () => azure.KeyVault.AddToAccessPolicyAsync(record.Target.Vault, rights.Policy, azure.Cancellation)),
        AssignedRole role => _retry.RunAsync(grant, () => _roles.GiveAsync(record.Target.Vault, role)),
        _ => throw new InvalidOperationException($"Nothing gives {grant} back."),
    };

    private async Task SetEnabledAsync(EnabledVersion version, bool enabled, Func<KeyVersion, Task> tag)
    {
        KeyVersion? changed = null;
        await _retry.RunAsync(version, async () => changed = await azure.Keys.SetEnabledAsync(version.Key, enabled, azure.Cancellation).ConfigureAwait(false)).ConfigureAwait(false);
        if (changed is { } now && now.Enabled == enabled)
        {
            await tag(now).ConfigureAwait(false);
        }
    }

    private static IReadOnlyList<KeyGrant> PolicyOf(KeyVaultSettings vault, string objectId) =>
        // A policy with an application ID applies to users of that application.
        [.. from policy in vault.AccessPolicies
            where policy.ApplicationId is null && policy.ObjectId.Equals(objectId, StringComparison.OrdinalIgnoreCase)
            let taken = policy.KeyPermissions.Where(KeyAccessRecordRules.IsTaken).ToList()
            where taken.Count > 0
            select new PolicyRights(policy with { KeyPermissions = taken })];
}

/// <summary>The key versions that a freeze disables: the project's version, or all enabled versions if Atlas follows the latest.</summary>
internal sealed class EnabledVersions(SessionContext azure)
{
    /// <summary>In the order of disabling, with the latest last. Otherwise Atlas would fall back to an older enabled version, and the data would not be frozen.</summary>
    public async Task<IReadOnlyList<KeyGrant>> FindAsync(KeyAccessTarget target)
    {
        if (target.Key is { FollowsLatest: false } key)
        {
            return await IsEnabledAsync(target.Vault, key).ConfigureAwait(false) ? [new EnabledVersion(key)] : [];
        }

        var versions = await azure.KeyVault.ListKeyVersionsAsync(target.Vault, target.Key!.KeyName, azure.Cancellation).ConfigureAwait(false);
        return versions.Count == 0 ? throw KeyErrors.KeyUnknown(target.Vault.Name, target.Key.KeyName)
            : versions.FirstOrDefault(v => v.Enabled is null) is { } unclear ? throw KeyAccessErrors.KeyVersionStateUnknown(unclear.Identifier)
            : [.. versions.Where(v => v.Enabled is true).OrderBy(v => v.Created ?? DateTimeOffset.MaxValue).Select(v => new EnabledVersion(v.Identifier))];
    }

    /// <summary>The disabled versions that are enabled again or still.</summary>
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
        // The data plane can refuse to return a disabled version. Resource Manager always returns it.
        (await azure.KeyVault.GetKeyVersionAsync(vault, key.KeyName, key.Version!, azure.Cancellation).ConfigureAwait(false) ?? throw KeyErrors.KeyVersionUnknown(key)).Enabled
        ?? throw KeyAccessErrors.KeyVersionStateUnknown(key);
}
