using System.Collections;

namespace AtlasCmk.Completers;

/// <summary>Completes the statuses of a vault's private endpoint connection that are known.</summary>
public sealed class ConnectionStatusCompleter : SuggestionCompleter
{
    private protected override IReadOnlyList<Suggestion> Suggest(IDictionary bound) => [.. ConnectionStatus.All.Select(s => new Suggestion(s, s))];
}
