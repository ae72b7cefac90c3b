using System.Collections;

namespace AtlasCmk.Completers;

/// <summary>Completes the known statuses of a private endpoint.</summary>
public sealed class EndpointStatusCompleter : SuggestionCompleter
{
    private protected override IReadOnlyList<Suggestion> Suggest(IDictionary bound) => [.. EndpointStatus.All.Select(s => new Suggestion(s, s))];
}
