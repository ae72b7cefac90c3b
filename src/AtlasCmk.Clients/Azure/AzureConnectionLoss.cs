namespace AtlasCmk.Clients;

/// <summary>Finds, inside what Azure.Core and the credentials wrap around it, that a connection was lost.</summary>
internal static class AzureConnectionLoss
{
    /// <summary>How long Azure.Core waits for one answer.</summary>
    public static readonly TimeSpan OneTry = TimeSpan.FromSeconds(100);

    /// <summary>Null where it is something else, or the caller's own wish to stop.</summary>
    public static ConnectionLoss? Find(Exception exception, CancellationToken callersCancellation) =>
        callersCancellation.IsCancellationRequested
            ? null
            : Causes(exception).Where(c => c is HttpRequestException or IOException or OperationCanceledException)
                .Select(c => ConnectionLoss.From(c, OneTry)).FirstOrDefault();

    /// <summary>The exception itself and everything inside it, outermost first.</summary>
    public static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
