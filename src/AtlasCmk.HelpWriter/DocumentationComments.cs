using System.Reflection;
using System.Xml.Linq;

namespace AtlasCmk.HelpWriter;

/// <summary>The documentation comments of assemblies. Resolves <c>inheritdoc</c>, because the compiler does not.</summary>
internal sealed class DocumentationComments
{
    private readonly Dictionary<string, XElement> _members = [];
    private readonly HashSet<string> _assemblies = [];

    public DocumentationComments(params IEnumerable<XDocument> documents)
    {
        foreach (var root in documents.Select(d => d.Root!))
        {
            if (root.Element("assembly")?.Element("name") is { } assembly)
            {
                _assemblies.Add(assembly.Value);
            }

            foreach (var member in root.Elements("members").Elements("member"))
            {
                _members[(string)member.Attribute("name")!] = member;
            }
        }
    }

    /// <summary>Reads the comments of an assembly and of its references in the same folder.</summary>
    public static DocumentationComments Beside(Assembly assembly)
    {
        var folder = Path.GetDirectoryName(assembly.Location)!;
        return new(
            from name in assembly.GetReferencedAssemblies().Prepend(assembly.GetName())
            let path = Path.Combine(folder, name.Name + ".xml")
            where File.Exists(path)
            select XDocument.Load(path, LoadOptions.PreserveWhitespace));
    }

    /// <summary>Whether the type's assembly has comments, so that a missing comment is an error.</summary>
    public bool Cover(Type type) => _assemblies.Contains(type.Assembly.GetName().Name!);

    /// <summary>The comment of a type or a property. Empty if there is none.</summary>
    public XElement Of(MemberInfo member) => Of(DocumentationId.Of(member), () => Ancestor(member));

    private XElement Of(string id, Func<XElement?> ancestor)
    {
        var own = _members.GetValueOrDefault(id, new("member"));
        if (own.Element("inheritdoc") is not { } inherit)
        {
            return own;
        }

        var inherited = inherit.Attribute("cref") is { } cref ? Of(cref.Value, () => null) : ancestor();
        return new(
            "member",
            own.Elements().Where(e => e != inherit),
            inherited?.Elements().Where(e => own.Element(e.Name) is null));
    }

    private XElement? Ancestor(MemberInfo member) => member switch
    {
        Type { BaseType: { } parent } => Of(parent),
        PropertyInfo { DeclaringType: { } type } => Ancestors(type).Select(a => a.GetProperty(member.Name)).FirstOrDefault(p => p is not null) is { } property
            ? Of(property)
            : null,
        _ => null,
    };

    private static IEnumerable<Type> Ancestors(Type type) =>
        type.BaseType is { } parent ? type.GetInterfaces().Prepend(parent) : type.GetInterfaces();
}
