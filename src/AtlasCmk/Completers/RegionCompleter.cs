using System.Collections;

namespace AtlasCmk.Completers;

/// <summary>Completes Atlas's region names, also by Azure's names: eastus2 or East US 2.</summary>
public sealed class RegionCompleter : SuggestionCompleter
{
    private protected override IReadOnlyList<Suggestion> Suggest(IDictionary bound) =>
        [.. AzureRegions.AzureNames.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => new Suggestion(r.Key, r.Value) { Names = [r.Value] })];
}
