namespace AtlasCmk.Rules;

/// <summary>The errors of arguments and piped objects.</summary>
internal static class InputErrors
{
    private static readonly AtlasCmkError s_notAnAtlasName = new("NotAnAtlasName", FailureKind.InvalidArgument,
        meaning: "The text is not a valid name or ID in Atlas.",
        cause: "Characters that names do not have, for example a slash.",
        remedy: "Give the name or id as Atlas shows it.");

    public static AtlasCmkException NotAnAtlasName(string value) =>
        s_notAnAtlasName.Because($"'{value}' is not a valid name or ID in Atlas.", target: value);

    private static readonly AtlasCmkError s_rowNotUnderstood = new("RowNotUnderstood", FailureKind.InvalidInput,
        meaning: "-FromInput cannot use a piped row.",
        cause: "A column that is no parameter, or a value that cannot be read.",
        remedy: "Correct the row, or select its columns before: Select-Object. Nothing was sent for this row.");

    /// <param name="project">The ID of the row's project.</param>
    /// <param name="problem">What is wrong, with the column.</param>
    public static AtlasCmkException RowNotUnderstood(string? project, string problem) =>
        s_rowNotUnderstood.Because($"The row of project {project ?? "(no ProjectId)"} cannot be used: {problem}. Nothing was sent for it.", target: project);

    private static readonly AtlasCmkError s_patternInvalid = new("PatternInvalid", FailureKind.InvalidArgument,
        meaning: "The name is not a valid wildcard pattern.",
        cause: "A bracket is not closed.",
        remedy: "Close the bracket, or write a backtick before a bracket that is part of the name.");

    public static AtlasCmkException PatternInvalid(string pattern, Exception inner) =>
        s_patternInvalid.Because($"'{pattern}' is not a wildcard pattern: {inner.Message}", target: pattern, inner: inner);

    private static readonly AtlasCmkError s_switchIsOff = new("SwitchIsOff", FailureKind.InvalidArgument,
        meaning: "The switch that selects the parameter set is $false.",
        cause: "The switch was given a variable that is $false, such as -NewVersion:$new.",
        remedy: "Omit the switch, and use the parameter of another parameter set.");

    public static AtlasCmkException SwitchIsOff(string name) =>
        s_switchIsOff.Because($"-{name} is $false, but it selects the parameter set of this command.",
            $"Omit -{name} and use the parameter of another parameter set, or give -{name} without a value.", name);

    private static readonly AtlasCmkError s_inputNotUnderstood = new("InputNotUnderstood", FailureKind.InvalidInput,
        meaning: "The piped object does not have the property that the command needs.",
        cause: "An object of another type, or Select-Object removed the IDs.",
        remedy: "Pipe objects that AtlasCmk emits, or objects with the properties that the help names.");

    public static AtlasCmkException ConnectionInputNotUnderstood(object? input) =>
        s_inputNotUnderstood.Because($"The piped object {input} is neither an endpoint nor a connection: it has no ResourceId and no EndpointId.",
            "Pipe what Get-AtlasAkvPrivateEndpoint or Get-AtlasAkvPrivateEndpointConnection emits, or name a connection with -ResourceId.", input);

    private static readonly AtlasCmkError s_valueNotInObject = new("ValueNotInObject", FailureKind.InvalidArgument,
        meaning: "The value is empty, or an object without the ID or name that is expected.",
        cause: "An object of another type, or Select-Object removed the ID.",
        remedy: "Give the text itself, or an object that has it.");

    public static AtlasCmkException AzureIdNotUnderstood(string what, string given, bool isSubscription) =>
        s_valueNotInObject.Because(given.Length == 0 ? $"The {what} is empty." : $"'{given}' is not a {what}.",
            $"Expected a UUID such as 11111111-2222-3333-4444-555555555555{(isSubscription ? ", or /subscriptions/ and the UUID" : "")}.");

    private static readonly AtlasCmkError s_projectMissing = new("ProjectMissing", FailureKind.InvalidArgument,
        meaning: "No project is named, and the session has none.",
        cause: "Connect-Atlas without -ProjectId, and a command without it.",
        remedy: "Give -ProjectId (Get-AtlasProject lists them), or connect with one: Connect-Atlas -Credential (Get-Credential) -ProjectId '…'");

    public static AtlasCmkException ProjectMissing() =>
        s_projectMissing.Because("No project is named, and the session has none.",
            "Give -ProjectId (24 hexadecimal digits; Get-AtlasProject lists them), or connect with one: Connect-Atlas -Credential (Get-Credential) -ProjectId '…'");

    public static AtlasCmkException InputNotUnderstood(object? input, string property = "ProjectId", string what = "project") =>
        s_inputNotUnderstood.Because($"The piped object {input ?? "$null"} has no {property}, so the {what} is unknown.",
            "Pipe objects that AtlasCmk emits, or objects with the properties that the help names. To use the session's project, pipe nothing.", input);

    public static AtlasCmkException ResultNotUnderstood(object? input) =>
        s_inputNotUnderstood.Because($"The piped object {input ?? "$null"} is not a result: it has no Control, or no Result that AtlasCmk knows.",
            "Pipe what Test-AtlasCmkCompliance emits.", input);

    public static AtlasCmkException ValueNotInObject(object given, string type, string property) =>
        s_valueNotInObject.Because($"'{given}' is not a {property}. It is an object of type {type}, which has no {property}.",
            $"Give the text itself, or an object with a {property}.", given);

    public static AtlasCmkException IdMissing(string parameter) =>
        s_valueNotInObject.Because($"-{parameter} is empty.", "Give the id, 24 hexadecimal digits, or an object that has it; or leave the parameter out.");
}
