using System.Collections;

namespace AtlasCmk.Completers;

/// <summary>Completes the error codes that can be explained, by whatever part of them was typed.</summary>
public sealed class ErrorCodeCompleter : SuggestionCompleter
{
    private protected override IReadOnlyList<Suggestion> Suggest(IDictionary bound) =>
        [.. ErrorCatalog.All.OrderBy(e => e.Code, StringComparer.OrdinalIgnoreCase).Select(e => new Suggestion(e.Code, $"{e.Service}: {e.Meaning}"))];
}
