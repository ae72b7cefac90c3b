namespace AtlasCmk.Rules;

/// <summary>What is asked of the identity that Atlas signs in to Azure with.</summary>
internal static class IdentityChecks
{
    public const string KeyRights = "AtlasKeyRights";

    private const string Expired = "AADSTS7000222";

    private const string AsAtlasSays = "Atlas reports that it can use the key";

    private static readonly string[] s_readActions = ["Microsoft.KeyVault/vaults/read", "Microsoft.KeyVault/vaults/keys/read"];

    /// <summary>Access policies and roles spell the same three rights differently.</summary>
    private static readonly (string Permission, string DataAction)[] s_keyRights =
    [
        ("get", "Microsoft.KeyVault/vaults/keys/read"),
        ("encrypt", "Microsoft.KeyVault/vaults/keys/encrypt/action"),
        ("decrypt", "Microsoft.KeyVault/vaults/keys/decrypt/action"),
    ];

    /// <summary>Those that another secret mends.</summary>
    private static readonly string[] s_ofSecret = [Expired, "AADSTS7000215", "AADSTS7000216"];

    /// <summary>What Microsoft Entra says of the application, its secret or its tenant. Other refusals, such as those of Conditional Access, may be about this computer, and not about Atlas.</summary>
    private static readonly string[] s_refusals = [.. s_ofSecret, "AADSTS7000112", "AADSTS700016", "AADSTS90002", "AADSTS900023"];

    private static readonly PrerequisiteRule s_signIn = new("AtlasSignIn", "Atlas's application signs in to Azure with a secret that has not expired", RuleSource.AtlasKeyVault);
    private static readonly PrerequisiteRule s_reader = new("AtlasVaultReader", "Atlas's identity has Key Vault Reader, or another role that reads the vault and its keys", RuleSource.PrivateEndpoints);
    private static readonly PrerequisiteRule s_rights = new(KeyRights, "Atlas's identity may get, encrypt and decrypt with the vault's keys", RuleSource.PrivateEndpoints);

    public static IEnumerable<PrerequisiteCheck> Of(PrerequisiteFacts facts) => [SignIn(facts), Reader(facts), Rights(facts)];

    private static string Identity(PrerequisiteFacts facts) => facts.Target.RoleId ?? facts.Target.ClientId ?? facts.AtlasObjectId.Value ?? "Atlas's identity";

    private static PrerequisiteCheck SignIn(PrerequisiteFacts facts)
    {
        var check = s_signIn.On(facts, Identity(facts));
        if (facts.Target.RoleId is not null)
        {
            return OrAsAtlasSays(facts, check, facts.AtlasObjectId, principal => check.Passed($"the service principal {principal} has no secret that could expire"));
        }

        return facts.SignIn is { Failure: AzureApiException { ErrorCode: { } code } e } && s_refusals.Contains(code)
            ? check.Failed(e.Message, facts.Encryption.Value is { Enabled: true } && s_ofSecret.Contains(code)
                ? PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {facts.ProjectId} -AzureCredential (Get-Credential {facts.Target.ClientId})")
                : e.Remedy)
            : OrAsAtlasSays(facts, check, facts.SignIn, who => check.Passed(who.ToString()));
    }

    /// <summary>Whether Microsoft Entra refuses for what holds for any secret of the application that Atlas may have: not for one that was mistyped here.</summary>
    public static bool IsRefusedAsApplication(PrerequisiteFacts facts) => facts.SignIn.Failure is AzureApiException { ErrorCode: Expired or "AADSTS7000112" or "AADSTS700016" };

    private static PrerequisiteCheck Reader(PrerequisiteFacts facts)
    {
        var check = s_reader.On(facts, Identity(facts));

        // That Atlas can use the key proves no right to read the vault.
        return check.Over(facts.RoleAssignments, assignments =>
        {
            var (roles, vault) = (new HeldRoles(assignments, facts.RoleDefinitions), facts.Target.Vault!.ResourceId);
            return ByRole(facts, check, BuiltInRole.KeyVaultReader, [.. s_readActions.Select(a => (a, roles.Find(a, vault, BuiltInRole.KeyVaultReader, RoleRights.ActionOf)))]);
        });
    }

    private static PrerequisiteCheck Rights(PrerequisiteFacts facts)
    {
        var check = s_rights.On(facts, Identity(facts));
        return OrAsAtlasSays(facts, check, facts.AtlasObjectId, objectId => check.Over(facts.Vault, vault =>
            vault is null ? check.Unknown("there is no such vault")
            : vault.UsesRoles ? check.Over(facts.RoleAssignments, assignments => RightsByRole(facts, check, assignments))
            : ByPolicy(facts, check, vault, objectId)));
    }

