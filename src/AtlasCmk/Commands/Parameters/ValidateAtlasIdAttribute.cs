using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Checks one or more Atlas IDs before anything is sent.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateAtlasIdAttribute : ValidateArgumentsAttribute
{
    /// <summary>Whether a pipeline object without the ID may bind null.</summary>
    public bool MayBeMissing { get; set; }

    /// <inheritdoc/>
    protected override void Validate(object? arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is null && MayBeMissing)
        {
            return;
        }

        var elements = (LanguagePrimitives.GetEnumerable(arguments) ?? new[] { arguments }).Cast<object?>().ToList();
        if (elements.Count == 0)
        {
            throw new ValidationMetadataException("The list of Atlas IDs is empty. Give at least one, or leave the parameter out.");
        }

        foreach (var element in elements)
        {
            var id = element is PSObject wrapped ? wrapped.BaseObject : element;
            if (!AtlasId.IsValid(id as string))
            {
                throw new ValidationMetadataException($"'{VisibleText.Of(id?.ToString())}' is not an Atlas ID. Expected 24 hexadecimal digits in lower case, for example 66c9e8f1dd6c9960802420e9.");
            }
        }
    }
}
