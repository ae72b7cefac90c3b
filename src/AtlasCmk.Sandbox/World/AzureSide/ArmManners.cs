namespace AtlasCmk.Sandbox.World;

/// <summary>How Azure behaves where its description leaves a choice. The first of the values is the default: what was recorded, else what is published.</summary>
internal sealed class ArmManners
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

    /// <summary>The manners with a name for each of their values.</summary>
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
    /// How a decision about a connection ends. As it was recorded, the answer shows the new status and Updating, and its
    /// Azure-AsyncOperation is the connection's own address. Else: with its answer, with a provisioningState that changes
    /// later, or with an operation to ask about, which may fail.
    /// </summary>
    public string ConnectionUpdate { get; set; } = Recorded;

    /// <summary>What the connection's address with <c>kv-operation</c> answers. No recording follows it.</summary>
    public string OperationAnswer { get; set; } = AnswersConnection;

    /// <summary>Whether a new connection has the consumer's own name, as recorded, or one of the form <c>{endpoint}.{guid}</c>, as other services make it.</summary>
    public string ConnectionNames { get; set; } = ConsumersNames;

    /// <summary>A list of connections comes without privateLinkServiceConnectionState (ansible-collections/azure issue 2302).</summary>
    public bool ListsLeaveOutState { get; set; }

    /// <summary>A rejected connection cannot be approved. Other services of Azure behave so; Key Vault takes a rejection back.</summary>
    public bool RejectionIsFinal { get; set; }

    /// <summary>The removal of a connection goes on after its answer.</summary>
    public bool SlowConnectionDelete { get; set; }

    /// <summary>A connection that is not there is answered with 404; described is 204.</summary>
    public bool MissingConnectionIsNotFound { get; set; }

    public int PageSize { get; set; } = 50;
}
