namespace AtlasCmk.Clients;

/// <summary>What AtlasCmk needs of an answer of Azure, and no more, so that the message behind it can be let go.</summary>
internal sealed record AzureAnswer(int Status, string Body)
{
    private const int MaxBeginning = 300;

    /// <summary>Where the state of an operation that goes on can be asked for, as the header has it.</summary>
    public string? AsyncOperation { get; init; }

    public string? Location { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The header WWW-Authenticate, where a refusal has it.</summary>
    public string? Challenge { get; init; }

    /// <summary>How the body begins, in one line: what a page of something else looks like. Empty where there is no body.</summary>
    public string Beginning
    {
        get
        {
            var words = string.Join(' ', Body[..Math.Min(Body.Length, 4 * MaxBeginning)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return words.Length > MaxBeginning ? words[..MaxBeginning] + "…" : words;
        }
    }
}
