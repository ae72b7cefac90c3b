namespace AtlasCmk.Rules;

internal static partial class Failures
{
    public static AtlasCmkException RecordMissing(string path, string? projectId = null) =>
        new(FailureKind.NotFound, "RecordMissing", $"There is no record {path}, so nothing is known to have been revoked with it.",
            "Give the -RecordPath that Revoke-AtlasKeyAccess was given; if the record is lost, look at what Atlas lacks: " + PowerShellCommand.Of($"Test-AtlasCmkPrerequisite -ProjectId {projectId} -Diagnose"), path);

    public static AtlasCmkException RecordChanged(string path) =>
        new(FailureKind.Refused, "RecordChanged", $"The record {path} was changed after it was written: its checksum does not fit.",
            $"Use an unchanged copy of the record. To see what this one would give: {PowerShellCommand.Of($"{KeyAccessCommands.Grant(path)} -Force -WhatIf")}", path);

    public static AtlasCmkException RecordNotAFile(string path, string provider) =>
        new(FailureKind.InvalidArgument, "RecordNotAFile", $"{path} is a path of {provider}, and a record is a file.", "Give -RecordPath in the file system, on a disk that stays.", path);

    public static AtlasCmkException RecordExists(string path) =>
        new(FailureKind.Refused, "RecordExists", $"Something is at {path} already, and a record is never overwritten: nothing was taken.", "Give another -RecordPath.", path);

    public static AtlasCmkException RecordUnreadable(string path, string why, Exception? inner = null) =>
        new(FailureKind.Refused, "RecordUnreadable", $"{path} is no record of Revoke-AtlasKeyAccess that can be used: {why}.",
            "Give the -RecordPath of a record that is whole; to freeze something else, give a path that is free.", path, inner);

    public static AtlasCmkException RecordNotWritten(string path, Exception inner) =>
        new(FailureKind.Refused, "RecordNotWritten", $"The record {path} could not be written, so nothing was taken: {inner.Message}", "Give a -RecordPath that can be written to, on a disk that stays.", path, inner);

    public static AtlasCmkException RecordOfAnother(KeyAccessRecord record, KeyAccessTarget target, string path) =>
        new(FailureKind.Refused, "RecordOfAnother", $"The record {path} is of {record.Target.Name} by {record.Target.Method}, vault {record.Target.Vault.Name}{(record.Target.Key is { } key ? $", key {key}" : "")}, and not of {target.Name} by {target.Method} as it is now: nothing was taken.",
            "Give another -RecordPath: each freeze needs its own record.", path);

    public static AtlasCmkException RecordOutdated(IEnumerable<KeyGrant> more, string path, PowerShellCommand another) =>
        new(FailureKind.Refused, "RecordOutdated", $"Since the record {path} was written, Atlas got more access than it lists: {string.Join("; ", more)}. Nothing was taken.",
            $"Give another -RecordPath, so that the record lists all that is taken: {another}", path);

    public static AtlasCmkException RecordOutdated(IEnumerable<string> clusters, string path) =>
        new(FailureKind.Refused, "RecordOutdated", $"Since the record {path} was written, these clusters came to run under the key: {string.Join(", ", clusters)}. With it, a thaw would not wait for them. Nothing was taken.",
            "Give another -RecordPath, so that the record lists all that stops.", path);

    public static AtlasCmkException RecordOfAnother(KeyAccessRecord record, IEnumerable<string> projects, string path) =>
        new(FailureKind.Refused, "RecordOfAnother", $"The record {path} is of {record.Target.Name}, and not of {string.Join(", ", projects)}: nothing was given.",
            $"Give the record of that project, or leave -ProjectId out: {KeyAccessCommands.Grant(path)}", path);

    public static AtlasCmkException RecordNamesNoProject(string path) =>
        new(FailureKind.InvalidArgument, "RecordNamesNoProject", $"The record {path} was written without Atlas, and names no project that could be waited for.", "Give -ProjectId, or leave -Wait out.", path);
}
