namespace AtlasCmk.Clients;

/// <summary>The parts of an Azure response that AtlasCmk needs, so that the message can be disposed.</summary>
internal sealed record AzureAnswer(int Status, string Body)
{
    private const int MaxBeginning = 300;

    /// <summary>The address to poll an asynchronous operation, from the header.</summary>
    public string? AsyncOperation { get; init; }

    public string? Location { get; init; }

    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The WWW-Authenticate header of an error, if present.</summary>
    public string? Challenge { get; init; }

    /// <summary>Whether an earlier try of the request may have been carried out.</summary>
    public bool MayBeDone { get; init; }

    /// <summary>The beginning of the body in one line, to show a page that did not come from Azure. Empty without a body.</summary>
    public string Beginning
    {
        get
        {
            var words = string.Join(' ', Body[..Math.Min(Body.Length, 4 * MaxBeginning)].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return words.Length > MaxBeginning ? words[..MaxBeginning] + "…" : words;
        }
    }
}
