namespace AtlasCmk.Rules;

/// <summary>The errors of a freeze and its thaw.</summary>
internal static class KeyAccessErrors
{
    private static readonly AtlasCmkError s_keyNotInUse = new("KeyNotInUse", FailureKind.Refused,
        meaning: "The project uses another key version than the given one.",
        cause: "-KeyIdentifier belongs to another project, or is a former version.",
        remedy: "Leave -KeyIdentifier out to freeze the project by the key that it uses.",
        VendorPages.EncryptionAtRest);

    public static AtlasCmkException KeyNotInUse(string projectId, KeyIdentifier asked, KeyIdentifier used) =>
        s_keyNotInUse.Because($"Project {projectId} does not use the key version {asked}, but {used}: nothing was taken.",
            "Leave -KeyIdentifier out to freeze the project by the key that it uses. To see who uses the version: "
                + $"{PowerShellCommand.Of($"Get-AtlasKeyUsage -KeyIdentifier {asked.Text}")}", asked.Text);

    private static readonly AtlasCmkError s_versionNotNamed = new("VersionNotNamed", FailureKind.InvalidArgument,
        meaning: "The key version to disable is unknown.",
        cause: "-VaultName without -KeyIdentifier. Atlas is not asked in this case.",
        remedy: "Give -KeyIdentifier too.",
        VendorPages.KeysInAzure);

    public static AtlasCmkException VersionNotNamed(KeyVaultReference vault) =>
        s_versionNotNamed.Because($"Atlas is not asked, so the key version to disable in {vault.Name} is unknown.", "Give -KeyIdentifier too. "
            + $"{KeyErrors.IdentifierForm} Without the version at its end, every enabled version of the key is disabled.", vault.Name);

    private static readonly AtlasCmkError s_atlasIdentityUnknown = new("AtlasIdentityUnknown", FailureKind.Refused,
        meaning: "The identity that Atlas uses in Microsoft Entra is unknown.",
        cause: "Atlas reports its application, but access policies and roles name an object ID.",
        remedy: $"Use -Method KeyVersion; or give -AtlasObjectId with the id that this shows ({KeyAccessCommands.FindIdentity(null)}).",
        VendorPages.KeysInAzure);

    public static AtlasCmkException AtlasIdentityUnknown(KeyAccessTarget target, string why, IReadOnlyList<KeyUser> candidates, string? clientId = null) =>
        s_atlasIdentityUnknown.Because($"The Microsoft Entra identity with which Atlas uses the vault {target.Vault.Name} is unknown: {why}."
            + (candidates.Count == 0 ? "" : $" These objects are allowed to use its keys: {string.Join(", ", candidates)}."),
            $"Use -Method KeyVersion, which needs no identity; or give -AtlasObjectId with the id that this command shows: {KeyAccessCommands.FindIdentity(clientId)}", target.Vault.Name);

    private static readonly AtlasCmkError s_methodDoesNotFit = new("MethodDoesNotFit", FailureKind.Refused,
        meaning: "The vault does not use what -Method would remove.",
        cause: "-Method AccessPolicy for a vault that uses Azure RBAC, or -Method RoleAssignment for a vault that uses access policies. Or the vault was changed from one to the other after a freeze.",
        remedy: "Use the other -Method. For a thaw, change the vault back to what it used before.",
        VendorPages.VaultRoles);

    public static AtlasCmkException MethodDoesNotFit(KeyAccessTarget target) =>
        s_methodDoesNotFit.Because(target.Method == KeyAccessMethod.RoleAssignment
                ? $"The vault {target.Vault.Name} uses access policies; roles give no right to its keys."
                : $"The vault {target.Vault.Name} uses Azure RBAC and ignores its access policies.",
            $"Use -Method {(target.Method == KeyAccessMethod.RoleAssignment ? KeyAccessMethod.AccessPolicy : KeyAccessMethod.RoleAssignment)}.", target.Vault.Name);

    public static AtlasCmkException GrantDoesNotFit(KeyAccessTarget target) =>
        s_methodDoesNotFit.Because(target.Method == KeyAccessMethod.RoleAssignment
                ? $"Roles were taken, and the vault {target.Vault.Name} uses access policies now. The roles would not let Atlas use the key. Nothing was given."
                : $"An access policy was taken, and the vault {target.Vault.Name} uses Azure RBAC now. The policy would not let Atlas use the key. Nothing was given.",
            "Change the vault back to what it used before, and run the command again. "
                + $"Or give Atlas's identity {target.ObjectId} "
                + $"{(target.Method == KeyAccessMethod.RoleAssignment ? "an access policy with get, encrypt and decrypt" : "the role Key Vault Crypto User")} yourself.", target.Vault.Name);

