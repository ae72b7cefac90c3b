namespace AtlasCmk.Completers;

/// <summary>Completes the versions of the key that a project uses; what is typed may be the version.</summary>
public sealed class KeyVersionCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        projectId is null ? Nothing : suggestions.KeyVersionsAsync(projectId);
}
