namespace AtlasCmk.Sandbox.World;

/// <summary>How Azure behaves if its published description allows several ways. The first value is the default: recorded, or else published.</summary>
internal sealed class ResourceManagerBehavior
{
    public const string Recorded = "recorded";
    public const string Immediate = "immediate";
    public const string Updating = "updating";
    public const string Operation = "operation";
    public const string FailedOperation = "failed";

    public const string AnswersConnection = "connection";
    public const string AnswersStatus = "status";
    public const string AnswersEmpty = "empty";
    public const string AnswersNoContent = "noContent";
    public const string AnswersNotFound = "notFound";

    public const string ConsumersNames = "consumer";
    public const string NamesWithGuid = "withGuid";

    /// <summary>The settings and their values.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Known { get; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        ["connectionUpdate"] = [Recorded, Immediate, Updating, Operation, FailedOperation],
        ["operationAnswer"] = [AnswersConnection, AnswersStatus, AnswersEmpty, AnswersNoContent, AnswersNotFound],
        ["connectionNames"] = [ConsumersNames, NamesWithGuid],
        ["listsLeaveOutState"] = ["false", "true"],
        ["rejectionIsFinal"] = ["false", "true"],
        ["slowConnectionDelete"] = ["false", "true"],
        ["missingConnectionIsNotFound"] = ["false", "true"],
    };

    /// <summary>
    /// How an approval or rejection completes. As recorded, the response shows the new status and Updating, and its
    /// Azure-AsyncOperation is the connection's address. Other values: it completes at once, the provisioningState changes
    /// later, or there is an operation to poll, which can fail.
    /// </summary>
    public string ConnectionUpdate { get; set; } = Recorded;

    /// <summary>The response of the connection's address with <c>kv-operation</c>. No recording covers it.</summary>
    public string OperationAnswer { get; set; } = AnswersConnection;

    /// <summary>Whether a new connection has the consumer's name, as recorded, or a name of the form <c>{endpoint}.{guid}</c>, as in other services.</summary>
    public string ConnectionNames { get; set; } = ConsumersNames;

    /// <summary>Lists of connections omit privateLinkServiceConnectionState (ansible-collections/azure issue 2302).</summary>
    public bool ListsLeaveOutState { get; set; }

    /// <summary>A rejected connection cannot be approved, as in other Azure services. Key Vault allows it.</summary>
    public bool RejectionIsFinal { get; set; }

    /// <summary>The removal of a connection continues after the response.</summary>
    public bool SlowConnectionDelete { get; set; }

    /// <summary>A missing connection gives 404. The published response is 204.</summary>
    public bool MissingConnectionIsNotFound { get; set; }

    public int PageSize { get; set; } = 50;
}
