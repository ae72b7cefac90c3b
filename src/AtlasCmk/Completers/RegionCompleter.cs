using System.Collections;

namespace AtlasCmk.Completers;

/// <summary>Completes regions in Atlas's spelling; what is typed may be Azure's name for them, as eastus2 or East US 2.</summary>
public sealed class RegionCompleter : SuggestionCompleter
{
    private protected override IReadOnlyList<Suggestion> Suggest(IDictionary bound) => [.. AzureRegions.AzureNames.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new Suggestion(r.Key, r.Value) { Names = [r.Value] })];
}
