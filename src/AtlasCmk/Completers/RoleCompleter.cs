namespace AtlasCmk.Completers;

/// <summary>Completes the ids of the roles by which a project may sign in to Azure.</summary>
public sealed class RoleCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        projectId is null ? Nothing : suggestions.RolesAsync(projectId);
}
