using Azure.Core;

namespace AtlasCmk.Clients;

/// <summary>Transient refusals. The request was not processed, so any request can be retried.</summary>
/// <remarks>Sources: Key Vault's REST error codes (a key that is being recovered or deleted); Resource Manager's RetryableError.</remarks>
internal static class AzureConflicts
{
    private static readonly HashSet<string> s_passing = new(StringComparer.OrdinalIgnoreCase)
    {
        "ObjectIsBeingRecovered", "ObjectIsBeingDeleted", "RetryableError",
    };

    private static readonly HashSet<string> s_overlaps = new(StringComparer.OrdinalIgnoreCase) { "ConflictError", "AnotherOperationInProgress" };

    public const string RoleAssignmentExists = "RoleAssignmentExists";

    /// <summary>A permission that was granted just now takes some minutes to work. Until then Azure refuses.</summary>
    private static readonly HashSet<string> s_delayed = ["ForbiddenByRbac", "ForbiddenByPolicy", "AccessDenied", "AuthorizationFailed", "LinkedAuthorizationFailed"];

    /// <summary>An assignment that was deleted just now may still exist for Azure, although Azure does not list it.</summary>
    private static readonly HashSet<string> s_overlapsOfRights = ["Conflict", .. s_overlaps, RoleAssignmentExists];

    /// <summary>For a request that creates something. Only a refusal before processing is retried.</summary>
    public static ResponseClassifier OnceOnly { get; } = new OnceOnlyClassifier();

    /// <summary>Azure.Core's rule, and transient conflicts.</summary>
    public static ResponseClassifier Usual { get; } = new UsualClassifier();

    /// <summary>Whether Azure refused a change because another change of the vault was in progress. Nothing was changed. A plain Conflict can be permanent.</summary>
    public static bool IsOverlap(AtlasCmkException e) => e is AzureApiException { ErrorCode: { } code } && s_overlaps.Contains(code);

    /// <summary>Whether the same change of rights can succeed within minutes.</summary>
    public static bool MayPass(int statusCode, FailureKind kind, AzureApiError? error) => (error?.InnerCode ?? error?.Code) is { } code
        && (kind == FailureKind.PermissionDenied ? s_delayed.Contains(code)
        : AnswerStatus.IsConflict(statusCode) && (s_overlapsOfRights.Contains(code) || (AzureErrorCodes.Find(code) is null && SaysSo(error!))));

    /// <summary>For a code that AtlasCmk does not know. A known one, such as ScopeLocked, can ask for a retry too, but only after another user has removed its cause.</summary>
    private static bool SaysSo(AzureApiError error) => error.All().Any(e => e.Message is { } words
        && (words.Contains("try again", StringComparison.OrdinalIgnoreCase) || words.Contains("retry", StringComparison.OrdinalIgnoreCase)));

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
