using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Accepts an object in place of the ID that it carries: a project for its ProjectId, an endpoint for its EndpointId.</summary>
internal sealed class ValueOfAttribute(params string[] properties) : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        LanguagePrimitives.GetEnumerable(inputData) is { } several ? several.Cast<object?>().Select(ValueOf).ToArray() : ValueOf(inputData)!;

    private object? ValueOf(object? given)
    {
        var plain = given is PSObject wrapped ? wrapped.BaseObject : given;
        if (plain is null or string or Uri or ValueType)
        {
            return given;
        }

        var shown = PSObject.AsPSObject(given);
        if (properties.Select(p => shown.Properties[p]?.Value as string).FirstOrDefault(v => v is { Length: > 0 }) is { } value)
        {
            return value;
        }

        var failure = InputErrors.ValueNotInObject(shown, shown.TypeNames[0], properties[0]);
        throw new ArgumentTransformationMetadataException($"{failure.Message} {failure.Remedy}", failure);
    }
}
