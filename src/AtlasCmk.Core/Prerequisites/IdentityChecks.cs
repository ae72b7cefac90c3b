namespace AtlasCmk;

/// <summary>What is asked of the identity that Atlas signs in to Azure with.</summary>
internal static class IdentityChecks
{
    public const string KeyRights = "AtlasKeyRights";
    private const string ReadVault = "Microsoft.KeyVault/vaults/read";

    /// <summary>Access policies and roles spell the same three rights differently.</summary>
    private static readonly (string Permission, string DataAction)[] s_keyRights =
    [
        ("get", "Microsoft.KeyVault/vaults/keys/read"),
        ("encrypt", "Microsoft.KeyVault/vaults/keys/encrypt/action"),
        ("decrypt", "Microsoft.KeyVault/vaults/keys/decrypt/action"),
    ];

    private static readonly PrerequisiteRule s_signIn = new("AtlasSignIn", "Atlas's application signs in to Azure with a secret that has not expired", RuleSource.AtlasKeyVault);
    private static readonly PrerequisiteRule s_reader = new("AtlasVaultReader", "Atlas's identity has Key Vault Reader, or another role that reads the vault", RuleSource.PrivateEndpoints);
    private static readonly PrerequisiteRule s_rights = new(KeyRights, "Atlas's identity may get, encrypt and decrypt with the vault's keys", RuleSource.PrivateEndpoints);

    public static IEnumerable<PrerequisiteCheck> Of(PrerequisiteFacts facts) => [SignIn(facts), Reader(facts), Rights(facts)];

    private static string Identity(PrerequisiteFacts facts) => facts.Target.RoleId ?? facts.Target.ClientId ?? facts.AtlasObjectId.Value ?? "Atlas's identity";

    private static PrerequisiteCheck SignIn(PrerequisiteFacts facts)
    {
        var check = s_signIn.On(facts, Identity(facts));
        if (facts.Target.RoleId is not null)
        {
            return OrAsAtlasSays(facts, check, facts.AtlasObjectId, principal => check.Passed($"as its own service principal, {principal}, without a secret that could expire"));
        }

        return facts.SignIn is { Failure: { Kind: FailureKind.Authentication } e }
            ? check.Failed(e.Message, facts.Encryption.Value is { Enabled: true }
                ? $"Set-AtlasEncryptionAtRest -ProjectId {facts.ProjectId} -AzureCredential (Get-Credential {facts.Target.ClientId})"
                : "Make a new secret for the application, and give that (-AzureCredential).")
            : OrAsAtlasSays(facts, check, facts.SignIn, who => check.Passed(who.ToString()));
    }

    private static PrerequisiteCheck Reader(PrerequisiteFacts facts)
    {
        var check = s_reader.On(facts, Identity(facts));

        // That Atlas can use the key proves no right to read the vault.
        return check.Over(facts.RoleAssignments, assignments => check.Over(facts.RoleDefinitions, definitions =>
        {
            var found = Find(assignments, definitions, facts.Target.Vault!.ResourceId, r => RoleRights.AllowsAction(r, ReadVault));
            return found.Role is { } role ? check.Passed(role)
                : found.Conditional is { } maybe ? check.Unknown($"the role {maybe} has a condition, which Azure alone can judge")
                : Missing(facts, check, "no role of it reads the vault", Grant(facts, "Key Vault Reader"));
        }));
    }

    private static PrerequisiteCheck Rights(PrerequisiteFacts facts)
    {
        var check = s_rights.On(facts, Identity(facts));
        return OrAsAtlasSays(facts, check, facts.AtlasObjectId, objectId => check.Over(facts.Vault, vault =>
            vault is null ? check.Unknown("there is no such vault")
            : vault.UsesRoles ? ByRole(facts, check)
            : ByPolicy(facts, check, vault, objectId)));
    }

