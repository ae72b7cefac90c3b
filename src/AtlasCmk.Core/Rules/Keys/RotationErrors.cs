namespace AtlasCmk.Rules;

/// <summary>The errors of a rotation.</summary>
internal static class RotationErrors
{
    private static readonly AtlasCmkError s_keyFollowsLatest = new("KeyFollowsLatest", FailureKind.Refused,
        meaning: "The project names its key without a version, and Atlas follows the latest enabled version.",
        cause: "A command that needs a project with one version, for example -NewVersion with -RollBackOnFailure.",
        remedy: "To pin the project to one version: Set-AtlasEncryptionAtRest -ProjectId '…' -KeyIdentifier '…'",
        VendorPages.KeysInAzure);

    /// <summary>A rollback would pin the project to a version, and a failure must not make that decision.</summary>
    public static AtlasCmkException NoWayBackFromFollowedVersion(string projectId, KeyIdentifier key) =>
        s_keyFollowsLatest.Because($"Project {projectId} names its key without a version ({key}). Atlas takes up a new version by itself, so -RollBackOnFailure cannot go back. "
            + "Nothing was created or sent.",
            $"Run it without -RollBackOnFailure: {PowerShellCommand.Of($"Invoke-AtlasKeyRotation -ProjectId {projectId} -NewVersion")}. Or pin the project to one version first: "
                + $"{PowerShellCommand.Of($"Set-AtlasEncryptionAtRest -ProjectId {projectId} -KeyIdentifier '…'")}",
            projectId);

    private static readonly AtlasCmkError s_rotatedKeyInvalid = new("RotatedKeyInvalid", FailureKind.Failed,
        meaning: "Atlas cannot use the key that the project was rotated to.",
        cause: "The version, the rights on it or the network.",
        remedy: "Do not disable any version meanwhile. Go back to the former version: Invoke-AtlasKeyRotation -ProjectId '…' -KeyIdentifier '…'",
        VendorPages.EncryptionAtRest);

    /// <summary>It is unknown whether Atlas uses the new version, or what else made the key unusable.</summary>
    public static AtlasCmkException FollowedKeyInvalid(string projectId, KeyIdentifier made, KeyIdentifier before, IReadOnlyCollection<string> clusters) =>
        s_rotatedKeyInvalid.Because($"Atlas cannot use the key of project {projectId} (valid is false), since the version {made.Version} of {made.KeyName} was created. One possibility: "
            + $"Atlas took up that version and cannot use it. {Stake(clusters)}",
            $"Do not disable any version meanwhile. Find out why: {Diagnose(projectId)}."
                + (before.Equals(made) ? "" : $" To pin the project to the version before: {GoBack(projectId, before)}"), projectId);

    public static AtlasCmkException FollowedKeyInvalid(string projectId, KeyIdentifier key, IReadOnlyCollection<string> clusters) =>
        s_rotatedKeyInvalid.Because($"Atlas cannot use the key of project {projectId}, {key} (valid is false). Nothing was sent. {Stake(clusters)}",
            $"Do not disable any version meanwhile. Find out why: {Diagnose(projectId)}", projectId);

    private static readonly AtlasCmkError s_noUsableKeyVersion = new("NoUsableKeyVersion", FailureKind.Refused,
        meaning: "Atlas can use no version of the key.",
        cause: "All are disabled, expired, or do not allow encrypt.",
        remedy: "Correct one in the vault, or create a new one: Invoke-AtlasKeyRotation -ProjectId '…' -NewVersion",
        VendorPages.KeysInAzure);

    public static AtlasCmkException NoUsableKeyVersion(string projectId, KeyVaultReference vault, KeyIdentifier newest, IEnumerable<KeyVersionReason> reasons) =>
        s_noUsableKeyVersion.Because($"Atlas cannot use any version of the key {newest.KeyName} in key vault {vault.Name}. The newest, {newest.Version}: {string.Join("; ", reasons)}.",
            $"Fix one in the vault, or create a new one: {PowerShellCommand.Of($"Invoke-AtlasKeyRotation -ProjectId {projectId} -NewVersion")}. This shows why each is not usable: "
                + $"{KeyErrors.VersionsOf(newest, projectId)}", newest.Text);

    private static readonly AtlasCmkError s_keyVersionNotMade = new("KeyVersionNotMade", FailureKind.Unreachable,
        meaning: "It is unclear whether the vault created a new version. The vault lists none.",
        cause: "The answer was lost. AtlasCmk does not repeat such a request without a look.",
        remedy: "Run the command again in a few minutes. If the version was created, it is found and used.")
    {
        OtherKinds = [FailureKind.Failed, FailureKind.Protocol],
    };

    public static AtlasCmkException KeyVersionNotMade(KeyVaultReference vault, string keyName, AtlasCmkException inner) =>
        s_keyVersionNotMade.As(inner.Kind).Because($"It is unclear whether key vault {vault.Name} created a new version of {keyName}, and none is listed: "
            + $"{inner.Message} The project was not changed.",
            "Run the command again in a few minutes. A version that was created after all is found and used, and no second one is created.", keyName, inner);

