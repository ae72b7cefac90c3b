namespace AtlasCmk.Completers;

/// <summary>Completes the IDs of the roles with which a project can sign in to Azure.</summary>
public sealed class RoleCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        projectId is null ? Nothing : suggestions.RolesAsync(projectId);
}
