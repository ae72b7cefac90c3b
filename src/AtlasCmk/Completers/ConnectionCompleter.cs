namespace AtlasCmk.Completers;

/// <summary>Completes the names of the private endpoint connections of a project's vault; what is typed may be the region or the status.</summary>
public sealed class ConnectionCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        projectId is null ? Nothing : suggestions.ConnectionsAsync(projectId);
}
