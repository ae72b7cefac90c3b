namespace AtlasCmk.Clients;

/// <summary>What AtlasCmk needs of an answer of Resource Manager, and no more, so that the message behind it can be let go.</summary>
internal sealed record AzureAnswer(int Status, string Body)
{
    /// <summary>Where the state of an operation that goes on can be asked for, as the header has it.</summary>
    public string? AsyncOperation { get; init; }

    public string? Location { get; init; }

    public TimeSpan? RetryAfter { get; init; }
}
