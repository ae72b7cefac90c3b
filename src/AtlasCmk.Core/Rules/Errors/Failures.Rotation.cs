namespace AtlasCmk.Rules;

internal static partial class Failures
{
    public static AtlasCmkException RotationLeavesVault(KeyIdentifier key, KeyVaultReference vault, string projectId) =>
        new(FailureKind.Refused, key.Cloud == vault.Cloud ? "KeyOfAnotherVault" : "KeyOfAnotherCloud",
            $"The key identifier '{key}' belongs to vault {key.VaultName} in {key.Cloud}, but project {projectId} uses vault {vault.Name} in {vault.Cloud}. A rotation stays in one vault.",
            $"Give a version of a key in that vault: {PowerShellCommand.Of($"Get-AtlasAkvKey -ProjectId {projectId}")}. To move to another vault, use Set-AtlasEncryptionAtRest.", key.Text);

    /// <summary>To go back would pin the project, which is a decision that a failure must not take.</summary>
    public static AtlasCmkException NoWayBackFromFollowedVersion(string projectId, KeyIdentifier key) =>
        new(FailureKind.Refused, "KeyFollowsLatest",
            $"Project {projectId} names its key without a version ({key}). Atlas takes up a new version by itself, so -RollBackOnFailure cannot go back. Nothing was created or sent.",
            $"Run it without -RollBackOnFailure: {PowerShellCommand.Of($"Invoke-AtlasKeyRotation -ProjectId {projectId} -NewVersion")}. Or pin the project to one version first: {PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {projectId} -KeyIdentifier '…'")}",
            projectId);

    /// <summary>Whether Atlas has taken up the new version, or what else made the key unusable, is not known.</summary>
    public static AtlasCmkException FollowedKeyInvalid(string projectId, KeyIdentifier made, KeyIdentifier before, IReadOnlyCollection<string> clusters) =>
        new(FailureKind.Failed, "RotatedKeyInvalid",
            $"Atlas cannot use the key of project {projectId} (valid is false), since the version {made.Version} of {made.KeyName} was created. One possibility: Atlas took up that version and cannot use it. {Stake(clusters)}",
            $"Do not disable any version meanwhile. Find out why: {Diagnose(projectId)}."
                + (before.Equals(made) ? "" : $" To pin the project to the version before: {GoBack(projectId, before)}"), projectId);

    public static AtlasCmkException FollowedKeyInvalid(string projectId, KeyIdentifier key, IReadOnlyCollection<string> clusters) =>
        new(FailureKind.Failed, "RotatedKeyInvalid",
            $"Atlas cannot use the key of project {projectId}, {key} (valid is false). Nothing was sent. {Stake(clusters)}",
            $"Do not disable any version meanwhile. Find out why: {Diagnose(projectId)}", projectId);

    public static AtlasCmkException NoUsableKeyVersion(string projectId, KeyVaultReference vault, KeyIdentifier newest, IEnumerable<KeyVersionReason> reasons) =>
        new(FailureKind.Refused, "NoUsableKeyVersion", $"Atlas cannot use any version of the key {newest.KeyName} in key vault {vault.Name}. The newest, {newest.Version}: {string.Join("; ", reasons)}.",
            $"Fix one in the vault, or create a new one: {PowerShellCommand.Of($"Invoke-AtlasKeyRotation -ProjectId {projectId} -NewVersion")}. This shows why each is not usable: {VersionsOf(newest, projectId)}", newest.Text);

    public static AtlasCmkException KeyVersionNotMade(KeyVaultReference vault, string keyName, AtlasCmkException inner) =>
        new(inner.Kind, "KeyVersionNotMade", $"It is unclear whether key vault {vault.Name} created a new version of {keyName}, and none is listed: {inner.Message} The project was not changed.",
            "Run the command again in a few minutes. A version that was created after all is found and used, and no second one is created.", keyName, inner);

    /// <summary>Atlas would answer ENCRYPTION_AT_REST_SETTINGS_INVALID, after a version had been created in vain.</summary>
    public static AtlasCmkException KeyInvalidBeforeRotation(string projectId, KeyIdentifier current) =>
        new(FailureKind.Refused, "KeyUnreachable", $"Atlas cannot use the current key of project {projectId}, {current} (valid is false), and does not change the key until it can. No version was created.",
            $"Find out why, and fix it: {Diagnose(projectId)}", projectId);

    public static AtlasCmkException AtlasLacksKeyRights(string projectId, KeyIdentifier target, PrerequisiteCheck rights) =>
        new(FailureKind.Refused, "AtlasLacksKeyRights", $"Atlas has no rights on the key {target.KeyName}, the target of the rotation of project {projectId}: {rights.Actual}. Nothing was sent.",
            rights.Remedy!, projectId);

    /// <summary>What Atlas said stays what it was, so that it can be caught as such.</summary>
    public static AtlasCmkException RotationRefused(string projectId, KeyIdentifier stays, KeyIdentifier? made, AtlasCmkException inner)
    {
        var version = made is null ? "" : $" The version {made} was created in the vault and stays there. The next run with -NewVersion within a day uses it.";
        var message = $"Nothing has changed: project {projectId} stays on {stays}.{version} {inner.Message}";
        return inner is AtlasApiException refusal ? refusal.Saying(message) : new AtlasCmkException(inner.Kind, inner.ErrorId, message, inner.Remedy, projectId, inner);
    }

    public static AtlasCmkException RotationOvertaken(string projectId, KeyIdentifier target, EncryptionAtRest now) =>
        new(FailureKind.Refused, "RotationOvertaken", $"The rotation of project {projectId} to {target} stopped, because the project was moved to {now.KeyInWords} meanwhile. Nothing was undone.",
            $"Atlas has no lock: agree on who rotates, and keep every version involved. This shows the project now: {PowerShellCommand.Of($"Get-AtlasEncryptionAtRest -ProjectId {projectId}")}", projectId);

    public static AtlasCmkException RotatedKeyInvalid(string projectId, KeyIdentifier target, KeyIdentifier? old, IReadOnlyCollection<string> clusters) =>
        new(FailureKind.Failed, "RotatedKeyInvalid", $"Atlas cannot use the key that project {projectId} was rotated to, {target} (valid is false). {Stake(clusters)}",
            "Do not disable any version meanwhile. " + (old is null
                ? $"Find out why: {Diagnose(projectId)}. Or choose a version that works: {VersionsOf(target, projectId)}. Then go back to it: {PowerShellCommand.Of($"Invoke-AtlasKeyRotation -ProjectId {projectId} -KeyIdentifier '…'")}"
                : $"Go back: {GoBack(projectId, old)}. Find out why: {Diagnose(projectId)}. If Atlas refuses to go back, give it access to the new version first."), projectId);

    public static AtlasCmkException RotationRolledBack(string projectId, KeyIdentifier target, KeyIdentifier old) =>
        new(FailureKind.Failed, "RotationRolledBack", $"Atlas could not use {target} (valid was false), so project {projectId} was moved back to {old}, which is valid.",
            $"Find out what is wrong with the new version before the next rotation: {PowerShellCommand.Of($"Test-AtlasCmkPrerequisite -ProjectId {projectId} -KeyIdentifier {target.Text}")}", projectId);

    public static AtlasCmkException RollBackFailed(string projectId, KeyIdentifier target, KeyIdentifier old, IReadOnlyCollection<string> clusters, AtlasCmkException? inner) =>
        new(FailureKind.Failed, "RollBackFailed", $"Atlas cannot use {target} (valid is false), and moving project {projectId} back to {old} did not succeed: {inner?.Message ?? "Atlas reports that version as not valid either."} {Stake(clusters)}",
            $"Do not disable any version meanwhile. Give Atlas access to the new version again (enabled, not expired, rights, network). Then go back: {GoBack(projectId, old)}", projectId, inner);

    private static PowerShellCommand GoBack(string projectId, KeyIdentifier old) => PowerShellCommand.Of($"Invoke-AtlasKeyRotation -ProjectId {projectId} -KeyIdentifier {old.Text}");

    private static PowerShellCommand Diagnose(string projectId) => PowerShellCommand.Of($"Test-AtlasCmkPrerequisite -ProjectId {projectId} -Diagnose");

    private static string Stake(IReadOnlyCollection<string> clusters) => clusters.Count == 0
        ? "No cluster is encrypted with it."
        : $"Atlas checks every 15 minutes, and shuts down the clusters whose key it cannot use: {string.Join(", ", clusters)}.";
}
