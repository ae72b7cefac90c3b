using System.Management.Automation;
using Microsoft.PowerShell;

namespace AtlasCmk.HelpWriter;

/// <summary>The names of types as in PowerShell: <c>string[]</c>, <c>pscredential</c>, <c>AtlasCmk.AkvPrivateEndpoint</c>.</summary>
internal static class TypeNames
{
    public static string Of(Type type) => ToStringCodeMethods.Type(new PSObject(Nullable.GetUnderlyingType(type) ?? type));

    /// <summary>The type of one value. PowerShell handles arrays and null itself.</summary>
    public static Type Single(Type type) => type.IsArray ? Single(type.GetElementType()!) : Nullable.GetUnderlyingType(type) ?? type;
}