    private static readonly AtlasCmkError s_objectIdIsOwn = new("ObjectIdIsOwn", FailureKind.Refused,
        meaning: "The object id that was given for Atlas is the caller's own.",
        cause: "-AtlasObjectId with the id of the identity that is signed in to Azure.",
        remedy: "Give the object ID of the service principal that Atlas uses.",
        VendorPages.KeysInAzure);

    public static AtlasCmkException ObjectIdIsOwn(AzureIdentity caller) =>
        s_objectIdIsOwn.Because($"-AtlasObjectId is the {caller}, which is your own sign-in to Azure and not Atlas's. Nothing was taken.",
            $"Give -AtlasObjectId with the id of the service principal that Atlas signs in as: {KeyAccessCommands.FindIdentity(null)}", caller.ObjectId);

    private static readonly AtlasCmkError s_roleTooBroad = new("RoleTooBroad", FailureKind.Refused,
        meaning: "A role of Atlas's identity is more than access to keys.",
        cause: "A custom role with control actions such as *, or a record that was changed.",
        remedy: "Give Atlas's identity a role that only uses keys; or disable the version instead (-Method KeyVersion).",
        VendorPages.VaultRoles);

    public static AtlasCmkException RoleTooBroad(KeyAccessTarget target, HeldRole role) =>
        s_roleTooBroad.Because($"The role {role.Definition.RoleName} of {role.Assignment.PrincipalId} at {role.Assignment.Scope} lets it administer the vault or give roles, which is more than "
            + "access to keys. It is neither taken nor given back.",
            "Give Atlas's identity a role that only uses keys (Key Vault Crypto User), and remove the broad one yourself. Or disable the version instead (-Method "
                + "KeyVersion).", role.Assignment.Id);

    private static readonly AtlasCmkError s_roleNotOfKeys = new("RoleNotOfKeys", FailureKind.Refused,
        meaning: "The record names a role that does not allow encrypt or decrypt.",
        cause: "The record or the role was changed.",
        remedy: "Check both. If the role is right, assign it yourself.",
        VendorPages.VaultRoles);

    public static AtlasCmkException RoleNotOfKeys(KeyAccessTarget target, HeldRole role) =>
        s_roleNotOfKeys.Because($"The record lists the role {role.Definition.RoleName} for {role.Assignment.PrincipalId} at {role.Assignment.Scope}, which does not allow encrypt or "
            + $"decrypt with keys. A freeze of {target.Name} never takes such a role. Nothing was given.",
            "The record or the role may have been changed. Check both, and assign the role yourself if it is right.", role.Assignment.Id);

    private static readonly AtlasCmkError s_roleDiffers = new("RoleDiffers", FailureKind.Refused,
        meaning: "Atlas's identity has the role already, with another condition.",
        cause: "It was assigned after the freeze.",
        remedy: "If the assignment that is there is wrong, delete it; then run the command again.",
        VendorPages.VaultRoles);

    public static AtlasCmkException RoleDiffers(AssignedRole taken, RoleAssignment there) =>
        s_roleDiffers.Because($"{there.PrincipalId} has the role at {there.Scope} already, by the assignment {there.Id}, with {Condition(there)}; what was taken has "
            + $"{Condition(taken.Assignment)}. Azure allows only one of them.", target: there.Id);

    private static readonly AtlasCmkError s_severalProjects = new("SeveralProjects", FailureKind.InvalidArgument,
        meaning: "A freeze of a vault takes one project.",
        cause: "-VaultName with more than one project.",
        remedy: "Give one -ProjectId or none.",
        VendorPages.EncryptionAtRest);

    public static AtlasCmkException SeveralProjects(string vaultName, IEnumerable<string> projects) =>
        s_severalProjects.Because($"With -VaultName {vaultName}, a freeze covers that vault, and its record can name only one project, not {string.Join(" and ", projects)}.",
            "Give one -ProjectId or none; all projects that use the vault's keys with this identity stop in any case.", vaultName);

    private static readonly AtlasCmkError s_roleInherited = new("RoleInherited", FailureKind.Refused,
        meaning: "Atlas's identity inherits its role from a scope above the vault.",
        cause: "The role is assigned at the resource group or the subscription. Removing it would affect everything below.",
        remedy: "Disable the version instead (-Method KeyVersion), or give the identity its role at the vault.",
        VendorPages.VaultRoles);

