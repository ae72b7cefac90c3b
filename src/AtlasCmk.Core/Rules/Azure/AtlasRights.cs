namespace AtlasCmk.Rules;

/// <summary>What Atlas's identity may do at a vault, by what was read there. Pure: no request is made here.</summary>
/// <remarks>Source: https://www.mongodb.com/docs/atlas/security-azure-kms/.</remarks>
internal static class AtlasRights
{
    private static readonly string[] s_readActions = ["Microsoft.KeyVault/vaults/read", "Microsoft.KeyVault/vaults/keys/read"];

    /// <summary>Access policies and roles spell the same three rights differently.</summary>
    private static readonly (string Permission, string DataAction)[] s_keyRights =
    [
        ("get", "Microsoft.KeyVault/vaults/keys/read"),
        ("encrypt", "Microsoft.KeyVault/vaults/keys/encrypt/action"),
        ("decrypt", "Microsoft.KeyVault/vaults/keys/decrypt/action"),
    ];

    /// <summary>Whether it may read the vault and the metadata of its keys, which only a role gives.</summary>
    public static AtlasRight ToReadVault(AtlasRightsFacts facts) => Over(facts.RoleAssignments, assignments =>
    {
        var roles = new HeldRoles(assignments, facts.RoleDefinitions);
        return ByRole(facts, BuiltInRole.KeyVaultReader, [.. s_readActions.Select(a => (a, roles.Find(a, facts.Vault!.ResourceId, BuiltInRole.KeyVaultReader, RoleRights.ActionOf)))]);
    });

    /// <summary>Whether it may get, encrypt and decrypt with the key.</summary>
    public static AtlasRight ToUseKey(AtlasRightsFacts facts) => facts.ObjectId.IsKnown
        ? Over(facts.Settings, vault =>
            vault is null ? AtlasRight.Unknown("there is no such vault")
            : vault.UsesRoles ? Over(facts.RoleAssignments, assignments => ToUseKeyByRole(facts, assignments))
            : ByPolicy(facts, vault, facts.ObjectId.Value!))
        : AtlasRight.Hidden(facts.ObjectId.Reason, facts.ObjectId.Failure?.Remedy);

    private static AtlasRight ToUseKeyByRole(AtlasRightsFacts facts, IReadOnlyList<RoleAssignment> assignments)
    {
        var (roles, scope) = (new HeldRoles(assignments, facts.RoleDefinitions), facts.KeyName is { } key ? $"{facts.Vault!.ResourceId}/keys/{key}" : facts.Vault!.ResourceId);
        return ByRole(facts, BuiltInRole.KeyVaultCryptoUser, [.. s_keyRights.Select(r => (r.Permission, roles.Find(r.DataAction, scope, BuiltInRole.KeyVaultCryptoUser, RoleRights.DataActionOf)))]);
    }

    private static AtlasRight ByRole(AtlasRightsFacts facts, BuiltInRole named, IReadOnlyList<(string Right, (string? Role, string? Doubt) Found)> rights)
    {
        var lacking = rights.Where(r => r.Found is (null, null)).Select(r => r.Right).ToList();
        var grant = VaultGrants.Role(facts.ObjectId.Value, named, facts.Vault!.ResourceId);
        return lacking.Count > 0 ? AtlasRight.Missing($"none of its roles allows {string.Join(", ", lacking)}", grant, facts.MayBeFrozen)
            : rights.Select(r => r.Found.Doubt).OfType<string>().FirstOrDefault() is { } doubt ? AtlasRight.Unknown(doubt, grant)
            : AtlasRight.Held($"by {string.Join(", ", rights.Select(r => r.Found.Role).Distinct())}");
    }

