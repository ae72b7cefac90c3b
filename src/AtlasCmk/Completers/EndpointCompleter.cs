namespace AtlasCmk.Completers;

/// <summary>Completes the ids of a project's private endpoints; what is typed may be the region or the status.</summary>
public sealed class EndpointCompleter : SessionCompleter
{
    private protected override Task<IReadOnlyList<Suggestion>?> AskAsync(SessionSuggestions suggestions, string? projectId) =>
        projectId is null ? Nothing : suggestions.EndpointsAsync(projectId);
}
