namespace AtlasCmk;

/// <summary>What kind of failure it is: decides the shell's error category, and whether the failure ends the command or only one item.</summary>
internal enum FailureKind
{
    /// <summary>The caller gave a value that cannot be right. Ends the command.</summary>
    InvalidArgument,

    /// <summary>One object, of the pipeline or of a list, cannot be used.</summary>
    InvalidInput,

    /// <summary>There is no session. Ends the command.</summary>
    NotConnected,

    /// <summary>The credentials were rejected. Ends the command.</summary>
    Authentication,

    /// <summary>A question could not be asked on this host. Ends the command.</summary>
    CannotAsk,

    /// <summary>The credentials are right, but not allowed to do this.</summary>
    PermissionDenied,

    /// <summary>The thing is not there.</summary>
    NotFound,

    /// <summary>The thing is there, but in a state in which this would be wrong or dangerous; nothing was changed.</summary>
    Refused,

    /// <summary>It did not happen in the time that the caller allowed.</summary>
    TimedOut,

    /// <summary>It was carried out, and came to a bad end.</summary>
    Failed,

    /// <summary>The service could not be reached, or its answer was lost.</summary>
    Unreachable,

    /// <summary>The service answered with something that is not what it promises.</summary>
    Protocol,

    /// <summary>The service asks to slow down, and the retries are used up.</summary>
    Throttled,

    /// <summary>Something is missing in the module's own folder. Ends the command.</summary>
    Installation,

    /// <summary>A fault of AtlasCmk itself.</summary>
    Unexpected,
}
