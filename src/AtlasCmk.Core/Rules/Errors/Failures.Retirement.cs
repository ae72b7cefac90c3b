using System.Globalization;

namespace AtlasCmk.Rules;

internal static partial class Failures
{
    public static AtlasCmkException RotatedInFuture(DateTimeOffset rotatedAt) =>
        new(FailureKind.InvalidArgument, "RotatedInFuture", $"The rotation at {Time(rotatedAt)} is still to come.",
            "Give the time when the last project had left the version, its clusters included: OldKeyLeftAt of the last rotation.", rotatedAt);

    public static AtlasCmkException RotatedBeforeCreation(KeyIdentifier key, DateTimeOffset rotatedAt, DateTimeOffset created) =>
        new(FailureKind.InvalidInput, "RotatedBeforeCreation", $"The key version {key} cannot have been left at {Time(rotatedAt)}: it was created at {Time(created)}.",
            "Give the time when the last project had left this version: OldKeyLeftAt of the last rotation from it.", key.Text);

    public static AtlasCmkException ProjectNotExcludable(KeyIdentifier key, IReadOnlyList<EncryptionAtRest> projects) =>
        new(FailureKind.InvalidArgument, "ProjectNotExcludable", $"These projects cannot be excluded, because they name a key of vault {key.VaultName}, or you named or piped them as projects that used the key: {string.Join(", ", projects.Select(p => p.ProjectId))}.",
            "Leave them out of -ExcludeProjectId. It is for projects that never used the key.", key.Text);

    public static AtlasCmkException KeyMissing(object? input) =>
        new(input is null ? FailureKind.InvalidArgument : FailureKind.InvalidInput, "KeyMissing", input is null ? "No key version is named." : $"The piped object {input} names no key version.",
            "Give -KeyIdentifier, or pipe key versions (Get-AtlasAkvKey), projects' encryption (Get-AtlasEncryptionAtRest) or rotations.", input);

    private static string Time(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}
