namespace AtlasCmk.Rules;

/// <summary>The errors of keys and their versions.</summary>
internal static class KeyErrors
{
    public const string IdentifierForm = "Give the full URL of one version: https://{vault}.vault.azure.net/keys/{name}/{version}.";

    private static readonly AtlasCmkError s_keyIdentifierInvalid = new("KeyIdentifierInvalid", FailureKind.InvalidArgument,
        meaning: "The text is not the identifier of a key, or of one version where the command needs one.",
        cause: "No version, http, a managed HSM, or something other than a key.",
        remedy: IdentifierForm,
        VendorPages.KeysInAzure);

    public static AtlasCmkException KeyIdentifierInvalid(string text, string why) =>
        s_keyIdentifierInvalid.Because($"The key identifier '{text}' cannot be used: {why}.", IdentifierForm, text);

    private static readonly AtlasCmkError s_keyOfAnotherVault = new("KeyOfAnotherVault", FailureKind.Refused,
        meaning: "The key belongs to another vault than the project's, or than the given one.",
        cause: "A mistyped identifier, or a move without all of its parameters.",
        remedy: "Give a key version of that vault; to move the project to another vault, give -KeyVaultName too.",
        VendorPages.KeysInAzure)
    {
        OtherKinds = [FailureKind.InvalidArgument],
    };

    public static AtlasCmkException KeyOfAnotherVault(KeyIdentifier key, string vault, string whose) =>
        s_keyOfAnotherVault.As(FailureKind.InvalidArgument).Because($"The key identifier '{key}' belongs to vault {key.VaultName}, but {whose} is {vault}.",
            $"Give a key version of that vault, or {whose} {key.VaultName}.", key.Text);

    public static AtlasCmkException KeyLeavesVault(KeyIdentifier key, EncryptionAtRest current) =>
        s_keyOfAnotherVault.Because($"The key identifier '{key}' belongs to vault {key.VaultName}, but project {current.ProjectId} uses vault {current.KeyVaultName}.", target: current.ProjectId);

    private static readonly AtlasCmkError s_keyOfAnotherCloud = new("KeyOfAnotherCloud", FailureKind.Refused,
        meaning: "The key belongs to another Azure cloud than the project's, or than the given one.",
        cause: "-AzureEnvironment and the key identifier contradict each other, or a move without all of its parameters.",
        remedy: "Give a key version of that cloud; to move the project to another cloud, give -AzureEnvironment with the key's.")
    {
        OtherKinds = [FailureKind.InvalidArgument],
    };

    public static AtlasCmkException KeyOfAnotherCloud(KeyIdentifier key, AzureCloud given) =>
        s_keyOfAnotherCloud.As(FailureKind.InvalidArgument).Because($"The key identifier '{key}' belongs to the cloud {key.Cloud}, but -AzureEnvironment is {given}.",
            "Leave -AzureEnvironment out, or give the cloud of the key.", key.Text);

    public static AtlasCmkException KeyLeavesCloud(KeyIdentifier key, EncryptionAtRest current) =>
        s_keyOfAnotherCloud.Because($"The key identifier '{key}' belongs to the cloud {key.Cloud}, but project {current.ProjectId} uses {current.CloudName}.",
            $"Give a key version of that cloud; to move the project to another cloud, give -AzureEnvironment {key.Cloud} too.", current.ProjectId);

    private static readonly AtlasCmkError s_keyNotInProjectsVault = new("KeyNotInProjectsVault", FailureKind.Refused,
        meaning: "The key is not in the project's vault.",
        cause: "A key of another project.",
        remedy: "Get-AtlasAkvKey lists the versions of the key in use.");

    public static AtlasCmkException KeyNotInProjectsVault(KeyIdentifier key, KeyVaultReference vault, string projectId) =>
        s_keyNotInProjectsVault.Because($"The key {key} is not in the vault of project {projectId}, which is {vault.Name}.{vault.Cloud.VaultSuffix}.",
            $"Give a key version of that vault. These are the versions of the key in use: {PowerShellCommand.Of($"Get-AtlasAkvKey -ProjectId {projectId}")}", key.Text);

    private static readonly AtlasCmkError s_keyNotUnderstood = new("KeyNotUnderstood", FailureKind.Refused,
        meaning: "Atlas names the project's key in a form that AtlasCmk does not know.",
        cause: "A key that was set with another tool, or a newer form of Atlas.",
        remedy: "Give the project a key version by its full URL: Set-AtlasEncryptionAtRest -ProjectId '…' -KeyIdentifier '…'",
        VendorPages.KeysInAzure);

