using System.Management.Automation;
using System.Text;

namespace AtlasCmk.Commands;

/// <summary>Checks a text, or each of several: nothing, a blank, and a control character are the work of a misspelled variable or of copying, and none of them means "all".</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateTextAttribute : ValidateArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        var elements = (LanguagePrimitives.GetEnumerable(arguments) ?? new[] { arguments }).Cast<object?>().Select(e => (e is PSObject wrapped ? wrapped.BaseObject : e) as string).ToList();
        if (elements.Count == 0 || elements.Exists(string.IsNullOrWhiteSpace))
        {
            throw new ValidationMetadataException("It is given, and is empty. Give a text, or leave the parameter out.");
        }

        foreach (var text in elements.OfType<string>())
        {
            if (OddCharacter.Find(text, c => !Rune.IsControl(c)) is { } character)
            {
                throw new ValidationMetadataException($"'{VisibleText.Of(text)}' has {character}. Give it without that character.");
            }
        }
    }
}