    /// <summary>Atlas would return ENCRYPTION_AT_REST_SETTINGS_INVALID, after a version was created for nothing.</summary>
    public static AtlasCmkException KeyInvalidBeforeRotation(string projectId, KeyIdentifier current) =>
        AtlasErrorCodes.SettingsInvalid.Because($"Atlas cannot use the current key of project {projectId}, {current} (valid is false), and does not change the key until it can. "
            + "No version was created.",
            $"Find out why, and fix it: {Diagnose(projectId)}", projectId);

    private static readonly AtlasCmkError s_rotationOvertaken = new("RotationOvertaken", FailureKind.Refused,
        meaning: "The project was moved to another key during the rotation.",
        cause: "Two rotations at once: Atlas has no lock.",
        remedy: "Agree on who rotates, and keep every version involved until its retirement is certain.");

    public static AtlasCmkException RotationOvertaken(string projectId, KeyIdentifier target, EncryptionAtRest now) =>
        s_rotationOvertaken.Because($"The rotation of project {projectId} to {target} stopped, because the project was moved to {now.KeyInWords} meanwhile. Nothing was undone.",
            "Atlas has no lock: agree on who rotates, and keep every version involved. This shows the project now: "
                + $"{PowerShellCommand.Of($"Get-AtlasEncryptionAtRest -ProjectId {projectId}")}", projectId);

    public static AtlasCmkException RotatedKeyInvalid(string projectId, KeyIdentifier target, KeyIdentifier? old, IReadOnlyCollection<string> clusters) =>
        s_rotatedKeyInvalid.Because($"Atlas cannot use the key that project {projectId} was rotated to, {target} (valid is false). {Stake(clusters)}",
            "Do not disable any version meanwhile. " + (old is null
                ? $"Find out why: {Diagnose(projectId)}. Or choose a version that works: {KeyErrors.VersionsOf(target, projectId)}. Then go back to it: "
                    + $"{PowerShellCommand.Of($"Invoke-AtlasKeyRotation -ProjectId {projectId} -KeyIdentifier '…'")}"
                : $"Go back: {GoBack(projectId, old)}. Find out why: {Diagnose(projectId)}. If Atlas refuses to go back, give it access to the new version first."), projectId);

    private static readonly AtlasCmkError s_rotationRolledBack = new("RotationRolledBack", FailureKind.Failed,
        meaning: "Atlas could not use the new version, and the project was moved back to the former one, which is valid.",
        cause: "The version, the rights on it or the network; -RollBackOnFailure asked for the way back.",
        remedy: "Find out what is wrong with the new version before the next rotation: Get-AtlasAkvKey.",
        VendorPages.EncryptionAtRest);

    public static AtlasCmkException RotationRolledBack(string projectId, KeyIdentifier target, KeyIdentifier old) =>
        s_rotationRolledBack.Because($"Atlas could not use {target} (valid was false), so project {projectId} was moved back to {old}, which is valid.",
            "Find out what is wrong with the new version before the next rotation: "
                + $"{PowerShellCommand.Of($"Test-AtlasCmkPrerequisite -ProjectId {projectId} -KeyIdentifier {target.Text}")}", projectId);

    private static readonly AtlasCmkError s_rollBackFailed = new("RollBackFailed", FailureKind.Failed,
        meaning: "Atlas cannot use the new version, and moving back did not succeed.",
        cause: "Atlas does not change the key while it cannot use the current one.",
        remedy: "Give Atlas access to the new version again (enabled, not expired, rights, network), then go back. Do not disable any version meanwhile.",
        VendorPages.EncryptionAtRest);

    public static AtlasCmkException RollBackFailed(string projectId, KeyIdentifier target, KeyIdentifier old, IReadOnlyCollection<string> clusters, AtlasCmkException? inner) =>
        s_rollBackFailed.Because($"Atlas cannot use {target} (valid is false), and moving project {projectId} back to {old} did not succeed: "
            + $"{inner?.Message ?? "Atlas reports that version as not valid either."} {Stake(clusters)}",
            $"Do not disable any version meanwhile. Give Atlas access to the new version again (enabled, not expired, rights, network). Then go back: {GoBack(projectId, old)}", projectId, inner);

    private static PowerShellCommand GoBack(string projectId, KeyIdentifier old) => PowerShellCommand.Of($"Invoke-AtlasKeyRotation -ProjectId {projectId} -KeyIdentifier {old.Text}");

    private static PowerShellCommand Diagnose(string projectId) => PowerShellCommand.Of($"Get-AtlasCmkDiagnosis -ProjectId {projectId}");

    private static string Stake(IReadOnlyCollection<string> clusters) => clusters.Count == 0
        ? "No cluster is encrypted with it."
        : $"Atlas checks every 15 minutes, and shuts down the clusters whose key it cannot use: {string.Join(", ", clusters)}.";
}
