namespace AtlasCmk.Completers;

/// <summary>Completes the versions of a project's key, also by version.</summary>
public sealed class KeyVersionCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        projectId is null ? Nothing : suggestions.KeyVersionsAsync(projectId);
}
