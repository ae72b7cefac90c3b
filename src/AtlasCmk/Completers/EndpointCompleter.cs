namespace AtlasCmk.Completers;

/// <summary>Completes the IDs of a project's private endpoints, also by region or status.</summary>
public sealed class EndpointCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        projectId is null ? Nothing : suggestions.EndpointsAsync(projectId);
}
