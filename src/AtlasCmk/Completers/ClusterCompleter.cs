namespace AtlasCmk.Completers;

/// <summary>Completes the names of a project's clusters.</summary>
public sealed class ClusterCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        projectId is null ? Nothing : suggestions.ClustersAsync(projectId);
}
