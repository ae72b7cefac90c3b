namespace AtlasCmk.Completers;

/// <summary>Completes the names of projects.</summary>
public sealed class ProjectNameCompleter : SessionCompleter
{
    private protected override async Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        (await suggestions.ProjectsAsync().ConfigureAwait(false))?.Select(p => new Suggestion(p.Label, $"{p.Text}: {p.Tip}") { Names = [p.Text] }).ToList();
}
