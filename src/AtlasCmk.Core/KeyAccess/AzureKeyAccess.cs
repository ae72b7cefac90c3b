namespace AtlasCmk;

/// <summary>Finds, takes and gives back what lets Atlas use a key, in Azure alone.</summary>
/// <param name="vaults">The control plane.</param>
/// <param name="keys">The vault's own interface.</param>
/// <param name="patience">How long a right of the session's own may take to work; null where nobody waits.</param>
/// <param name="log">Who is told.</param>
/// <param name="time">The clock.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class AzureKeyAccess(IKeyVaultApi vaults, Func<IKeyVaultKeysApi> keys, TimeSpan? patience, IOperationLog log, TimeProvider time, CancellationToken cancellation)
{
    private const string EncryptAction = "Microsoft.KeyVault/vaults/keys/encrypt/action";
    private const string DecryptAction = "Microsoft.KeyVault/vaults/keys/decrypt/action";

    /// <summary>"all" holds the three others in itself, so that it has to go as a whole.</summary>
    private static readonly HashSet<string> s_permissions = new(StringComparer.OrdinalIgnoreCase) { "get", "encrypt", "decrypt", "all" };

    /// <summary>Everything that lets Atlas use the key now, by the target's method; empty where nothing does.</summary>
    public async Task<IReadOnlyList<KeyGrant>> FindAsync(KeyAccessTarget target) => target.Method switch
    {
        KeyAccessMethod.KeyVersion => await IsEnabledAsync(target.Vault, target.Key!).ConfigureAwait(false) ? [new EnabledVersion(target.Key!)] : [],
        KeyAccessMethod.AccessPolicy => PolicyOf(await VaultAsync(target).ConfigureAwait(false), target.ObjectId!),
        _ => await RolesAsync(target).ConfigureAwait(false),
    };

    /// <summary>What of that which was taken is there again, or still.</summary>
    public async Task<IReadOnlyList<KeyGrant>> FindAgainAsync(KeyAccessRecord record)
    {
        var vault = record.Target.Vault;
        var found = new List<KeyGrant>();
        foreach (var version in record.Taken.OfType<EnabledVersion>())
        {
            found.AddRange(await IsEnabledAsync(vault, version.Key).ConfigureAwait(false) ? [version] : []);
        }

        if (record.Taken.OfType<PolicyRights>().Any())
        {
            var settings = await VaultAsync(vault).ConfigureAwait(false);
            found.AddRange(settings.AccessPolicies.Select(p => new PolicyRights(p)));
        }

        foreach (var principal in record.Taken.OfType<AssignedRole>().Select(r => r.Assignment.PrincipalId).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            found.AddRange((await vaults.ListRoleAssignmentsAsync(vault, principal, cancellation).ConfigureAwait(false)).Select(a => new AssignedRole(a)));
        }

        return found;
    }

    public Task TakeAsync(KeyVaultReference vault, KeyGrant grant) => grant switch
    {
        EnabledVersion version => SetEnabledAsync(version.Key, false),
        PolicyRights rights => vaults.RemoveFromAccessPolicyAsync(vault, rights.Policy, cancellation),
        AssignedRole role => vaults.DeleteRoleAssignmentAsync(vault, role.Assignment, cancellation),
        _ => throw new InvalidOperationException($"Nothing takes {grant} away."),
    };

    public async Task GiveAsync(KeyVaultReference vault, KeyGrant grant)
    {
        try
        {
            await (grant switch
            {
                EnabledVersion version => SetEnabledAsync(version.Key, true),
                PolicyRights rights => vaults.AddToAccessPolicyAsync(vault, rights.Policy, cancellation),
                AssignedRole role => vaults.CreateRoleAssignmentAsync(vault, role.Assignment, cancellation),
                _ => throw new InvalidOperationException($"Nothing gives {grant} back."),
            }).ConfigureAwait(false);
        }
        catch (AzureApiException e) when (e.ErrorCode == "RoleAssignmentExists")
        {
            // Somebody else, or a first try whose answer was lost, was faster.
        }
    }

    /// <summary>Whoever freezes in an emergency may have given himself the right a moment ago.</summary>
    private async Task SetEnabledAsync(KeyIdentifier key, bool enabled)
    {
        var started = time.GetTimestamp();
        for (var tries = 0; ; tries++)
        {
            try
            {
                await keys().SetEnabledAsync(key, enabled, cancellation).ConfigureAwait(false);
                return;
            }
            catch (AzureApiException e) when (e.InnerErrorCode is "ForbiddenByRbac" or "AccessDenied" && time.GetElapsedTime(started) < patience)
            {
                if (tries == 0)
                {
                    log.Warning($"The vault {key.VaultName} does not let this session change its keys ({e.InnerErrorCode}). A right that was granted just now takes some minutes to work, so it is tried again for {patience.Value.TotalMinutes:0.#} min.");
                }

                await Task.Delay(PollSchedule.DelayBefore(tries), time, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Who may use keys by the vault's access policies, for those who have to say which of them Atlas is.</summary>
    public async Task<IReadOnlyList<string>> ObjectsThatDecryptAsync(KeyVaultReference vault) =>
        [.. (await VaultAsync(vault).ConfigureAwait(false)).AccessPolicies.Where(p => p.ApplicationId is null && p.Allows("get") && p.Allows("decrypt")).Select(p => p.ObjectId)];

    private async Task<bool> IsEnabledAsync(KeyVaultReference vault, KeyIdentifier key) =>
        // A disabled version may refuse to be read in the vault itself; Resource Manager shows it all the same.
        (await vaults.GetKeyVersionAsync(vault, key.KeyName, key.Version, cancellation).ConfigureAwait(false) ?? throw Failures.KeyVersionUnknown(key)).Enabled;

    private static IReadOnlyList<KeyGrant> PolicyOf(KeyVaultSettings vault, string objectId) =>
        // A policy with an application id is for a user who comes through that application.
        [.. from policy in vault.AccessPolicies
            where policy.ApplicationId is null && policy.ObjectId.Equals(objectId, StringComparison.OrdinalIgnoreCase)
            let taken = policy.KeyPermissions.Where(s_permissions.Contains).ToList()
            where taken.Count > 0
            select new PolicyRights(policy with { KeyPermissions = taken })];

    /// <summary>Those that let Atlas encrypt or decrypt. What only reads the vault or its keys, as Key Vault Reader does, stays: data stay frozen with it.</summary>
    private async Task<IReadOnlyList<KeyGrant>> RolesAsync(KeyAccessTarget target)
    {
        await VaultAsync(target).ConfigureAwait(false);
        var assigning = vaults.ListRoleAssignmentsAsync(target.Vault, target.ObjectId!, cancellation);
        var definitions = await vaults.ListRoleDefinitionsAsync(target.Vault, cancellation).ConfigureAwait(false);
        var having = (from a in await assigning.ConfigureAwait(false)
                      where a.Covers(target.KeyScope)
                      from d in definitions
                      where a.RoleDefinitionId.Split('/')[^1].Equals(d.Id.Split('/')[^1], StringComparison.OrdinalIgnoreCase)
                          && (RoleRights.AllowsDataAction(d, EncryptAction) || RoleRights.AllowsDataAction(d, DecryptAction))
                      select (Assignment: a, d.RoleName)).ToList();
        if (having.FirstOrDefault(u => !u.Assignment.Scope.StartsWith(target.Vault.ResourceId, StringComparison.OrdinalIgnoreCase)) is { Assignment: { } inherited } above)
        {
            throw Failures.RoleInherited(target, inherited, above.RoleName);
        }

        if (having.FirstOrDefault(u => !u.Assignment.PrincipalId.Equals(target.ObjectId, StringComparison.OrdinalIgnoreCase)) is { Assignment: { } shared } through)
        {
            throw Failures.RoleThroughGroup(target, shared, through.RoleName);
        }

        return [.. having.Select(u => new AssignedRole(u.Assignment, u.RoleName))];
    }

    private async Task<KeyVaultSettings> VaultAsync(KeyAccessTarget target)
    {
        var vault = await VaultAsync(target.Vault).ConfigureAwait(false);
        return vault.UsesRoles == (target.Method == KeyAccessMethod.RoleAssignment) ? vault : throw Failures.MethodDoesNotFit(target);
    }

    private async Task<KeyVaultSettings> VaultAsync(KeyVaultReference vault) =>
        await vaults.GetVaultAsync(vault, cancellation).ConfigureAwait(false) ?? throw Failures.VaultUnknown(vault);
}
