using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;

namespace AtlasCmk.HelpWriter;

/// <summary>Reads cmdlet classes: PowerShell's view of their parameters, and their comments.</summary>
internal sealed class CmdletHelpReader
{
    private readonly DocumentationComments _comments;
    private readonly DocumentationText _text;
    private readonly ParameterHelpReader _parameters;
    private readonly TypeHelpReader _types;
    private readonly ErrorHelpReader _errors;
    private readonly List<CmdletInfo> _commands;

    public CmdletHelpReader(DocumentationComments comments, IEnumerable<Type> cmdlets)
    {
        _commands = [.. cmdlets.Select(CommandOf).OrderBy(c => c.Name, StringComparer.Ordinal)];
        _comments = comments;
        _text = new(Names(_commands));
        _parameters = new(comments, _text);
        _types = new(comments, _text);
        _errors = new(comments);
    }

    public IReadOnlyList<CmdletHelp> Read() => [.. _commands.Select(Read)];

    private CmdletHelp Read(CmdletInfo command)
    {
        var comment = _comments.Of(command.ImplementingType);
        var parameters = _parameters.Read(command);
        return new(
            command,
            _text.Line(comment.Elements("summary")),
            _text.Paragraphs(comment.Elements("remarks")),
            parameters,
            _types.Inputs(parameters),
            _types.Outputs(command),
            _text.Paragraphs(comment.Elements("note")),
            _errors.Read(command.ImplementingType),
            [.. comment.Elements("example").Select(Example)],
            [.. comment.Elements("seealso").Select(Link)]);
    }

    private ExampleHelp Example(XElement example)
    {
        var title = example.Elements().FirstOrDefault(e => e.Name.LocalName is "para" or "code") is { Name.LocalName: "para" } first ? first : null;
        var code = example.Element("code");
        XElement rest = new(example.Name, example.Nodes().Where(n => n != title && n != code));
        return new(title is null ? "" : _text.Line(title), code is null ? "" : DocumentationText.Code(code), _text.Paragraphs(rest));
    }

    private LinkHelp Link(XElement link)
    {
        var address = (string?)link.Attribute("href") ?? "";
        var text = link.Value.Trim() is { Length: > 0 } own ? own : (string?)link.Attribute("cref") is { } cref ? _text.NameOf(cref) : address;
        return new(text, Uri.IsWellFormedUriString(address, UriKind.Absolute) ? address : "");
    }

    private static CmdletInfo CommandOf(Type type)
    {
        var cmdlet = type.GetCustomAttribute<CmdletAttribute>()!;
        return new($"{cmdlet.VerbName}-{cmdlet.NounName}", type);
    }

    private static Dictionary<string, string> Names(IEnumerable<CmdletInfo> commands)
    {
        Dictionary<string, string> names = [];
        foreach (var command in commands)
        {
            names[DocumentationId.Of(command.ImplementingType)] = command.Name;
            foreach (var property in command.ImplementingType.GetProperties().Where(p => p.IsDefined(typeof(ParameterAttribute))))
            {
                names[DocumentationId.Of(property)] = "-" + property.Name;
            }
        }

        return names;
    }
}

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
