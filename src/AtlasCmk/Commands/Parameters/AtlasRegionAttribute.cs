using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Accepts Azure's region names: eastus2, East US 2 and us_east_2 become Atlas's US_EAST_2. Unknown names are left unchanged.</summary>
internal sealed class AtlasRegionAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        LanguagePrimitives.GetEnumerable(inputData) is { } several ? several.Cast<object?>().Select(Region).ToArray() : Region(inputData)!;

    private static object? Region(object? given) => (given is PSObject wrapped ? wrapped.BaseObject : given) is string text ? AzureRegions.Normalize(text) : given;
}
