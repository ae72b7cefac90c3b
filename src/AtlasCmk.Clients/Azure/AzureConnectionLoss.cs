namespace AtlasCmk.Clients;

/// <summary>Finds a lost connection inside the exceptions of Azure.Core and the credentials.</summary>
internal static class AzureConnectionLoss
{
    /// <summary>The time that Azure.Core waits for one response.</summary>
    public static readonly TimeSpan OneTry = TimeSpan.FromSeconds(100);

    /// <summary>Null for other exceptions, or if the caller canceled.</summary>
    public static ConnectionLoss? Find(Exception exception, CancellationToken callersCancellation) =>
        callersCancellation.IsCancellationRequested
            ? null
            : Causes(exception).Where(c => c is HttpRequestException or IOException or OperationCanceledException)
                .Select(c => ConnectionLoss.From(c, OneTry)).FirstOrDefault();

    /// <summary>The exception and all its inner exceptions, outermost first.</summary>
    public static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
        }
    }
}
