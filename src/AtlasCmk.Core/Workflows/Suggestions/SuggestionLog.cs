using AtlasCmk.Ports;

namespace AtlasCmk.Workflows.Suggestions;

/// <summary>The log of what is read while a user types: nothing is written, and no runspace is there to give a token of its Az context.</summary>
/// <remarks>To go without the context would let a key press decide who signs in to Azure: so it ends what needs a token, unless one is there already.</remarks>
internal sealed class SuggestionLog : IOperationLog, IAzContext
{
    public static SuggestionLog Instance { get; } = new();

    public bool WantsDebug => false;

    public void Verbose(string message)
    {
    }

    public void Debug(string message)
    {
    }

    public void Warning(string message)
    {
    }

    public void Progress(OperationProgress progress)
    {
    }

    public void Information(string message)
    {
    }

    public Task<AzContextToken?> GetTokenAsync(string resource, string? tenantId, CancellationToken cancellation) =>
        Task.FromException<AzContextToken?>(new OperationCanceledException("No command is running that could ask the Az context."));
}
