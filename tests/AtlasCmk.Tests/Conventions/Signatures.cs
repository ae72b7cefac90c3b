using System.Reflection;

namespace AtlasCmk.Tests.Conventions;

/// <summary>Every type that an assembly's types mention, public or not: bases, interfaces, fields, and what methods take and return.</summary>
internal static class Signatures
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static IEnumerable<string> Mentioning(Assembly assembly, Func<Assembly, bool> foreign) =>
        from type in assembly.GetTypes()
        from mention in Mentions(type)
        where Parts(mention.Type).Any(part => foreign(part.Assembly))
        select $"{type.FullName}: {mention.Member}";

    private static IEnumerable<(string Member, Type Type)> Mentions(Type type) =>
    [
        .. type.GetInterfaces().Append(type.BaseType).OfType<Type>().Select(t => ("base", t)),
        .. type.GetFields(Declared).Select(f => (f.Name, f.FieldType)),
        .. type.GetMethods(Declared).Select(m => (m.Name, m.ReturnType)),
        .. type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)).SelectMany(m => m.GetParameters(), (m, p) => (m.Name, p.ParameterType)),
    ];

    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!) : [type, .. type.GetGenericArguments().SelectMany(Parts)];
}
