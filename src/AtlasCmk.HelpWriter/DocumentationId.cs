using System.Reflection;

namespace AtlasCmk.HelpWriter;

/// <summary>The compiler's IDs of documentation comments, for types and for properties without an index.</summary>
internal static class DocumentationId
{
    public static string Of(MemberInfo member) => member switch
    {
        Type type => "T:" + NameOf(type),
        PropertyInfo property => $"P:{NameOf(property.DeclaringType!)}.{property.Name}",
        _ => throw new ArgumentException($"{member} is neither a type nor a property.", nameof(member)),
    };

    /// <summary>The last part of an id: <c>ProjectId</c> for <c>P:AtlasCmk.AtlasProject.ProjectId</c>.</summary>
    public static string ShortName(string id)
    {
        var name = id.Split('(')[0];
        return name[(name.LastIndexOfAny(['.', ':']) + 1)..].Split('`')[0];
    }

    // The ID of a constructed generic base class is that of its definition.
    private static string NameOf(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');
}
