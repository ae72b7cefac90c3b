namespace AtlasCmk.Rules;

/// <summary>The rights of Atlas's identity at a vault, from what was read there. Pure: sends no requests.</summary>
/// <remarks>Source: https://www.mongodb.com/docs/atlas/security-azure-kms/.</remarks>
internal static class AtlasRights
{
    private static readonly string[] s_readActions = ["Microsoft.KeyVault/vaults/read", "Microsoft.KeyVault/vaults/keys/read"];

    /// <summary>Access policies and roles have different names for the same three rights.</summary>
    private static readonly (string Permission, string DataAction)[] s_keyRights =
    [
        ("get", "Microsoft.KeyVault/vaults/keys/read"),
        ("encrypt", "Microsoft.KeyVault/vaults/keys/encrypt/action"),
        ("decrypt", "Microsoft.KeyVault/vaults/keys/decrypt/action"),
    ];

    /// <summary>Whether it can read the vault and the metadata of its keys, which requires a role.</summary>
    public static AtlasRight ToReadVault(AtlasRightsFacts facts) => Over(facts.RoleAssignments, assignments =>
    {
        var roles = new HeldRoles(assignments, facts.RoleDefinitions);
        return ByRole(facts, BuiltInRole.KeyVaultReader, [.. s_readActions.Select(a => (a, roles.Find(a, facts.Vault!.ResourceId, BuiltInRole.KeyVaultReader, RoleRights.ActionOf)))]);
    });

    /// <summary>Whether it can get, encrypt and decrypt with the key.</summary>
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
        // A policy with an application ID applies to users of that application.
        var policies = vault.AccessPolicies.Where(p => p.ApplicationId is null).ToList();
        var own = policies.Where(p => p.ObjectId.Equals(objectId, StringComparison.OrdinalIgnoreCase)).ToList();
        var lacking = s_keyRights.Select(r => r.Permission).Where(r => !own.Exists(p => p.Allows(r))).ToList();
        var groups = policies.Where(p => IsPerhapsGroup(facts, p, objectId) && lacking.Exists(p.Allows)).ToList();
        var grant = VaultGrants.Policy(objectId, vault.Vault, own.SelectMany(p => p.KeyPermissions));
        return lacking.Count == 0 ? AtlasRight.Held("by an access policy")
            : vault.AccessGap is { } gap ? AtlasRight.Hidden(gap, "Look at the vault's access policies in the Azure portal.")
            : lacking.TrueForAll(r => groups.Exists(g => g.Allows(r)))
                ? AtlasRight.Unknown($"no access policy of object {objectId} allows it to {string.Join(", ", lacking)}; it may be a member of one of "
                + $"these, if they are groups (this cannot be checked here): {string.Join(", ", groups.Select(g => g.ObjectId))}", grant)
            : AtlasRight.Missing($"no access policy of object {objectId} allows it to {string.Join(", ", lacking)}", grant, facts.MayBeFrozen);
    }

    /// <summary>An access policy does not show whether its object is a group. The signed-in identity is not a group.</summary>
    private static bool IsPerhapsGroup(AtlasRightsFacts facts, KeyVaultAccessPolicy policy, string objectId) =>
        !policy.ObjectId.Equals(objectId, StringComparison.OrdinalIgnoreCase) && !policy.ObjectId.Equals(facts.Caller.Value?.ObjectId, StringComparison.OrdinalIgnoreCase);

    private static AtlasRight Over<T>(ReadResult<T> fact, Func<T, AtlasRight> judge) => fact.IsKnown ? judge(fact.Value!) : AtlasRight.Unknown(fact.Reason, fact.Failure?.Remedy);
}

/// <summary>The facts that determine Atlas's rights at a vault. Each is known, or unknown with a reason.</summary>
/// <param name="Vault">The vault. Null if it is not completely known, and then nothing about it is known.</param>
/// <param name="KeyName">The key. Null for the whole vault.</param>
internal sealed record AtlasRightsFacts(KeyVaultReference? Vault, string? KeyName)
{
    /// <summary>The signed-in Azure identity.</summary>
    public required ReadResult<AzureIdentity> Caller { get; init; }

    /// <summary>The Microsoft Entra object that Atlas uses.</summary>
    public required ReadResult<string> ObjectId { get; init; }

    /// <summary>Null if the vault does not exist.</summary>
    public required ReadResult<KeyVaultSettings?> Settings { get; init; }

    public required ReadResult<IReadOnlyList<RoleAssignment>> RoleAssignments { get; init; }

    public required ReadResult<IReadOnlyList<RoleDefinition>> RoleDefinitions { get; init; }

    /// <summary>Whether rights may have been removed on purpose. A freeze requires an enabled project.</summary>
    public required bool MayBeFrozen { get; init; }
}

/// <summary>One right of Atlas's identity, and why.</summary>
/// <param name="IsHeld">Null if unknown.</param>
/// <param name="Reason">The evidence, what is missing, or why it is unknown.</param>
/// <param name="Remedy">How to grant the right, or how to find it.</param>
internal sealed record AtlasRight(bool? IsHeld, string Reason, string? Remedy = null)
{
    /// <summary>Whether Azure does not show it, so that only Atlas can report it.</summary>
    public bool IsHidden { get; private init; }

    public static AtlasRight Held(string reason) => new(true, reason);

    public static AtlasRight Unknown(string reason, string? remedy = null) => new(null, reason, remedy);

    public static AtlasRight Hidden(string reason, string? remedy) => new(null, reason, remedy) { IsHidden = true };

    public static AtlasRight Missing(string reason, PowerShellCommand grant, bool mayBeFrozen) =>
        new(false, reason, mayBeFrozen ? PowerShellCommand.Of($"{grant} # not if the data were frozen on purpose: Grant-AtlasKeyAccess ends a freeze") : grant);
}