    public static AtlasCmkException RoleInherited(KeyAccessTarget target, RoleAssignment assignment, string role) =>
        s_roleInherited.Because($"Atlas's identity {target.ObjectId} has the role {role} at {assignment.Scope}, from where the vault {target.Vault.Name} only inherits it. "
            + "Removing it would stop everything else below that scope. Nothing was taken.",
            "Disable the version instead (-Method KeyVersion). Or assign the role at the vault, remove the inherited one, and run the command again.", assignment.Id);

    private static readonly AtlasCmkError s_roleThroughGroup = new("RoleThroughGroup", FailureKind.Refused,
        meaning: "Atlas's identity has its role through a group.",
        cause: "Removing it would affect all members of the group.",
        remedy: "Take the identity out of the group, or disable the version instead (-Method KeyVersion).",
        VendorPages.VaultRoles);

    public static AtlasCmkException RoleThroughGroup(KeyAccessTarget target, RoleAssignment assignment, string role) =>
        s_roleThroughGroup.Because($"Atlas's identity {target.ObjectId} has the role {role} through {assignment.PrincipalId}, a group. Removing the role would stop every member of the group. "
            + "Nothing was taken.", target: assignment.Id);

    private static readonly AtlasCmkError s_nothingToRevoke = new("NothingToRevoke", FailureKind.Refused,
        meaning: "There is nothing to remove, and no record.",
        cause: "It was removed before, with another method or record. A right through a group cannot be removed.",
        remedy: "Give the record that was written then.",
        VendorPages.EncryptionAtRest);

    public static AtlasCmkException NothingToRevoke(KeyAccessTarget target, string recordPath) =>
        s_nothingToRevoke.Because(target.Method == KeyAccessMethod.KeyVersion
                ? $"{(target.TakesEveryVersion ? $"No version of the key {target.Key} is enabled" : $"The key version {target.Key} is disabled already")}, and there is no record {recordPath} "
                    + "of it."
                : $"Atlas's identity {target.ObjectId} has nothing at {target.KeyScope} that could be taken ({target.Method}), and there is no record {recordPath} of it.",
            "If this command took it, give the record that was written then, to continue or to give it back."
                + (target.Method == KeyAccessMethod.KeyVersion ? "" : " If Atlas can still use the key, it has the permission in another way: through a group, for example."), target.Name);

    private static readonly AtlasCmkError s_impactUnknown = new("ImpactUnknown", FailureKind.Refused,
        meaning: "It is not fully known what would stop.",
        cause: "Some data could not be read, or Atlas is not asked.",
        remedy: "Fix what cannot be read, or add -Force to continue without it.",
        VendorPages.EncryptionAtRest);

    public static AtlasCmkException ImpactUnknown(KeyAccessTarget target, KeyAccessImpact impact) =>
        s_impactUnknown.Because($"It is not fully known what would stop with {target.Name}: {string.Join("; ", impact.Unknown)}. "
            + "Nothing was taken.", target: target.ProjectId ?? target.Vault.Name);

    public static AtlasCmkException RevocationIncomplete(KeyAccessTarget target, KeyGrant grant, IEnumerable<KeyGrant> taken, IEnumerable<KeyGrant> left,
        string recordPath, PowerShellCommand again, AtlasCmkException why) =>
        why.Saying($"{why.Message} This concerns {grant}. Taken from {target.Name} in this run: {List(taken)}. Not taken: {List(left)}. "
            + $"What was taken stays taken, and the record {recordPath} lists all of it.",
            $"{why.Remedy} To give back what was taken, run ({KeyAccessCommands.Grant(recordPath)}). To continue: {again}", target.Name);

    private static readonly AtlasCmkError s_newVersionEnabled = new("NewVersionEnabled", FailureKind.Failed,
        meaning: "A version of the key was created or enabled during the freeze. Atlas uses the latest enabled version.",
        cause: "The key's rotation policy, a rotation, or a user who enabled a version.",
        remedy: "Stop what creates versions. Then freeze the new version too, with a separate record: Revoke-AtlasKeyAccess -ProjectId '…' -Method KeyVersion -RecordPath '…'",
        VendorPages.KeysInAzure);

