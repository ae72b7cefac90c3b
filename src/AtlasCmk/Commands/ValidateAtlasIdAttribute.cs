using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Checks an id of Atlas before anything is sent.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateAtlasIdAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        if (!AtlasId.IsValid(element as string))
        {
            throw new ValidationMetadataException($"'{element}' is no id of Atlas: it has to be 24 hexadecimal digits in lower case, for example 66c9e8f1dd6c9960802420e9.");
        }
    }
}
