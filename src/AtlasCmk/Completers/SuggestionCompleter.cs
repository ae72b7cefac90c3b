using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AtlasCmk.Completers;

/// <summary>The base of completers: they match the typed text, quote values if needed, and never fail.</summary>
/// <remarks>Any list, even an empty one, keeps PowerShell from offering file names.</remarks>
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
            return [.. Suggestion.Find(Suggest(fakeBoundParameters ?? new Hashtable()), word.Text)
                .Select(s => new CompletionResult(word.Write(s.Text), VisibleText.Of(s.Label), CompletionResultType.ParameterValue, VisibleText.Of(s.Tip)))];
        }
        catch (Exception)
        {
            // Tab completion has no place to report errors.
            return [];
        }
    }

    /// <param name="bound">The parameters typed so far, if PowerShell knows their values without running anything.</param>
    private protected abstract IReadOnlyList<Suggestion> Suggest(IDictionary bound);
}
