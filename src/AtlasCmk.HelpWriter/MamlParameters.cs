using System.Globalization;
using System.Management.Automation;
using System.Xml.Linq;

namespace AtlasCmk.HelpWriter;

/// <summary>Writes parameters twice, as MAML requires: in the syntax of each parameter set, and once with all details.</summary>
internal static class MamlParameters
{
    public static IEnumerable<XElement> Syntax(CmdletHelp cmdlet) =>
        from set in cmdlet.Command.ParameterSets
        orderby set.IsDefault descending
        select new XElement(
            Maml.Command + "syntaxItem",
            Maml.Name(cmdlet.Command.Name),
            from parameter in set.InSyntaxOrder()
            join help in cmdlet.Parameters on parameter.Name equals help.Name
            select Element(help, parameter.IsMandatory, [parameter]));

    public static XElement Parameter(ParameterHelp parameter)
    {
        // Sets can differ. A parameter that is required in only one set is marked in the syntax.
        var element = Element(parameter, parameter.InSets.Values.All(p => p.IsMandatory), parameter.InSets.Values);
        element.Add(Maml.Description([.. parameter.Description, .. parameter.Limits.Select(l => $"{l}.")]), Maml.Type(TypeNames.Of(parameter.Type)),
            new XElement(Maml.Dev + "defaultValue", parameter.DefaultValue));
        return element;
    }

    private static XElement Element(ParameterHelp help, bool required, IEnumerable<CommandParameterInfo> inSets) => new(
        Maml.Command + "parameter",
        new XAttribute("required", required),
        new XAttribute("variableLength", help.Type.IsArray),
        new XAttribute("globbing", help.SupportsWildcards),
        new XAttribute("pipelineInput", PipelineInput(inSets)),
        new XAttribute("position", Position(inSets)),
        new XAttribute("aliases", help.Aliases is [] ? "none" : string.Join(", ", help.Aliases)),
        Maml.Name(help.Name),
        help.AcceptedValues is [] ? null : new XElement(Maml.Command + "parameterValueGroup", help.AcceptedValues.Select(Value)),
        help.IsSwitch ? null : Value(TypeNames.Of(help.Type)));

    private static XElement Value(string value) => new(Maml.Command + "parameterValue", new XAttribute("required", true), value);

    private static string PipelineInput(IEnumerable<CommandParameterInfo> inSets)
    {
        string[] ways =
        [
            .. inSets.Any(p => p.ValueFromPipelineByPropertyName) ? ["ByPropertyName"] : Array.Empty<string>(),
            .. inSets.Any(p => p.ValueFromPipeline) ? ["ByValue"] : Array.Empty<string>(),
        ];
        return ways is [] ? "False" : $"True ({string.Join(", ", ways)})";
    }

    private static string Position(IEnumerable<CommandParameterInfo> inSets) =>
        inSets.First().Position is >= 0 and var position ? position.ToString(CultureInfo.InvariantCulture) : "Named";
}
