namespace AtlasCmk.Completers;

/// <summary>Completes the ids of projects; what is typed may be the project's name.</summary>
public sealed class ProjectCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        suggestions.ProjectsAsync();
}
