using System.Globalization;

namespace AtlasCmk.Rules;

/// <summary>The errors of retiring a key version.</summary>
internal static class RetirementErrors
{
    private static readonly AtlasCmkError s_rotatedInFuture = new("RotatedInFuture", FailureKind.InvalidArgument,
        meaning: "The time of the rotation is in the future.",
        cause: "-RotatedAt has a wrong date or time zone.",
        remedy: "Give the time when the last project had left the version: OldKeyLeftAt of the last rotation.");

    public static AtlasCmkException RotatedInFuture(DateTimeOffset rotatedAt) =>
        s_rotatedInFuture.Because($"The rotation at {Time(rotatedAt)} is in the future.",
            "Give the time when the last project had left the version, its clusters included: OldKeyLeftAt of the last rotation.", rotatedAt);

    private static readonly AtlasCmkError s_rotatedBeforeCreation = new("RotatedBeforeCreation", FailureKind.InvalidInput,
        meaning: "The time is before the version was created.",
        cause: "-RotatedAt belongs to another version.",
        remedy: "Give the time when the last project had left this very version.",
        VendorPages.Backups);

    public static AtlasCmkException RotatedBeforeCreation(KeyIdentifier key, DateTimeOffset rotatedAt, DateTimeOffset created) =>
        s_rotatedBeforeCreation.Because($"The key version {key} cannot have been left at {Time(rotatedAt)}: it was created at {Time(created)}.",
            "Give the time when the last project had left this version: OldKeyLeftAt of the last rotation from it.", key.Text);

    private static readonly AtlasCmkError s_projectNotExcludable = new("ProjectNotExcludable", FailureKind.InvalidArgument,
        meaning: "A project that uses the key's vault, or is piped or included, cannot be excluded.",
        cause: "-ExcludeProjectId with a project that used the key.",
        remedy: "Leave it out of -ExcludeProjectId, which is for projects that never used the key.",
        VendorPages.Backups);

    public static AtlasCmkException ProjectNotExcludable(KeyIdentifier key, IReadOnlyList<EncryptionAtRest> projects) =>
        s_projectNotExcludable.Because($"These projects cannot be excluded, because they name a key of vault {key.VaultName}, or you named or piped them as projects that used the key: "
            + $"{string.Join(", ", projects.Select(p => p.ProjectId))}.",
            "Leave them out of -ExcludeProjectId. It is for projects that never used the key.", key.Text);

    private static readonly AtlasCmkError s_keyMissing = new("KeyMissing", FailureKind.InvalidArgument,
        meaning: "No key version is named.",
        cause: "Neither a parameter nor the piped object has one.",
        remedy: "Give -KeyIdentifier, or pipe key versions, projects' encryption or rotations.")
    {
        OtherKinds = [FailureKind.InvalidInput],
    };

    public static AtlasCmkException KeyMissing(object? input) =>
        (input is null ? s_keyMissing : s_keyMissing.As(FailureKind.InvalidInput)).Because(input is null ? "No key version is named." : $"The piped object {input} names no key version.",
            "Give -KeyIdentifier, or pipe key versions (Get-AtlasAkvKey), projects' encryption (Get-AtlasEncryptionAtRest) or rotations.", input);

    private static string Time(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}
