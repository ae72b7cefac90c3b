using Azure.Core;

namespace AtlasCmk.Clients;

/// <summary>Transient conflicts. The request was not processed, so any request can be retried.</summary>
/// <remarks>Sources: Key Vault's REST error codes (a key that is being recovered or deleted); Resource Manager's RetryableError.</remarks>
internal static class AzureConflicts
{
    private static readonly HashSet<string> s_passing = new(StringComparer.OrdinalIgnoreCase)
    {
        "ObjectIsBeingRecovered", "ObjectIsBeingDeleted", "RetryableError",
    };

    private static readonly HashSet<string> s_overlaps = new(StringComparer.OrdinalIgnoreCase) { "ConflictError", "AnotherOperationInProgress" };

    /// <summary>For a request that creates something. Only a refusal before processing is retried.</summary>
    public static ResponseClassifier OnceOnly { get; } = new OnceOnlyClassifier();

    /// <summary>Azure.Core's rule, and transient conflicts.</summary>
    public static ResponseClassifier Usual { get; } = new UsualClassifier();

    /// <summary>Whether Azure refused a change because another change of the vault was in progress. Nothing was changed. A plain Conflict can be permanent.</summary>
    public static bool IsOverlap(AtlasCmkException e) => e is AzureApiException { ErrorCode: { } code } && s_overlaps.Contains(code);

    public static bool Passes(HttpMessage message) =>
        message.Response is { Status: 409, ContentStream: not null } && AzureErrorReader.Read(message.Response.Content.ToString()) is { } error
        && s_passing.Contains(error.InnerCode ?? error.Code ?? "");

    private sealed class UsualClassifier : ResponseClassifier
    {
        public override bool IsRetriableResponse(HttpMessage message) => base.IsRetriableResponse(message) || Passes(message);
    }

    private sealed class OnceOnlyClassifier : ResponseClassifier
    {
        public override bool IsRetriableResponse(HttpMessage message) => message.Response.Status == 429 || Passes(message);

        public override bool IsRetriableException(Exception exception) => false;

        public override bool IsRetriable(HttpMessage message, Exception exception) => false;
    }
}