    private static PrerequisiteCheck ByPolicy(PrerequisiteFacts facts, PrerequisiteVerdict check, KeyVaultSettings vault, string objectId)
    {
        // A policy with an application id is for a user who comes through that application.
        var policies = vault.AccessPolicies.Where(p => p.ApplicationId is null && p.ObjectId.Equals(objectId, StringComparison.OrdinalIgnoreCase)).ToList();
        var lacking = s_keyRights.Select(r => r.Permission).Where(r => !policies.Exists(p => p.Allows(r))).ToList();
        return lacking.Count == 0
            ? check.Passed("by an access policy")
            : Missing(facts, check, $"no access policy of object {objectId} allows to {string.Join(", ", lacking)}",
                $"Set-AzKeyVaultAccessPolicy -VaultName {vault.Vault.Name} -ObjectId {objectId} -PermissionsToKeys get, encrypt, decrypt");
    }

    private static PrerequisiteCheck ByRole(PrerequisiteFacts facts, PrerequisiteVerdict check) =>
        check.Over(facts.RoleAssignments, assignments => check.Over(facts.RoleDefinitions, definitions =>
        {
            var scope = facts.Target is { Key: { } key, KeyFault: null } ? $"{facts.Target.Vault!.ResourceId}/keys/{key.KeyName}" : facts.Target.Vault!.ResourceId;
            var found = s_keyRights.Select(r => (r.Permission, Found: Find(assignments, definitions, scope, role => RoleRights.AllowsDataAction(role, r.DataAction)))).ToList();
            var lacking = found.Where(r => r.Found.Role is null).ToList();
            return lacking.Count == 0 ? check.Passed($"by {string.Join(", ", found.Select(r => r.Found.Role).Distinct())}")
                : lacking.TrueForAll(r => r.Found.Conditional is not null) ? check.Unknown($"the role {lacking[0].Found.Conditional} has a condition, which Azure alone can judge")
                : Missing(facts, check, $"no role of it allows to {string.Join(", ", lacking.Select(r => r.Permission))}", Grant(facts, "Key Vault Crypto User"));
        }));

    /// <summary>The first role that reaches the scope and has the right: without a condition, else with one.</summary>
    private static (string? Role, string? Conditional) Find(IReadOnlyList<RoleAssignment> assignments, IReadOnlyList<RoleDefinition> definitions, string scope, Func<RoleDefinition, bool> allows)
    {
        var having = (from a in assignments
                      where a.Covers(scope)
                      from d in definitions
                      where a.RoleDefinitionId.Split('/')[^1].Equals(d.Id.Split('/')[^1], StringComparison.OrdinalIgnoreCase) && allows(d)
                      select (d.RoleName, IsConditional: a.Condition is not null)).ToList();
        return (having.FirstOrDefault(h => !h.IsConditional).RoleName, having.FirstOrDefault(h => h.IsConditional).RoleName);
    }

    /// <summary>Atlas may have found a way that is not seen from here, such as a group in an access policy; or it has not looked yet since the right was taken.</summary>
    private static PrerequisiteCheck Missing(PrerequisiteFacts facts, PrerequisiteVerdict check, string actual, string remedy) => facts.Target.IsInUseAndValid
        ? check.Warning($"{actual}; yet Atlas reports that it can use the key: through a group, or not for much longer", remedy)
        : check.Failed(actual, remedy);

    /// <summary>What cannot be seen from here, Atlas knows where it uses just these settings: it has just been asked.</summary>
    private static PrerequisiteCheck OrAsAtlasSays<T>(PrerequisiteFacts facts, PrerequisiteVerdict check, Fact<T> fact, Func<T, PrerequisiteCheck> judge) =>
        !fact.IsKnown && facts.Target.IsInUseAndValid ? check.Passed("Atlas reports that it can use the key") : check.Over(fact, judge);

    private static string Grant(PrerequisiteFacts facts, string role) =>
        $"New-AzRoleAssignment -ObjectId {facts.AtlasObjectId.Value} -RoleDefinitionName '{role}' -Scope {facts.Target.Vault!.ResourceId}";
}
