using System.Management.Automation;
using System.Text;

namespace AtlasCmk.Commands;

/// <summary>Checks a text, or each of several: nothing, a blank, and a control character are the work of a misspelled variable or of copying, and none of them means "all".</summary>
[AttributeUsage(AttributeTargets.Property)]
public class ValidateTextAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected sealed override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        var elements = (LanguagePrimitives.GetEnumerable(arguments) ?? new[] { arguments }).Cast<object?>().Select(e => (e is PSObject wrapped ? wrapped.BaseObject : e) as string).ToList();
        if (elements.Count == 0 || elements.Exists(string.IsNullOrWhiteSpace))
        {
            throw new ValidationMetadataException("It is given, and is empty. Give a text, or leave the parameter out.");
        }

        foreach (var text in elements.OfType<string>())
        {
            if (Fault(text) is { } fault)
            {
                throw new ValidationMetadataException($"'{VisibleText.Of(text)}' {fault}");
            }
        }
    }

    /// <summary>What is wrong with the text, as the rest of a sentence about it; null where nothing is.</summary>
    private protected virtual string? Fault(string text) =>
        OddCharacter.Find(text, c => !Rune.IsControl(c)) is { } character ? $"has {character}. Give it without that character." : null;
}