    public static AtlasCmkException NewVersionEnabled(KeyAccessTarget target, IEnumerable<KeyGrant> enabled, PowerShellCommand again) =>
        s_newVersionEnabled.Because($"The data of {target.Name} are not frozen. Atlas uses the latest enabled version, and these were created or enabled during the freeze: "
            + $"{List(enabled)}.",
            $"Stop what creates or enables versions, such as the key's rotation policy ({KeyAccessCommands.FindRotationPolicy(target)}). "
                + $"Then freeze these versions too, with a separate record: {again}", target.Name);

    public static AtlasCmkException GrantIncomplete(KeyAccessTarget target, KeyGrant grant, string recordPath, AtlasCmkException why) =>
        why.Saying($"{why.Message} This concerns {grant}. Not everything that was taken from {target.Name} has been given back.",
            $"{why.Remedy} To continue: {KeyAccessCommands.Grant(recordPath)}", target.Name);

    private static readonly AtlasCmkError s_accessNotTaken = new("AccessNotTaken", FailureKind.Failed,
        meaning: "Azure accepted a change, but does not show afterwards that the access is gone.",
        cause: "Azure did not make the change, or could not be asked again.",
        remedy: "Run the command again with the same -RecordPath. It removes the rest.",
        VendorPages.KeysInAzure);

    public static AtlasCmkException AccessNotTaken(KeyAccessTarget target, IEnumerable<string> open, PowerShellCommand again) =>
        s_accessNotTaken.Because($"Azure accepted the change for {target.Name}, but does not show all of it: {string.Join("; ", open)}. Atlas may still be able to use the key.",
            $"The record stays as it is. Run the command again; it takes what is left: {again}", target.Name);

    private static readonly AtlasCmkError s_accessNotGiven = new("AccessNotGiven", FailureKind.Failed,
        meaning: "Azure accepted a change, but does not show afterwards that the access is there.",
        cause: "Azure did not make the change, or could not be asked again.",
        remedy: "Run the command again. It restores what is missing.",
        VendorPages.KeysInAzure);

    public static AtlasCmkException AccessNotGiven(KeyAccessTarget target, IEnumerable<string> open, string recordPath) =>
        s_accessNotGiven.Because($"Azure accepted the change for {target.Name}, but does not show all of it: {string.Join("; ", open)}. Atlas may not be able to use the key yet.",
            $"Run the command again; it gives what is missing: {KeyAccessCommands.Grant(recordPath)}", target.Name);

    private static string List(IEnumerable<KeyGrant> grants) => string.Join("; ", grants) is { Length: > 0 } text ? text : "nothing";

    private static string Condition(RoleAssignment role) => role.Condition is { } text ? $"the condition {text}" : "no condition";

    private static readonly AtlasCmkError s_vaultAccessUnknown = new("VaultAccessUnknown", FailureKind.Protocol,
        meaning: "Azure does not say which access policies the vault has.",
        cause: "An incomplete answer: it names neither Azure RBAC nor access policies, or not what a policy allows.",
        remedy: "Run the command again; then look at the vault's access policies in the Azure portal.",
        VendorPages.AzureDeployment);

    public static AtlasCmkException VaultAccessUnknown(KeyVaultReference vault, string gap) =>
        s_vaultAccessUnknown.Because($"{gap}, so it is unclear who may use its keys.",
            "Run the command again. If the answer stays the same, look at the vault's access policies in the Azure portal.", vault.Name);

    private static readonly AtlasCmkError s_keyVersionStateUnknown = new("KeyVersionStateUnknown", FailureKind.Protocol,
        meaning: "Azure does not say whether the key version is enabled.",
        cause: "An incomplete answer.",
        remedy: "Run the command again; then look at the key version in the Azure portal.",
        VendorPages.AzureDeployment);

    public static AtlasCmkException KeyVersionStateUnknown(KeyIdentifier key) =>
        s_keyVersionStateUnknown.Because($"Azure does not say whether the key version {key} is enabled.",
            "Run the command again. If the answer stays the same, look at the key version in the Azure portal.", key.Text);

    private static readonly AtlasCmkError s_vaultUnknown = new("VaultUnknown", FailureKind.NotFound,
        meaning: "There is no vault with this name in the resource group and subscription.",
        cause: "A mistyped name, or no right to see the vault.",
        remedy: "Check the three names.",
        VendorPages.AzureDeployment);

    public static AtlasCmkException VaultUnknown(KeyVaultReference vault) =>
        s_vaultUnknown.Because($"There is no vault {vault.Name} in the resource group {vault.ResourceGroupName} of the subscription {vault.SubscriptionId}.",
            "Check the three names. Azure gives the same answer for a vault that is elsewhere, or that this identity may not see.", vault.Name);
}