    private static AtlasRight ByPolicy(AtlasRightsFacts facts, KeyVaultSettings vault, string objectId)
    {
        // A policy with an application id is for a user who comes through that application.
        var policies = vault.AccessPolicies.Where(p => p.ApplicationId is null).ToList();
        var own = policies.Where(p => p.ObjectId.Equals(objectId, StringComparison.OrdinalIgnoreCase)).ToList();
        var lacking = s_keyRights.Select(r => r.Permission).Where(r => !own.Exists(p => p.Allows(r))).ToList();
        var groups = policies.Where(p => IsPerhapsGroup(facts, p, objectId) && lacking.Exists(p.Allows)).ToList();
        var grant = VaultGrants.Policy(objectId, vault.Vault, own.SelectMany(p => p.KeyPermissions));
        return lacking.Count == 0 ? AtlasRight.Held("by an access policy")
            : vault.AccessGap is { } gap ? AtlasRight.Hidden(gap, "Look at the vault's access policies in the Azure portal.")
            : lacking.TrueForAll(r => groups.Exists(g => g.Allows(r)))
                ? AtlasRight.Unknown($"no access policy of object {objectId} allows it to {string.Join(", ", lacking)}, but it may belong to one of these if they are groups, which cannot be seen from here: {string.Join(", ", groups.Select(g => g.ObjectId))}", grant)
            : AtlasRight.Missing($"no access policy of object {objectId} allows it to {string.Join(", ", lacking)}", grant, facts.MayBeFrozen);
    }

    /// <summary>An access policy does not say whether its object is a group. The one who asks Azure is none.</summary>
    private static bool IsPerhapsGroup(AtlasRightsFacts facts, KeyVaultAccessPolicy policy, string objectId) =>
        !policy.ObjectId.Equals(objectId, StringComparison.OrdinalIgnoreCase) && !policy.ObjectId.Equals(facts.Caller.Value?.ObjectId, StringComparison.OrdinalIgnoreCase);

    private static AtlasRight Over<T>(Fact<T> fact, Func<T, AtlasRight> judge) => fact.IsKnown ? judge(fact.Value!) : AtlasRight.Unknown(fact.Reason, fact.Failure?.Remedy);
}

/// <summary>The facts that decide which rights Atlas has at a vault: each known, or not known and why.</summary>
/// <param name="Vault">The vault; null where it is not named in full, and then nothing of it is known.</param>
/// <param name="KeyName">The key; null for the whole vault.</param>
internal sealed record AtlasRightsFacts(KeyVaultReference? Vault, string? KeyName)
{
    /// <summary>Who is asking Azure.</summary>
    public required Fact<AzureIdentity> Caller { get; init; }

    /// <summary>The object in Microsoft Entra that Atlas acts as.</summary>
    public required Fact<string> ObjectId { get; init; }

    /// <summary>Null where there is no such vault.</summary>
    public required Fact<KeyVaultSettings?> Settings { get; init; }

    public required Fact<IReadOnlyList<RoleAssignment>> RoleAssignments { get; init; }

    public required Fact<IReadOnlyList<RoleDefinition>> RoleDefinitions { get; init; }

    /// <summary>Whether rights may have been taken on purpose: a freeze needs an enabled project.</summary>
    public required bool MayBeFrozen { get; init; }
}

/// <summary>One right of Atlas's identity, and why.</summary>
/// <param name="IsHeld">Null where it is not known.</param>
/// <param name="Reason">What shows it, what is missing, or why it is not known.</param>
/// <param name="Remedy">What gives the right, or makes it known.</param>
internal sealed record AtlasRight(bool? IsHeld, string Reason, string? Remedy = null)
{
    /// <summary>Whether Azure does not show what decides it, so that only Atlas can tell.</summary>
    public bool IsHidden { get; private init; }

    public static AtlasRight Held(string reason) => new(true, reason);

    public static AtlasRight Unknown(string reason, string? remedy = null) => new(null, reason, remedy);

    public static AtlasRight Hidden(string reason, string? remedy) => new(null, reason, remedy) { IsHidden = true };

    public static AtlasRight Missing(string reason, PowerShellCommand grant, bool mayBeFrozen) =>
        new(false, reason, mayBeFrozen ? PowerShellCommand.Of($"{grant} # not if the data were frozen on purpose: Grant-AtlasKeyAccess ends a freeze") : grant);
}
