namespace AtlasCmk.Completers;

/// <summary>Completes the names of private endpoint connections in a project's vault, also by region or status.</summary>
public sealed class ConnectionCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        projectId is null ? Nothing : suggestions.ConnectionsAsync(projectId);
}
