using System.Management.Automation;

namespace AtlasCmk.Pipeline;

/// <summary>Turns an exception into what the shell shows: a stable id, the right category, the target, and what to do next.</summary>
internal static class ErrorRecordFactory
{
    public static ErrorRecord Create(Exception exception)
    {
        if (exception is not AtlasCmkException known)
        {
            return new(exception, CommandErrors.UnexpectedError.ErrorId, Category(CommandErrors.UnexpectedError.Kind), null)
            {
                ErrorDetails = new(VisibleText.Of(exception.Message)) { RecommendedAction = CommandErrors.UnexpectedError.Remedy },
            };
        }

        var record = new ErrorRecord(known, known.ErrorId, Category(known.Kind), known.Target)
        {
            // The shell's own view shows the recommended action below the message. A command at its end stays alone on its line, to be copied.
            ErrorDetails = new(known.Message) { RecommendedAction = known.HelpLink is { } link ? $"{known.Remedy}{Environment.NewLine}See {link}" : known.Remedy },
        };

        // The shell's other view names the target.
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
