namespace AtlasCmk.Completers;

/// <summary>Completes the IDs of projects, also by name.</summary>
public sealed class ProjectCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        suggestions.ProjectsAsync();
}
