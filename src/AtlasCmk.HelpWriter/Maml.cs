using System.Xml.Linq;

namespace AtlasCmk.HelpWriter;

/// <summary>The vocabulary of MAML, the format of Get-Help.</summary>
internal static class Maml
{
    public static readonly XNamespace Root = "http://msh";
    public static readonly XNamespace Text = "http://schemas.microsoft.com/maml/2004/10";
    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    public static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XElement Name(string name) => new(Text + "name", name);

    public static XElement Description(params IEnumerable<string> paragraphs) => new(Text + "description", Paragraphs(paragraphs));

    public static IEnumerable<XElement> Paragraphs(params IEnumerable<string> paragraphs) => paragraphs.Select(p => new XElement(Text + "para", p));

    public static XElement Type(string name) => new(Dev + "type", Name(name));
}
