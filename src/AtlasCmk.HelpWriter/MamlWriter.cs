using System.Xml.Linq;

namespace AtlasCmk.HelpWriter;

/// <summary>Writes the help of a module's cmdlets as one MAML document.</summary>
internal static class MamlWriter
{
    public static XDocument Write(IEnumerable<CmdletHelp> cmdlets) =>
        new(new XElement(Maml.Root + "helpItems", new XAttribute("schema", "maml"), cmdlets.Select(Command)));

    private static XElement Command(CmdletHelp cmdlet) => new(
        Maml.Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml.Text),
        new XAttribute(XNamespace.Xmlns + "command", Maml.Command),
        new XAttribute(XNamespace.Xmlns + "dev", Maml.Dev),
        new XElement(
            Maml.Command + "details",
            new XElement(Maml.Command + "name", cmdlet.Command.Name),
            Maml.Description(cmdlet.Synopsis),
            new XElement(Maml.Command + "verb", cmdlet.Command.Verb),
            new XElement(Maml.Command + "noun", cmdlet.Command.Noun)),
        Maml.Description(cmdlet.Description),
        new XElement(Maml.Command + "syntax", MamlParameters.Syntax(cmdlet)),
        new XElement(Maml.Command + "parameters", cmdlet.Parameters.Select(MamlParameters.Parameter)),
        new XElement(Maml.Command + "inputTypes", Types("inputType", cmdlet.Inputs)),
        new XElement(Maml.Command + "returnValues", Types("returnValue", cmdlet.Outputs)),
        new XElement(Maml.Text + "alertSet", new XElement(Maml.Text + "alert", Maml.Paragraphs([.. cmdlet.Notes, .. Errors(cmdlet.Errors)]))),
        new XElement(Maml.Command + "examples", cmdlet.Examples.Select(Example)),
        new XElement(Maml.Command + "relatedLinks", cmdlet.Links.Select(Link)));

    private static IEnumerable<XElement> Types(string element, IEnumerable<TypeHelp> types) =>
        types.Select(t => new XElement(Maml.Command + element, Maml.Type(t.Name), Maml.Description(t.Description)));

    private static IEnumerable<string> Errors(IReadOnlyList<ErrorHelp> errors)
    {
        yield return "Errors (Get-AtlasCmkError shows cause and remedy):";
        yield return DocumentationText.List(errors.Where(e => e.IsOwn).Select(e => $"{e.Id}: {e.Meaning}"));
        if (errors.Any(e => !e.IsOwn))
        {
            yield return $"Errors of all commands of this kind: {string.Join(", ", errors.Where(e => !e.IsOwn).Select(e => e.Id))}.";
        }
    }

    // The shell's view does not separate examples. The dashes and the empty paragraph at the end do.
    private static XElement Example(ExampleHelp example, int index) => new(
        Maml.Command + "example",
        new XElement(Maml.Text + "title", $"------- Example {index + 1}: {example.Title} -------"),
        new XElement(Maml.Dev + "code", example.Code),
        new XElement(Maml.Dev + "remarks", Maml.Paragraphs([.. example.Remarks, ""])));

    private static XElement Link(LinkHelp link) => new(
        Maml.Text + "navigationLink",
        new XElement(Maml.Text + "linkText", link.Text),
        new XElement(Maml.Text + "uri", link.Address));
}
