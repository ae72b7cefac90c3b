using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Checks ids of Atlas before anything is sent.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ValidateAtlasIdAttribute : ValidateArgumentsAttribute
{
    /// <summary>Whether the binder may bring none, from an object of the pipeline that has none: the command itself then says which object that is.</summary>
    public bool MayBeMissing { get; set; }

    /// <inheritdoc/>
    protected override void Validate(object arguments, EngineIntrinsics engineIntrinsics)
    {
        if (arguments is null && MayBeMissing)
        {
            return;
        }

        var wrong = (LanguagePrimitives.GetEnumerable(arguments)?.Cast<object?>() ?? [arguments]).Where(id => !AtlasId.IsValid(id as string)).Take(1);
        foreach (var id in wrong)
        {
            throw new ValidationMetadataException($"'{id}' is no id of Atlas: it has to be 24 hexadecimal digits in lower case, for example 66c9e8f1dd6c9960802420e9.");
        }
    }
}
