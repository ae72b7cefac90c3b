namespace AtlasCmk.Completers;

/// <summary>Completes the key that a project uses, without a version and in each of its versions; what is typed may be the version.</summary>
public sealed class KeyCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        projectId is null ? Nothing : suggestions.KeysAsync(projectId);
}
