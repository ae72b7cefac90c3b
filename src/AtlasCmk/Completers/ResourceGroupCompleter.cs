namespace AtlasCmk.Completers;

/// <summary>Completes the resource group of the vault that a project is set to.</summary>
public sealed class ResourceGroupCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        projectId is null ? Nothing : suggestions.ResourceGroupsAsync(projectId);
}