    private static PrerequisiteCheck RightsByRole(PrerequisiteFacts facts, PrerequisiteVerdict check, IReadOnlyList<RoleAssignment> assignments)
    {
        var vault = facts.Target.Vault!.ResourceId;
        var (roles, scope) = (new HeldRoles(assignments, facts.RoleDefinitions), facts.Target is { Key: { } key, KeyFault: null } ? $"{vault}/keys/{key.KeyName}" : vault);
        return ByRole(facts, check, BuiltInRole.KeyVaultCryptoUser, [.. s_keyRights.Select(r => (r.Permission, roles.Find(r.DataAction, scope, BuiltInRole.KeyVaultCryptoUser, RoleRights.DataActionOf)))]);
    }

    private static PrerequisiteCheck ByRole(PrerequisiteFacts facts, PrerequisiteVerdict check, BuiltInRole named, IReadOnlyList<(string Right, (string? Role, string? Doubt) Found)> rights)
    {
        var lacking = rights.Where(r => r.Found is (null, null)).Select(r => r.Right).ToList();
        return lacking.Count > 0 ? Missing(facts, check, $"none of its roles allows {string.Join(", ", lacking)}", VaultGrants.Role(facts.AtlasObjectId.Value, named, facts.Target.Vault!.ResourceId))
            : rights.Select(r => r.Found.Doubt).OfType<string>().FirstOrDefault() is { } doubt ? check.Unknown(doubt, VaultGrants.Role(facts.AtlasObjectId.Value, named, facts.Target.Vault!.ResourceId))
            : check.Passed($"by {string.Join(", ", rights.Select(r => r.Found.Role).Distinct())}");
    }

    private static PrerequisiteCheck ByPolicy(PrerequisiteFacts facts, PrerequisiteVerdict check, KeyVaultSettings vault, string objectId)
    {
        // A policy with an application id is for a user who comes through that application.
        var policies = vault.AccessPolicies.Where(p => p.ApplicationId is null).ToList();
        var own = policies.Where(p => p.ObjectId.Equals(objectId, StringComparison.OrdinalIgnoreCase)).ToList();
        var lacking = s_keyRights.Select(r => r.Permission).Where(r => !own.Exists(p => p.Allows(r))).ToList();
        var groups = policies.Where(p => IsPerhapsGroup(facts, p, objectId) && lacking.Exists(p.Allows)).ToList();
        var remedy = VaultGrants.Policy(objectId, vault.Vault, own.SelectMany(p => p.KeyPermissions));
        return lacking.Count == 0 ? check.Passed("by an access policy")
            : vault.AccessGap is { } gap ? facts.Target.IsInUseAndValid ? check.Passed(AsAtlasSays) : check.Unknown(gap, "Look at the vault's access policies in the Azure portal.")
            : lacking.TrueForAll(r => groups.Exists(g => g.Allows(r)))
                ? check.Unknown($"no access policy of object {objectId} allows it to {string.Join(", ", lacking)}, but it may belong to one of these if they are groups, which cannot be seen from here: {string.Join(", ", groups.Select(g => g.ObjectId))}", remedy)
            : Missing(facts, check, $"no access policy of object {objectId} allows it to {string.Join(", ", lacking)}", remedy);
    }

    /// <summary>An access policy does not say whether its object is a group. The one who asks Azure is none.</summary>
    private static bool IsPerhapsGroup(PrerequisiteFacts facts, KeyVaultAccessPolicy policy, string objectId) =>
        !policy.ObjectId.Equals(objectId, StringComparison.OrdinalIgnoreCase) && !policy.ObjectId.Equals(facts.Caller.Value?.ObjectId, StringComparison.OrdinalIgnoreCase);

    /// <summary>Atlas has not validated yet since the right was removed, where it reports that it can use the key. A freeze removes such rights on purpose.</summary>
    private static PrerequisiteCheck Missing(PrerequisiteFacts facts, PrerequisiteVerdict check, string actual, PowerShellCommand grant)
    {
        string remedy = facts.Encryption.Value is { Enabled: true } ? PowerShellCommand.Of($"{grant} # not if the data were frozen on purpose: Grant-AtlasKeyAccess ends a freeze") : grant;
        return facts.Target.IsInUseAndValid
            ? check.Warning($"{actual}; Atlas still reports that it can use the key, perhaps not for long", remedy)
            : check.Failed(actual, remedy);
    }

    /// <summary>What cannot be seen from here, Atlas knows where it uses just these settings: it has just been asked.</summary>
    private static PrerequisiteCheck OrAsAtlasSays<T>(PrerequisiteFacts facts, PrerequisiteVerdict check, Fact<T> fact, Func<T, PrerequisiteCheck> judge) =>
        !fact.IsKnown && facts.Target.IsInUseAndValid ? check.Passed(AsAtlasSays) : check.Over(fact, judge);
}
