namespace AtlasCmk.Completers;

/// <summary>Completes the resource group of a project's vault.</summary>
public sealed class ResourceGroupCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        projectId is null ? Nothing : suggestions.ResourceGroupsAsync(projectId);
}
