using Azure.Core;

namespace AtlasCmk.Clients;

/// <summary>Conflicts that pass by themselves: the request was not carried out, so it may be sent again, whatever it is.</summary>
/// <remarks>Sources: Key Vault's REST error codes (a key that is being recovered or deleted); Resource Manager's RetryableError.</remarks>
internal static class AzureConflicts
{
    private static readonly HashSet<string> s_passing = new(StringComparer.OrdinalIgnoreCase)
    {
        "ObjectIsBeingRecovered", "ObjectIsBeingDeleted", "RetryableError",
    };

    private static readonly HashSet<string> s_overlaps = new(StringComparer.OrdinalIgnoreCase) { "ConflictError", "AnotherOperationInProgress" };

    /// <summary>For a request that makes something new each time: only a refusal to even begin may be tried again.</summary>
    public static ResponseClassifier OnceOnly { get; } = new OnceOnlyClassifier();

    /// <summary>Azure.Core's own rule, and passing conflicts.</summary>
    public static ResponseClassifier Usual { get; } = new UsualClassifier();

    /// <summary>Whether Azure refused a change only because another change of the same vault was under way: nothing was changed. A plain Conflict may last.</summary>
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
