namespace AtlasCmk;

internal static partial class Failures
{
    public static AtlasCmkException RotationLeavesVault(KeyIdentifier key, KeyVaultReference vault, string projectId) =>
        new(FailureKind.Refused, key.Cloud == vault.Cloud ? "KeyOfAnotherVault" : "KeyOfAnotherCloud",
            $"The key identifier '{key}' is of the vault {key.VaultName} in {key.Cloud}, but the vault of project {projectId} is {vault.Name} in {vault.Cloud}, and a rotation stays there.",
            "Give a version of a key of that vault (Get-AtlasAkvKey lists them); another vault is a move, for Set-AtlasEncryptionAtRest.", key.Text);

    public static AtlasCmkException NoUsableKeyVersion(KeyVaultReference vault, KeyIdentifier newest, IEnumerable<KeyVersionReason> reasons) =>
        new(FailureKind.Refused, "NoUsableKeyVersion", $"Atlas can use no version of the key {newest.KeyName} in key vault {vault.Name}; against the newest, {newest.Version}: {string.Join("; ", reasons)}.",
            "Get-AtlasAkvKey shows what speaks against each. Mend one in the vault, or have a new one made: Invoke-AtlasKeyRotation -NewVersion.", newest.Text);

    public static AtlasCmkException KeyVersionNotMade(KeyVaultReference vault, string keyName, AtlasCmkException inner) =>
        new(inner.Kind, "KeyVersionNotMade", $"Whether key vault {vault.Name} made a new version of {keyName} is not clear, and none is listed: {inner.Message} The project was not touched.",
            "Run the command again in some minutes: a version that was made after all is found and used, and none is made beside it.", keyName, inner);

    /// <summary>Atlas would answer ENCRYPTION_AT_REST_SETTINGS_INVALID, once a version had been made in vain.</summary>
    public static AtlasCmkException KeyInvalidBeforeRotation(string projectId, KeyIdentifier current) =>
        new(FailureKind.Refused, "KeyUnreachable", $"Atlas cannot use the present key of project {projectId}, {current} (valid is false), and changes no key until it can. No version was made.",
            $"Find out why, and mend it: Test-AtlasCmkPrerequisite -ProjectId {projectId} -Diagnose.", projectId);

    public static AtlasCmkException AtlasLacksKeyRights(string projectId, KeyIdentifier target, PrerequisiteCheck rights) =>
        new(FailureKind.Refused, "AtlasLacksKeyRights", $"Atlas may not use the key {target.KeyName}, to which project {projectId} was to be rotated: {rights.Actual}. Nothing was sent.",
            rights.Remedy!, projectId);

    /// <summary>What Atlas said stays what it was, so that it can be caught as such.</summary>
    public static AtlasCmkException RotationRefused(string projectId, KeyIdentifier stays, KeyIdentifier? made, AtlasCmkException inner)
    {
        var version = made is null ? "" : $" The version {made} was made in the vault and stays there; the next run with -NewVersion within a day uses it.";
        var message = $"Nothing has changed: project {projectId} stays on {stays}.{version} {inner.Message}";
        return inner is AtlasApiException api
            ? new AtlasApiException(api.Kind, api.ErrorId, message, api.Remedy, new(api.Method, api.Path, ""), api.StatusCode, new(api.ErrorCode, api.Detail, api.Reason, api.Parameters), inner)
            : new AtlasCmkException(inner.Kind, inner.ErrorId, message, inner.Remedy, projectId, inner);
    }

    public static AtlasCmkException RotationOvertaken(string projectId, KeyIdentifier target, EncryptionAtRest now) =>
        new(FailureKind.Refused, "RotationOvertaken", $"The rotation of project {projectId} to {target} stopped, since somebody moved the project to {(now.Enabled ? now.KeyIdentifier : "no key at all")} meanwhile. Nothing was undone.",
            "Atlas has no lock: agree on who rotates, look at Get-AtlasEncryptionAtRest, and keep every version involved until its retirement is certain.", projectId);

    public static AtlasCmkException RotatedKeyInvalid(string projectId, KeyIdentifier target, KeyIdentifier? old, IReadOnlyCollection<string> clusters) =>
        new(FailureKind.Failed, "RotatedKeyInvalid", $"Atlas cannot use the key that project {projectId} was rotated to, {target} (valid is false). {Stake(clusters)}",
            (old is null
                ? $"Find out why: Test-AtlasCmkPrerequisite -ProjectId {projectId} -Diagnose. Or go back to a version that works: Get-AtlasAkvKey, then Invoke-AtlasKeyRotation -KeyIdentifier."
                : $"Go back: Invoke-AtlasKeyRotation -ProjectId {projectId} -KeyIdentifier {old}. Find out why: Test-AtlasCmkPrerequisite -ProjectId {projectId} -Diagnose. If Atlas refuses to go back, give it access to the new version first, and then go back.")
            + " Disable no version meanwhile.", projectId);

    public static AtlasCmkException RotationRolledBack(string projectId, KeyIdentifier target, KeyIdentifier old) =>
        new(FailureKind.Failed, "RotationRolledBack", $"Atlas could not use {target} (valid was false), so project {projectId} was moved back to {old}, which is valid.",
            $"Find out what is wrong with the new version before the next rotation: Test-AtlasCmkPrerequisite -ProjectId {projectId} -KeyIdentifier {target}.", projectId);

    public static AtlasCmkException RollBackFailed(string projectId, KeyIdentifier target, KeyIdentifier old, IReadOnlyCollection<string> clusters, AtlasCmkException? inner) =>
        new(FailureKind.Failed, "RollBackFailed", $"Atlas cannot use {target} (valid is false), and moving project {projectId} back to {old} did not succeed: {inner?.Message ?? "Atlas reports that version as not valid either."} {Stake(clusters)}",
            $"Give Atlas access to the new version again (enabled, in time, rights, network); then go back: Invoke-AtlasKeyRotation -ProjectId {projectId} -KeyIdentifier {old}. Disable no version meanwhile.", projectId, inner);

    private static string Stake(IReadOnlyCollection<string> clusters) => clusters.Count == 0
        ? "No cluster is encrypted with it."
        : $"Atlas looks every 15 minutes, and shuts down the clusters whose key it cannot use: {string.Join(", ", clusters)}.";
}
