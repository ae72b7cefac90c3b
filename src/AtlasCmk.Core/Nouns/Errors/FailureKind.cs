namespace AtlasCmk;

/// <summary>The kind of failure. It determines PowerShell's error category, and whether the failure ends the command or only one item.</summary>
internal enum FailureKind
{
    /// <summary>An argument is invalid. Ends the command.</summary>
    InvalidArgument,

    /// <summary>One object of the pipeline or of a list cannot be used.</summary>
    InvalidInput,

    /// <summary>There is no session. Ends the command.</summary>
    NotConnected,

    /// <summary>The credentials were rejected. Ends the command.</summary>
    Authentication,

    /// <summary>This host cannot ask for confirmation. Ends the command.</summary>
    CannotAsk,

    /// <summary>The credentials are valid, but not allowed to do this.</summary>
    PermissionDenied,

    /// <summary>The object does not exist.</summary>
    NotFound,

    /// <summary>The object exists, but its state makes the change wrong or dangerous; nothing was changed.</summary>
    Refused,

    /// <summary>It did not complete within the time-out.</summary>
    TimedOut,

    /// <summary>It was started, and failed.</summary>
    Failed,

    /// <summary>The service could not be reached, or its response was lost.</summary>
    Unreachable,

    /// <summary>The service sent an invalid response.</summary>
    Protocol,

    /// <summary>The service limits requests, and all retries are used.</summary>
    Throttled,

    /// <summary>The module's folder is incomplete. Ends the command.</summary>
    Installation,

    /// <summary>An internal error of AtlasCmk.</summary>
    Unexpected,
}
