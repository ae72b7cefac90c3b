using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AtlasCmk.Completers;

/// <summary>Completes regions in Atlas's spelling; what is typed may be Azure's name for them.</summary>
public sealed class RegionCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        return from region in AzureRegions.AzureNames
               where region.Key.StartsWith(word, StringComparison.OrdinalIgnoreCase) || region.Value.StartsWith(word, StringComparison.OrdinalIgnoreCase)
               orderby region.Key
               select new CompletionResult(region.Key, region.Key, CompletionResultType.ParameterValue, region.Value);
    }
}
