namespace AtlasCmk.Completers;

/// <summary>Completes the name of a project's vault.</summary>
public sealed class VaultCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        projectId is null ? Nothing : suggestions.VaultsAsync(projectId);
}
