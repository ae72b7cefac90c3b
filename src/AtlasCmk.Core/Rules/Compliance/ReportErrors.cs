namespace AtlasCmk.Rules;

/// <summary>The errors of reports.</summary>
internal static class ReportErrors
{
    private static readonly AtlasCmkError s_reportFormatUnknown = new("ReportFormatUnknown", FailureKind.InvalidArgument,
        meaning: "The extension of the file does not say which format the report has.",
        cause: "An extension other than .html, .htm, .json and .xml.",
        remedy: "Give -Format Html, Json or JUnit, or another extension.");

    public static AtlasCmkException ReportFormatUnknown(string path) =>
        s_reportFormatUnknown.Because($"The extension of {path} does not say which format the report has.", target: path);

    private static readonly AtlasCmkError s_reportExists = new("ReportExists", FailureKind.InvalidArgument,
        meaning: "The file exists, and -NoClobber was given.",
        cause: "An earlier report has the same name.",
        remedy: "Give another -Path, or omit -NoClobber.");

    public static AtlasCmkException ReportExists(string path) => s_reportExists.Because($"The file {path} exists, and -NoClobber was given.", target: path);

    private static readonly AtlasCmkError s_reportNotWritten = new("ReportNotWritten", FailureKind.Refused,
        meaning: "The report could not be written. An existing file is unchanged.",
        cause: "A folder that is not there, a missing right, a read-only file, or a full disk.",
        remedy: "Give a -Path that can be written to. For a read-only file, add -Force.");

    public static AtlasCmkException ReportNotWritten(string path, string why, Exception? inner = null) =>
        s_reportNotWritten.Because($"The report {path} could not be written: {why.TrimEnd('.')}.", target: path, inner: inner);

    private static readonly AtlasCmkError s_previousReportUnreadable = new("PreviousReportUnreadable", FailureKind.InvalidArgument,
        meaning: "The previous report cannot be read.",
        cause: "There is no such file, or it is not a report in JSON of a version that AtlasCmk understands.",
        remedy: "Give -PreviousReport a file that Export-AtlasCmkReport wrote with -Format Json.");

    public static AtlasCmkException PreviousReportUnreadable(string path, string why, Exception? inner = null) =>
        s_previousReportUnreadable.Because($"The previous report {path} cannot be read: {why.TrimEnd('.')}.", target: path, inner: inner);
}
