using System.Collections;

namespace AtlasCmk.Completers;

/// <summary>Completes the known statuses of a vault's private endpoint connection.</summary>
public sealed class ConnectionStatusCompleter : SuggestionCompleter
{
    private protected override IReadOnlyList<Suggestion> Suggest(IDictionary bound) => [.. ConnectionStatus.All.Select(s => new Suggestion(s, s))];
}
