namespace AtlasCmk.Rules;

/// <summary>The errors of a freeze's record.</summary>
internal static class KeyAccessRecordErrors
{
    private static readonly AtlasCmkError s_recordMissing = new("RecordMissing", FailureKind.NotFound,
        meaning: "There is no record at this path.",
        cause: "Another path was used, or nothing was revoked.",
        remedy: "Give the -RecordPath that Revoke-AtlasKeyAccess was given.");

    public static AtlasCmkException RecordMissing(string path, string? projectId = null) =>
        s_recordMissing.Because($"There is no record {path}, so nothing is known to have been revoked with it.",
            "Give the -RecordPath that Revoke-AtlasKeyAccess was given. If the record is lost, check which rights Atlas is missing: "
                + PowerShellCommand.Of($"Get-AtlasCmkDiagnosis -ProjectId {projectId}"), path);

    private static readonly AtlasCmkError s_recordChanged = new("RecordChanged", FailureKind.Refused,
        meaning: "The record was changed after it was written.",
        cause: "Its checksum does not match its content.",
        remedy: "Use an unchanged copy; or check what the record says, and give -Force.");

    public static AtlasCmkException RecordChanged(string path) =>
        s_recordChanged.Because($"The record {path} was changed after it was written: its checksum does not match.",
            $"Use an unchanged copy of the record. To see what this one would give: {PowerShellCommand.Of($"{KeyAccessCommands.Grant(path)} -Force -WhatIf")}", path);

    private static readonly AtlasCmkError s_recordNotAFile = new("RecordNotAFile", FailureKind.InvalidArgument,
        meaning: "A record must be a file, but the path belongs to another provider.",
        cause: "A path of another provider of the shell.",
        remedy: "Give -RecordPath in the file system, on a disk that stays.");

    public static AtlasCmkException RecordNotAFile(string path, string provider) =>
        s_recordNotAFile.Because($"{path} is a path of the provider {provider}, but a record must be a file.", target: path);

    private static readonly AtlasCmkError s_recordExists = new("RecordExists", FailureKind.Refused,
        meaning: "A file exists at this path, and a record is never overwritten.",
        cause: "A file of another freeze, or one that was written meanwhile.",
        remedy: "Give another -RecordPath.");

    public static AtlasCmkException RecordExists(string path) =>
        s_recordExists.Because($"A file or folder already exists at {path}, and a record is never overwritten. Nothing was taken.", target: path);

    private static readonly AtlasCmkError s_recordUnreadable = new("RecordUnreadable", FailureKind.Refused,
        meaning: "The file is not a valid record.",
        cause: "Another file, one that was changed, or one of a later version of AtlasCmk.",
        remedy: "Give the -RecordPath of a valid record.");

    public static AtlasCmkException RecordUnreadable(string path, string why, Exception? inner = null) =>
        s_recordUnreadable.Because($"{path} is not a usable record of Revoke-AtlasKeyAccess: {why}.",
            "Give the -RecordPath of an intact record. To freeze something else, give an unused path.", path, inner);

    private static readonly AtlasCmkError s_recordNotWritten = new("RecordNotWritten", FailureKind.Refused,
        meaning: "The record could not be written. Nothing was removed.",
        cause: "A folder that is not there, a missing right, or a full disk.",
        remedy: "Give a -RecordPath that can be written to, on a disk that stays.");

    public static AtlasCmkException RecordNotWritten(string path, Exception inner) =>
        s_recordNotWritten.Because($"The record {path} could not be written, so nothing was taken: {inner.Message}", target: path, inner: inner);

    private static readonly AtlasCmkError s_recordOfAnother = new("RecordOfAnother", FailureKind.Refused,
        meaning: "The record belongs to another project, vault, key, identity or method.",
        cause: "A path that was used before, a project that has moved to another key, or a -ProjectId that the record does not name.",
        remedy: "Give another -RecordPath: each freeze needs a separate record.");

    public static AtlasCmkException RecordOfAnother(KeyAccessRecord record, KeyAccessTarget target, string path) =>
        s_recordOfAnother.Because($"The record {path} belongs to {record.Target.Name} by {record.Target.Method}, vault "
            + $"{record.Target.Vault.Name}{(record.Target.Key is { } key ? $", key {key}" : "")}, not to {target.Name} by {target.Method} as it is now. Nothing was taken.",
            "Give another -RecordPath: each freeze needs its own record.", path);

    private static readonly AtlasCmkError s_recordOutdated = new("RecordOutdated", FailureKind.Refused,
        meaning: "Atlas has more access or more clusters than the record lists.",
        cause: "Access was granted or clusters were encrypted after the record was written, for example between two drills.",
        remedy: "Give another -RecordPath, so that the record lists all access and clusters.");

    public static AtlasCmkException RecordOutdated(IEnumerable<KeyGrant> more, string path, PowerShellCommand another) =>
        s_recordOutdated.Because($"Since the record {path} was written, Atlas got more access than it lists: {string.Join("; ", more)}. Nothing was taken.",
            $"Give another -RecordPath, so that the record lists all that is taken: {another}", path);

    public static AtlasCmkException RecordOutdated(IEnumerable<string> clusters, string path) =>
        s_recordOutdated.Because($"Since the record {path} was written, these clusters started to use the key: {string.Join(", ", clusters)}. A thaw with this record would not wait for them. "
            + "Nothing was taken.",
            "Give another -RecordPath, so that the record lists all that stops.", path);

    public static AtlasCmkException RecordOfAnother(KeyAccessRecord record, IEnumerable<string> projects, string path) =>
        s_recordOfAnother.Because($"The record {path} belongs to {record.Target.Name}, not to {string.Join(", ", projects)}. Nothing was given.",
            $"Give the record of that project, or leave -ProjectId out: {KeyAccessCommands.Grant(path)}", path);

    private static readonly AtlasCmkError s_recordNamesNoProject = new("RecordNamesNoProject", FailureKind.InvalidArgument,
        meaning: "The record names no project to wait for.",
        cause: "It was written without Atlas.",
        remedy: "Give -ProjectId, or leave -Wait out.");

    public static AtlasCmkException RecordNamesNoProject(string path) =>
        s_recordNamesNoProject.Because($"The record {path} was written without Atlas, and names no project to wait for.", target: path);
}