    public static AtlasCmkException KeyNotUnderstood(string projectId, string text) =>
        s_keyNotUnderstood.Because($"Atlas names the key of project {projectId} in a form that AtlasCmk does not know: '{text}'.",
            $"Give the project a key version by its full URL: {PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {projectId} -KeyIdentifier '…'")}", projectId);

    private static readonly AtlasCmkError s_keyNotNamed = new("KeyNotNamed", FailureKind.Protocol,
        meaning: "The project is encrypted, but Atlas does not name its key.",
        cause: "An incomplete answer from Atlas.",
        remedy: "Run the command again; then look at the project's settings: Get-AtlasEncryptionAtRest -ProjectId '…'",
        VendorPages.KeysInAzure);

    public static AtlasCmkException KeyNotNamed(string projectId) =>
        s_keyNotNamed.Because($"Project {projectId} is encrypted with a key in Azure Key Vault, but Atlas does not name the key.",
            $"Run the command again. If Atlas still names none, look at the project's settings: {PowerShellCommand.Of($"Get-AtlasEncryptionAtRest -ProjectId {projectId}")}", projectId);

    private static readonly AtlasCmkError s_vaultNotNamed = new("VaultNotNamed", FailureKind.Protocol,
        meaning: "The project is encrypted, but Atlas does not name its vault in full.",
        cause: "An incomplete answer from Atlas.",
        remedy: "Run the command again; then look at the project's settings: Get-AtlasEncryptionAtRest -ProjectId '…'",
        VendorPages.KeysInAzure);

    public static AtlasCmkException VaultNotNamed(string projectId) =>
        s_vaultNotNamed.Because($"Project {projectId} is encrypted with a key in Azure Key Vault, but Atlas does not name the vault in full: its name, its resource group and its subscription.",
            $"Run the command again. If Atlas still names none, look at the project's settings: {PowerShellCommand.Of($"Get-AtlasEncryptionAtRest -ProjectId {projectId}")}", projectId);

    private static readonly AtlasCmkError s_keyUnknown = new("KeyUnknown", FailureKind.NotFound,
        meaning: "The vault has no key with this name.",
        cause: "A mistyped name. Azure gives the same answer for a missing key and a missing vault.",
        remedy: "Check both names: Get-AtlasEncryptionAtRest shows the vault and the key in use.");

    public static AtlasCmkException KeyUnknown(string vaultName, string keyName) =>
        s_keyUnknown.Because($"There is no key {keyName} in the vault {vaultName}, or the vault was not found.",
            "Check both names: Get-AtlasEncryptionAtRest shows the vault and the key in use. Azure gives the same answer for a missing key and a missing vault.", keyName);

    private static readonly AtlasCmkError s_keyVersionUnknown = new("KeyVersionUnknown", FailureKind.NotFound,
        meaning: "The key has no version with this ID.",
        cause: "A mistyped version, or one of another key.",
        remedy: "Get-AtlasAkvKey lists the versions of the key.");

    public static AtlasCmkException KeyVersionUnknown(KeyIdentifier key, string? projectId = null) =>
        s_keyVersionUnknown.Because($"The key {key.KeyName} in the vault {key.VaultName} has no version {key.Version}.",
            $"List the existing versions: {VersionsOf(key, projectId)}", key.Text);

    private static readonly AtlasCmkError s_keyVersionUnusable = new("KeyVersionUnusable", FailureKind.Refused,
        meaning: "Atlas cannot use the key version.",
        cause: "It is disabled, expired, expires soon, is not active yet, is not an RSA key, or does not allow encrypt and decrypt.",
        remedy: "Give another version, or correct this one in the vault: Get-AtlasAkvKey shows which are usable.",
        VendorPages.KeysInAzure);

    public static AtlasCmkException NewVersionUnusable(KeyIdentifier pattern, IEnumerable<KeyVersionReason> reasons, string projectId) =>
        s_keyVersionUnusable.Because($"Atlas could not use a new version like {pattern}, the one in use: {string.Join("; ", reasons)}. No version was created.",
            $"Create a version that Atlas can use in the vault, and rotate to it: {PowerShellCommand.Of($"Invoke-AtlasKeyRotation -ProjectId {projectId} -Latest")}", pattern.Text);

    /// <summary>A version that Atlas would refuse, or that expires soon.</summary>
    public static AtlasCmkException KeyVersionUnusable(KeyIdentifier key, IEnumerable<KeyVersionReason> reasons, string projectId) =>
        s_keyVersionUnusable.Because($"Atlas cannot use the key version {key}: {string.Join("; ", reasons)}.",
            $"Give another version, or fix this one in the vault. This shows which are usable: {VersionsOf(key, projectId)}", key.Text);

    /// <summary>The version that Atlas would use, or the newest if none is enabled.</summary>
    public static AtlasCmkException FollowedVersionUnusable(KeyIdentifier key, KeyVersion version, IEnumerable<KeyVersionReason> reasons, string projectId) =>
        s_keyVersionUnusable.Because($"Atlas cannot use the key {key}. {(version.Enabled is false ? "No version of it is enabled; the newest is" : "Its latest enabled version is")} "
            + $"{version.Version}: {string.Join("; ", reasons)}.",
            version is { Enabled: false, FreezeTag: { } tag }
                ? $"A freeze disabled that version ({KeyVersion.FreezeTagName}: {tag}). Once the freeze may end, thaw it with the record that Revoke-AtlasKeyAccess wrote: "
                    + $"{PowerShellCommand.Of($"Grant-AtlasKeyAccess -RecordPath {null as string} -ProjectId {FreezeTag.ProjectOf(tag) ?? projectId} -Wait")}"
                : $"Fix that version in the vault, or give one version that is usable. This shows which are: {VersionsOf(key, projectId)}", key.Text);

    public static PowerShellCommand VersionsOf(KeyIdentifier key, string? projectId) => PowerShellCommand.Of($"Get-AtlasAkvKey -ProjectId {projectId} -KeyName {key.KeyName}");

    public static AtlasCmkException RotationLeavesVault(KeyIdentifier key, KeyVaultReference vault, string projectId) =>
        (key.Cloud == vault.Cloud ? s_keyOfAnotherVault : s_keyOfAnotherCloud).Because(
            $"The key identifier '{key}' belongs to vault {key.VaultName} in {key.Cloud}, but project {projectId} uses vault {vault.Name} in {vault.Cloud}. A rotation stays in one vault.",
            $"Give a version of a key in that vault: {PowerShellCommand.Of($"Get-AtlasAkvKey -ProjectId {projectId}")}. To move to another vault, use Set-AtlasEncryptionAtRest.", key.Text);
}
