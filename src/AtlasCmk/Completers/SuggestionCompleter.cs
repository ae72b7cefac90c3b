using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AtlasCmk.Completers;

/// <summary>What completers have in common: they match what was typed, quote what needs it, and never fail.</summary>
/// <remarks>A list, even an empty one, keeps the shell from offering file names, which no such parameter takes.</remarks>
public abstract class SuggestionCompleter : IArgumentCompleter
{
    private protected SuggestionCompleter()
    {
    }

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            var word = TypedWord.Read(wordToComplete);
            return [.. Suggestion.Find(Suggest(fakeBoundParameters ?? new Hashtable()), word.Text).Select(s => new CompletionResult(word.Write(s.Text), VisibleText.Of(s.Label), CompletionResultType.ParameterValue, VisibleText.Of(s.Tip)))];
        }
        catch (Exception)
        {
            // A key press is no command: there is nowhere to report to, and nothing to lose.
            return [];
        }
    }

    /// <param name="bound">The parameters that were typed so far, as far as the shell can tell their values without running anything.</param>
    private protected abstract IReadOnlyList<Suggestion> Suggest(IDictionary bound);
}
