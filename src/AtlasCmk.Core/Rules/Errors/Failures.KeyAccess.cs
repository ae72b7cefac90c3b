namespace AtlasCmk.Rules;

internal static partial class Failures
{
    public static AtlasCmkException KeyNotInUse(string projectId, KeyIdentifier asked, KeyIdentifier used) =>
        new(FailureKind.Refused, "KeyNotInUse", $"Project {projectId} does not use the key version {asked}, but {used}: nothing was taken.",
            $"Leave -KeyIdentifier out to freeze the project by the key that it uses. To see who uses the version: {PowerShellCommand.Of($"Get-AtlasKeyUsage -KeyIdentifier {asked.Text}")}", asked.Text);

    public static AtlasCmkException VersionNotNamed(KeyVaultReference vault) =>
        new(FailureKind.InvalidArgument, "VersionNotNamed", $"Atlas is not asked, so it is not known which version of which key in {vault.Name} is to be disabled.", $"Give -KeyIdentifier too. {IdentifierForm} Without the version at its end, every enabled version of the key is disabled.", vault.Name);

    public static AtlasCmkException AtlasIdentityUnknown(KeyAccessTarget target, string why, IReadOnlyList<KeyUser> candidates, string? clientId = null) =>
        new(FailureKind.Refused, "AtlasIdentityUnknown", $"It is not known which identity in Microsoft Entra Atlas uses the vault {target.Vault.Name} as: {why}."
            + (candidates.Count == 0 ? "" : $" These objects may use its keys: {string.Join(", ", candidates)}."),
            $"Use -Method KeyVersion, which needs no identity; or give -AtlasObjectId with the id that this command shows: {KeyAccessCommands.FindIdentity(clientId)}", target.Vault.Name);

    public static AtlasCmkException MethodDoesNotFit(KeyAccessTarget target) =>
        new(FailureKind.Refused, "MethodDoesNotFit", target.Method == KeyAccessMethod.RoleAssignment
                ? $"The vault {target.Vault.Name} uses access policies; roles give no right to its keys."
                : $"The vault {target.Vault.Name} uses Azure RBAC and ignores its access policies.",
            $"Use -Method {(target.Method == KeyAccessMethod.RoleAssignment ? KeyAccessMethod.AccessPolicy : KeyAccessMethod.RoleAssignment)}.", target.Vault.Name);

    public static AtlasCmkException GrantDoesNotFit(KeyAccessTarget target) =>
        new(FailureKind.Refused, "MethodDoesNotFit", target.Method == KeyAccessMethod.RoleAssignment
                ? $"Roles were taken, and the vault {target.Vault.Name} uses access policies now. The roles would not let Atlas use the key. Nothing was given."
                : $"An access policy was taken, and the vault {target.Vault.Name} uses Azure RBAC now. The policy would not let Atlas use the key. Nothing was given.",
            $"Have the vault go by what was taken again, and run the command again; or give Atlas's identity {target.ObjectId} {(target.Method == KeyAccessMethod.RoleAssignment ? "an access policy with get, encrypt and decrypt" : "the role Key Vault Crypto User")} yourself.", target.Vault.Name);

    public static AtlasCmkException ObjectIdIsOwn(AzureIdentity caller) =>
        new(FailureKind.Refused, "ObjectIdIsOwn", $"-AtlasObjectId is the {caller} that this session is signed in to Azure as, and not Atlas's: nothing was taken.",
            $"Give -AtlasObjectId with the id of the service principal that Atlas signs in as: {KeyAccessCommands.FindIdentity(null)}", caller.ObjectId);

    public static AtlasCmkException RoleTooBroad(KeyAccessTarget target, HeldRole role) =>
        new(FailureKind.Refused, "RoleTooBroad", $"The role {role.Definition.RoleName} of {role.Assignment.PrincipalId} at {role.Assignment.Scope} lets it administer the vault or give roles, which is more than access to keys: it is neither taken nor given back.",
            "Give Atlas's identity a role that only uses keys (Key Vault Crypto User), and change the broad one by hand; or disable the version instead (-Method KeyVersion).", role.Assignment.Id);

    public static AtlasCmkException RoleNotOfKeys(KeyAccessTarget target, HeldRole role) =>
        new(FailureKind.Refused, "RoleNotOfKeys", $"The record tells of the role {role.Definition.RoleName} for {role.Assignment.PrincipalId} at {role.Assignment.Scope}, which does not let anybody encrypt or decrypt with keys, and which no freeze of {target.Name} takes. Nothing was given.",
            "The record may have been changed, or the role: look at both, and give the role by hand if it is right.", role.Assignment.Id);

    public static AtlasCmkException RoleDiffers(AssignedRole taken, RoleAssignment there) =>
        new(FailureKind.Refused, "RoleDiffers", $"{there.PrincipalId} has the role at {there.Scope} already, by the assignment {there.Id}, with {Condition(there)}; what was taken has {Condition(taken.Assignment)}. Azure allows only one of them.",
            "If the assignment that is there is wrong, delete it; then run the command again.", there.Id);

    public static AtlasCmkException SeveralProjects(string vaultName, IEnumerable<string> projects) =>
        new(FailureKind.InvalidArgument, "SeveralProjects", $"With -VaultName {vaultName} a freeze is of that vault, and its record names one project at most, not {string.Join(" and ", projects)}.",
            "Give one -ProjectId or none; all projects that use the vault's keys as this identity stop all the same.", vaultName);

