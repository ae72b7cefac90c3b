using System.Collections;

namespace AtlasCmk.Completers;

/// <summary>Completes the known error codes, by any part of them.</summary>
public sealed class ErrorCodeCompleter : SuggestionCompleter
{
    private protected override IReadOnlyList<Suggestion> Suggest(IDictionary bound) =>
        [.. ErrorCatalog.All.OrderBy(e => e.Code, StringComparer.OrdinalIgnoreCase).Select(e => new Suggestion(e.Code, $"{e.Service}: {e.Meaning}"))];
}
