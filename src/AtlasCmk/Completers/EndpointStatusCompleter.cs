using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AtlasCmk.Completers;

/// <summary>Completes the statuses of a private endpoint that are known.</summary>
public sealed class EndpointStatusCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var word = (wordToComplete ?? "").Trim('\'', '"');
        return EndpointStatus.All.Where(s => s.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Select(s => new CompletionResult(s));
    }
}
