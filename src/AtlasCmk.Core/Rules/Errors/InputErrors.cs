namespace AtlasCmk.Rules;

/// <summary>The errors of arguments and piped objects.</summary>
internal static class InputErrors
{
    private static readonly AtlasCmkError s_notAnAtlasName = new("NotAnAtlasName", FailureKind.InvalidArgument,
        meaning: "The text cannot be the name or id of anything in Atlas.",
        cause: "Characters that no name has, for example a slash.",
        remedy: "Give the name or id as Atlas shows it.");

    public static AtlasCmkException NotAnAtlasName(string value) =>
        s_notAnAtlasName.Because($"'{value}' cannot be the name or id of anything in Atlas.", "Give the name or id as Atlas shows it.", value);

    private static readonly AtlasCmkError s_patternInvalid = new("PatternInvalid", FailureKind.InvalidArgument,
        meaning: "A name with wildcards is not a pattern that the shell understands.",
        cause: "A bracket that opens and does not close.",
        remedy: "Close the bracket, or write a backtick before a bracket that is part of the name.");

    public static AtlasCmkException PatternInvalid(string pattern, Exception inner) =>
        s_patternInvalid.Because($"'{pattern}' is not a wildcard pattern: {inner.Message}",
            "Close the bracket, or write a backtick before a bracket that is part of the name.", pattern, inner);

    private static readonly AtlasCmkError s_switchIsOff = new("SwitchIsOff", FailureKind.InvalidArgument,
        meaning: "The switch that chooses the form of a command is given as $false.",
        cause: "A variable that is $false stands behind the switch, such as -NewVersion:$new.",
        remedy: "Leave the switch out, and choose another form with its own parameter.");

    public static AtlasCmkException SwitchIsOff(string name) =>
        s_switchIsOff.Because($"-{name} is given as $false, and it is what chooses this form of the command.",
            $"Leave -{name} out, and choose another form with its own parameter; or give it without a value.", name);

    private static readonly AtlasCmkError s_inputNotUnderstood = new("InputNotUnderstood", FailureKind.InvalidInput,
        meaning: "The piped object names nothing that the command can work on.",
        cause: "An object of another kind, or one from which Select-Object took the ids.",
        remedy: "Pipe objects that AtlasCmk emits, or objects with the properties that the help names.");

    public static AtlasCmkException ConnectionInputNotUnderstood(object? input) =>
        s_inputNotUnderstood.Because($"The piped object {input} is neither an endpoint nor a connection: it has no ResourceId and no EndpointId.",
            "Pipe what Get-AtlasAkvPrivateEndpoint or Get-AtlasAkvPrivateEndpointConnection emits, or name a connection with -ResourceId.", input);

    private static readonly AtlasCmkError s_valueNotInObject = new("ValueNotInObject", FailureKind.InvalidArgument,
        meaning: "An object, or nothing at all, stands where an id or a name belongs.",
        cause: "An object of another kind, or one from which Select-Object took the id.",
        remedy: "Give the text itself, or an object that has it.");

    public static AtlasCmkException AzureIdNotUnderstood(string what, string given, bool isSubscription) =>
        s_valueNotInObject.Because(given.Length == 0 ? $"The {what} is given, and is empty." : $"'{given}' is not a {what}.",
            $"Expected a UUID such as 11111111-2222-3333-4444-555555555555{(isSubscription ? ", or /subscriptions/ and the UUID" : "")}.");

    private static readonly AtlasCmkError s_projectMissing = new("ProjectMissing", FailureKind.InvalidArgument,
        meaning: "No project is named, and the session has none.",
        cause: "Connect-Atlas without -ProjectId, and a command without it.",
        remedy: "Give -ProjectId (Get-AtlasProject lists them), or connect with one: Connect-Atlas -Credential (Get-Credential) -ProjectId '…'");

    public static AtlasCmkException ProjectMissing() =>
        s_projectMissing.Because("No project is named, and the session has none.",
            "Give -ProjectId (24 hexadecimal digits; Get-AtlasProject lists them), or connect with one: Connect-Atlas -Credential (Get-Credential) -ProjectId '…'");

    public static AtlasCmkException InputNotUnderstood(object? input, string property = "ProjectId", string what = "project") =>
        s_inputNotUnderstood.Because($"The piped object {input ?? "$null"} has no {property}, so it is not clear which {what} is meant.",
            "Pipe objects that AtlasCmk emits, or objects with the properties that the help names; for the session's project pipe nothing.", input);

    public static AtlasCmkException ValueNotInObject(object given, string type, string property) =>
        s_valueNotInObject.Because($"'{given}' is no {property}: it is of type {type}, which has none.",
            $"Give the text itself, or an object with a {property}.", given);

    public static AtlasCmkException IdMissing(string parameter) =>
        s_valueNotInObject.Because($"-{parameter} is given, and is empty.", "Give the id, 24 hexadecimal digits, or an object that has it; or leave the parameter out.");
}
