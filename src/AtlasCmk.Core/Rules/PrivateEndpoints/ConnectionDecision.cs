namespace AtlasCmk.Rules;

/// <summary>The decisions about a connection of a vault.</summary>
internal sealed record ConnectionDecision(string Verb, string Status)
{
    public static ConnectionDecision Approve { get; } = new("Approve", ConnectionStatus.Approved);

    public static ConnectionDecision Deny { get; } = new("Reject", ConnectionStatus.Rejected);
}
