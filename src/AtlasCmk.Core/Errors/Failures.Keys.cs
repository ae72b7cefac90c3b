namespace AtlasCmk;

internal static partial class Failures
{
    public static AtlasCmkException KeyNotInProjectsVault(KeyIdentifier key, KeyVaultReference vault, string projectId) =>
        new(FailureKind.Refused, "KeyNotInProjectsVault", $"The key {key} is not in the vault of project {projectId}, which is {vault.Name}.{vault.Cloud.VaultSuffix}.",
            "Give a key version of that vault: Get-AtlasAkvKey lists those of the key in use.", key.Text);

    public static AtlasCmkException KeyUnknown(string vaultName, string keyName) =>
        new(FailureKind.NotFound, "KeyUnknown", $"Azure knows no key {keyName} in a vault {vaultName}.",
            "Check both names: Get-AtlasEncryptionAtRest shows the vault and the key in use. Azure does not tell a missing key from a missing vault.", keyName);

    public static AtlasCmkException KeyVersionUnknown(KeyIdentifier key) =>
        new(FailureKind.NotFound, "KeyVersionUnknown", $"Azure knows no version {key.Version} of a key {key.KeyName} in the vault {key.VaultName}.",
            $"List the versions that are there: Get-AtlasAkvKey -KeyName {key.KeyName}.", key.Text);

    /// <summary>A version that Atlas would refuse, or lose soon after it took it.</summary>
    public static AtlasCmkException KeyVersionUnusable(KeyIdentifier key, IEnumerable<KeyVersionReason> reasons) =>
        new(FailureKind.Refused, "KeyVersionUnusable", $"Atlas cannot use the key version {key}: {string.Join("; ", reasons)}.",
            $"Give another version, or mend this one in the vault: Get-AtlasAkvKey -KeyName {key.KeyName} shows which are usable.", key.Text);
}
