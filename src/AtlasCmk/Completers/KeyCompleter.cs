namespace AtlasCmk.Completers;

/// <summary>Completes a project's key, without a version and with each of its versions, also by version.</summary>
public sealed class KeyCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        projectId is null ? Nothing : suggestions.KeysAsync(projectId);
}
