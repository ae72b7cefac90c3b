using System.Management.Automation;
using System.Text;

namespace AtlasCmk.Commands;

/// <summary>Checks one or more texts. An empty value or a control character comes from a misspelled variable or from copying, and never means "all".</summary>
[AttributeUsage(AttributeTargets.Property)]
public class ValidateTextAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected sealed override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        var elements = (LanguagePrimitives.GetEnumerable(arguments) ?? new[] { arguments }).Cast<object?>().Select(e => (e is PSObject wrapped ? wrapped.BaseObject : e) as string).ToList();
        if (elements.Count == 0 || elements.Exists(string.IsNullOrWhiteSpace))
        {
            throw new ValidationMetadataException("The value is empty. Give a value, or omit the parameter.");
        }

        foreach (var text in elements.OfType<string>())
        {
            if (Fault(text) is { } fault)
            {
                throw new ValidationMetadataException($"'{VisibleText.Of(text)}' {fault}");
            }
        }
    }

    /// <summary>What is wrong with the text, as the rest of a sentence about it; null if it is valid.</summary>
    private protected virtual string? Fault(string text) =>
        InvalidCharacter.Find(text, c => !Rune.IsControl(c)) is { } character ? $"contains {character}. Remove that character." : null;
}
