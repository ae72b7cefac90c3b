using System.Xml.Linq;

namespace AtlasCmk.HelpWriter;

/// <summary>Reads the errors that a cmdlet's class and its base classes list, with their explanations from the module's catalog.</summary>
internal sealed class ErrorHelpReader(DocumentationComments comments)
{
    public IReadOnlyList<ErrorHelp> Read(Type cmdlet)
    {
        var own = Ids(comments.Of(cmdlet)).ToList();
        var common = Bases(cmdlet).SelectMany(b => Ids(comments.Of(b))).Except(own).Distinct().Order(StringComparer.Ordinal);
        return [.. own.Select(id => new ErrorHelp(id, Meaning(id), true)), .. common.Select(id => new ErrorHelp(id, Meaning(id), false))];
    }

    private static IEnumerable<string> Ids(XElement comment) =>
        comment.Elements("error").SelectMany(e => e.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Meaning(string id) => string.Join(' ', ErrorCatalog.Find(id).Select(e => e.Meaning).Distinct());

    private static IEnumerable<Type> Bases(Type type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            yield return parent;
        }
    }
}
