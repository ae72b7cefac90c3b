namespace AtlasCmk.Rules;

internal static partial class Failures
{
    public static AtlasCmkException KeyNotInProjectsVault(KeyIdentifier key, KeyVaultReference vault, string projectId) =>
        new(FailureKind.Refused, "KeyNotInProjectsVault", $"The key {key} is not in the vault of project {projectId}, which is {vault.Name}.{vault.Cloud.VaultSuffix}.",
            $"Give a key version of that vault. These are the versions of the key in use: {PowerShellCommand.Of($"Get-AtlasAkvKey -ProjectId {projectId}")}", key.Text);

    public static AtlasCmkException KeyNotUnderstood(string projectId, string text) =>
        new(FailureKind.Refused, "KeyNotUnderstood", $"Atlas names the key of project {projectId} in a form that AtlasCmk does not know: '{text}'.",
            $"Give the project a key version by its full URL: {PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {projectId} -KeyIdentifier '…'")}", projectId);

    public static AtlasCmkException KeyNotNamed(string projectId) =>
        new(FailureKind.Protocol, "KeyNotNamed", $"Project {projectId} is encrypted with a key in Azure Key Vault, but Atlas does not name the key.",
            $"Run the command again. If Atlas still names none, look at the project's settings: {PowerShellCommand.Of($"Get-AtlasEncryptionAtRest -ProjectId {projectId}")}", projectId);

    public static AtlasCmkException VaultNotNamed(string projectId) =>
        new(FailureKind.Protocol, "VaultNotNamed", $"Project {projectId} is encrypted with a key in Azure Key Vault, but Atlas does not name the vault in full: its name, its resource group and its subscription.",
            $"Run the command again. If Atlas still names none, look at the project's settings: {PowerShellCommand.Of($"Get-AtlasEncryptionAtRest -ProjectId {projectId}")}", projectId);

    public static AtlasCmkException KeyUnknown(string vaultName, string keyName) =>
        new(FailureKind.NotFound, "KeyUnknown", $"There is no key {keyName} in the vault {vaultName}, or the vault was not found.",
            "Check both names: Get-AtlasEncryptionAtRest shows the vault and the key in use. Azure does not tell a missing key from a missing vault.", keyName);

    public static AtlasCmkException KeyVersionUnknown(KeyIdentifier key, string? projectId = null) =>
        new(FailureKind.NotFound, "KeyVersionUnknown", $"The key {key.KeyName} in the vault {key.VaultName} has no version {key.Version}.",
            $"List the versions that are there: {VersionsOf(key, projectId)}", key.Text);

    public static AtlasCmkException NewVersionUnusable(KeyIdentifier pattern, IEnumerable<KeyVersionReason> reasons, string projectId) =>
        new(FailureKind.Refused, "KeyVersionUnusable", $"Atlas could not use a new version like {pattern}, the one in use: {string.Join("; ", reasons)}. No version was created.",
            $"Create a version that Atlas can use in the vault, and rotate to it: {PowerShellCommand.Of($"Invoke-AtlasKeyRotation -ProjectId {projectId} -Latest")}", pattern.Text);

    /// <summary>A version that Atlas would refuse, or lose soon after it took it.</summary>
    public static AtlasCmkException KeyVersionUnusable(KeyIdentifier key, IEnumerable<KeyVersionReason> reasons, string projectId) =>
        new(FailureKind.Refused, "KeyVersionUnusable", $"Atlas cannot use the key version {key}: {string.Join("; ", reasons)}.",
            $"Give another version, or fix this one in the vault. This shows which are usable: {VersionsOf(key, projectId)}", key.Text);

    /// <summary>The version that Atlas would follow, or the newest where none is enabled.</summary>
    public static AtlasCmkException FollowedVersionUnusable(KeyIdentifier key, KeyVersion version, IEnumerable<KeyVersionReason> reasons, string projectId) =>
        new(FailureKind.Refused, "KeyVersionUnusable",
            $"Atlas cannot use the key {key}. {(version.Enabled is false ? "No version of it is enabled; the newest is" : "Its latest enabled version is")} {version.Version}: {string.Join("; ", reasons)}.",
            version is { Enabled: false, FreezeTag: { } tag }
                ? $"A freeze disabled that version ({KeyVersion.FreezeTagName}: {tag}). Once the freeze may end, thaw it with the record that Revoke-AtlasKeyAccess wrote: {PowerShellCommand.Of($"Grant-AtlasKeyAccess -RecordPath {null as string} -ProjectId {FreezeTag.ProjectOf(tag) ?? projectId} -Wait")}"
                : $"Fix that version in the vault, or give one version that is usable. This shows which are: {VersionsOf(key, projectId)}", key.Text);

    private static PowerShellCommand VersionsOf(KeyIdentifier key, string? projectId) => PowerShellCommand.Of($"Get-AtlasAkvKey -ProjectId {projectId} -KeyName {key.KeyName}");
}
