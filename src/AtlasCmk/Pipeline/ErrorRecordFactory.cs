using System.Management.Automation;

namespace AtlasCmk.Pipeline;

/// <summary>Converts an exception to an error record: a stable ID, the category, the target, and what to do next.</summary>
internal static class ErrorRecordFactory
{
    /// <param name="exception">What happened.</param>
    /// <param name="naming">The names of the projects that the message mentions. On the pipeline thread.</param>
    public static ErrorRecord Create(Exception exception, ProjectNaming? naming = null)
    {
        if (exception is not AtlasCmkException known)
        {
            return new(exception, CommandErrors.UnexpectedError.ErrorId, Category(CommandErrors.UnexpectedError.Kind), null)
            {
                ErrorDetails = new(VisibleText.Of(exception.Message)) { RecommendedAction = CommandErrors.UnexpectedError.Remedy },
            };
        }

        if (naming is not null)
        {
            known.Name(naming.InMessage);
        }

        var record = new ErrorRecord(known, known.ErrorId, Category(known.Kind), known.Target)
        {
            // PowerShell shows the recommended action below the message. A command at its end stays on its own line, for copying.
            ErrorDetails = new(known.Message) { RecommendedAction = known.HelpLink is { } link ? $"{known.Remedy}{Environment.NewLine}See {link}" : known.Remedy },
        };

        // CategoryView shows the target.
        record.CategoryInfo.TargetName = VisibleText.Of(record.CategoryInfo.TargetName);
        return record;
    }

    private static ErrorCategory Category(FailureKind kind) => kind switch
    {
        FailureKind.InvalidArgument => ErrorCategory.InvalidArgument,
        FailureKind.InvalidInput => ErrorCategory.InvalidData,
        FailureKind.NotConnected => ErrorCategory.ConnectionError,
        FailureKind.Authentication => ErrorCategory.AuthenticationError,
        FailureKind.CannotAsk => ErrorCategory.InvalidOperation,
        FailureKind.PermissionDenied => ErrorCategory.PermissionDenied,
        FailureKind.NotFound => ErrorCategory.ObjectNotFound,
        FailureKind.Refused => ErrorCategory.InvalidOperation,
        FailureKind.TimedOut => ErrorCategory.OperationTimeout,
        FailureKind.Failed => ErrorCategory.OperationStopped,
        FailureKind.Unreachable => ErrorCategory.ConnectionError,
        FailureKind.Protocol => ErrorCategory.ProtocolError,
        FailureKind.Throttled => ErrorCategory.LimitsExceeded,
        FailureKind.Installation => ErrorCategory.NotInstalled,
        FailureKind.Unexpected => ErrorCategory.NotSpecified,
        _ => ErrorCategory.NotSpecified,
    };
}
