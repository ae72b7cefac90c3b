using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AtlasCmk.Completers;

/// <summary>Completes the error codes that can be explained: those that begin with the word, or else those that have it somewhere.</summary>
public sealed class ErrorCodeCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        var begin = AtlasCmkError.All.Where(e => e.Code.StartsWith(word, StringComparison.OrdinalIgnoreCase)).ToList();
        var found = begin.Count > 0 ? begin : [.. AtlasCmkError.All.Where(e => e.Code.Contains(word, StringComparison.OrdinalIgnoreCase))];
        return from error in found
               orderby error.Code
               select new CompletionResult(error.Code, error.Code, CompletionResultType.ParameterValue, $"{error.Service}: {error.Meaning}");
    }
}
