namespace AtlasCmk.Rules;

/// <summary>The errors of baselines.</summary>
internal static class ComplianceErrors
{
    private const string Schema = "module/AtlasCmk.Baseline.schema.json describes the format, and module/examples/baseline.json is a valid baseline.";

    private static readonly AtlasCmkError s_baselineUnreadable = new("BaselineUnreadable", FailureKind.InvalidArgument,
        meaning: "The file of the baseline cannot be read.",
        cause: "There is no such file, it is not a file, or a right is missing.",
        remedy: "Give -Baseline the path of a JSON file. " + Schema);

    public static AtlasCmkException BaselineUnreadable(string path, string why, Exception? inner = null) =>
        s_baselineUnreadable.Because($"The baseline {path} cannot be read: {why.TrimEnd('.')}.", target: path, inner: inner);

    private static readonly AtlasCmkError s_baselineInvalid = new("BaselineInvalid", FailureKind.InvalidArgument,
        meaning: "The file is not a valid baseline.",
        cause: "It is not JSON, or it has an unknown property, a value of the wrong type, or an exception without a reason or an end.",
        remedy: "Correct the file at the place that the message names. " + Schema);

    /// <param name="path">The file.</param>
    /// <param name="place">The JSON path, for example controls.KeyAge.maximumDays.</param>
    /// <param name="why">What is wrong there.</param>
    /// <param name="remedy">What to write instead.</param>
    /// <param name="inner">What it followed from.</param>
    public static AtlasCmkException BaselineInvalid(string path, string place, string why, string? remedy = null, Exception? inner = null) =>
        s_baselineInvalid.Because($"The baseline {path} is not valid at {(place.Length == 0 ? "$" : place)}: {why.TrimEnd('.')}.", remedy is null ? null : $"{remedy} {Schema}", path, inner);
}