    public static AtlasCmkException RoleInherited(KeyAccessTarget target, RoleAssignment assignment, string role) =>
        new(FailureKind.Refused, "RoleInherited", $"Atlas's identity {target.ObjectId} has the role {role} at {assignment.Scope}, from where the vault {target.Vault.Name} only inherits it: to take it would stop whatever else is below that scope. Nothing was taken.",
            "Disable the version instead (-Method KeyVersion), or give the identity its role at the vault, take the inherited one away yourself, and run the command again.", assignment.Id);

    public static AtlasCmkException RoleThroughGroup(KeyAccessTarget target, RoleAssignment assignment, string role) =>
        new(FailureKind.Refused, "RoleThroughGroup", $"Atlas's identity {target.ObjectId} has the role {role} through {assignment.PrincipalId}, a group: to take it would stop everybody in that. Nothing was taken.",
            "Take the identity out of the group, or disable the version instead (-Method KeyVersion).", assignment.Id);

    public static AtlasCmkException NothingToRevoke(KeyAccessTarget target, string recordPath) =>
        new(FailureKind.Refused, "NothingToRevoke", target.Method == KeyAccessMethod.KeyVersion
                ? $"{(target.TakesEveryVersion ? $"No version of the key {target.Key} is enabled" : $"The key version {target.Key} is disabled already")}, and there is no record {recordPath} of it."
                : $"Atlas's identity {target.ObjectId} has nothing at {target.KeyScope} that could be taken ({target.Method}), and there is no record {recordPath} of it.",
            "Where it was taken by this command, name the record that it wrote then, to go on or to give it back."
                + (target.Method == KeyAccessMethod.KeyVersion ? "" : " If Atlas can use the key all the same, it has its right in another way: through a group, for example."), target.Name);

    public static AtlasCmkException ImpactUnknown(KeyAccessTarget target, KeyAccessImpact impact) =>
        new(FailureKind.Refused, "ImpactUnknown", $"What would stop with {target.Name} is not known in full: {string.Join("; ", impact.Unknown)}. Nothing was taken.",
            "Fix what cannot be read, or add -Force to continue without it.", target.ProjectId ?? target.Vault.Name);

    public static AtlasCmkException RevocationIncomplete(KeyAccessTarget target, KeyGrant grant, IEnumerable<KeyGrant> taken, IEnumerable<KeyGrant> left, string recordPath, PowerShellCommand again, AtlasCmkException why) =>
        new(why.Kind, why.ErrorId, $"{why.Message} It was about {grant}. Taken from {target.Name} in this run: {List(taken)}. Not taken: {List(left)}. What was taken stays taken, and all of it is in the record {recordPath}.",
            $"{why.Remedy} To give back what was taken, run ({KeyAccessCommands.Grant(recordPath)}). To go on: {again}", target.Name, why);

    public static AtlasCmkException NewVersionEnabled(KeyAccessTarget target, IEnumerable<KeyGrant> enabled, PowerShellCommand again) =>
        new(FailureKind.Failed, "NewVersionEnabled", $"The data of {target.Name} are not frozen: during the freeze these versions of the key were created or enabled, and Atlas uses the latest enabled version: {List(enabled)}.",
            $"Stop what creates or enables versions, such as the key's rotation policy ({KeyAccessCommands.FindRotationPolicy(target)}). Then freeze these versions too, with a separate record: {again}", target.Name);

    public static AtlasCmkException GrantIncomplete(KeyAccessTarget target, KeyGrant grant, string recordPath, AtlasCmkException why) =>
        new(why.Kind, why.ErrorId, $"{why.Message} It was about {grant}; not all of what was taken of {target.Name} is given back.",
            $"{why.Remedy} To go on: {KeyAccessCommands.Grant(recordPath)}", target.Name, why);

    public static AtlasCmkException AccessNotTaken(KeyAccessTarget target, IEnumerable<string> open, PowerShellCommand again) =>
        new(FailureKind.Failed, "AccessNotTaken", $"Azure accepted the change for {target.Name}, but does not show all of it: {string.Join("; ", open)}. Atlas may still be able to use the key.",
            $"The record stays as it is. Run the command again; it takes what is left: {again}", target.Name);

    public static AtlasCmkException AccessNotGiven(KeyAccessTarget target, IEnumerable<string> open, string recordPath) =>
        new(FailureKind.Failed, "AccessNotGiven", $"Azure accepted the change for {target.Name}, but does not show all of it: {string.Join("; ", open)}. Atlas may not be able to use the key yet.",
            $"Run the command again; it gives what is missing: {KeyAccessCommands.Grant(recordPath)}", target.Name);

    private static string List(IEnumerable<KeyGrant> grants) => string.Join("; ", grants) is { Length: > 0 } text ? text : "nothing";

    private static string Condition(RoleAssignment role) => role.Condition is { } text ? $"the condition {text}" : "no condition";

    public static AtlasCmkException VaultAccessUnknown(KeyVaultReference vault, string gap) =>
        new(FailureKind.Protocol, "VaultAccessUnknown", $"{gap}, so it is unclear who may use its keys.",
            "Run the command again. If the answer stays the same, look at the vault's access policies in the Azure portal.", vault.Name);

    public static AtlasCmkException KeyVersionStateUnknown(KeyIdentifier key) =>
        new(FailureKind.Protocol, "KeyVersionStateUnknown", $"Azure does not say whether the key version {key} is enabled.",
            "Run the command again. If the answer stays the same, look at the key version in the Azure portal.", key.Text);

    public static AtlasCmkException VaultUnknown(KeyVaultReference vault) =>
        new(FailureKind.NotFound, "VaultUnknown", $"Azure knows no vault {vault.Name} in the resource group {vault.ResourceGroupName} of the subscription {vault.SubscriptionId}.",
            "Check the three names; Azure does not tell a vault that is elsewhere, or that this identity may not see, from none.", vault.Name);
}
