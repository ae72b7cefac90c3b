using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace AtlasCmk.HelpWriter;

/// <summary>Reads a cmdlet's parameters, without the common parameters, which Get-Help adds.</summary>
internal sealed class ParameterHelpReader(DocumentationComments comments, DocumentationText text)
{
    // PowerShell adds these to every cmdlet that supports ShouldProcess. The texts are those of its cmdlets.
    private static readonly Dictionary<string, string> s_shouldProcess = new()
    {
        ["WhatIf"] = "Shows what would happen if the cmdlet runs. The cmdlet is not run.",
        ["Confirm"] = "Prompts you for confirmation before running the cmdlet.",
    };

    public IReadOnlyList<ParameterHelp> Read(CmdletInfo command)
    {
        var instance = Activator.CreateInstance(command.ImplementingType);
        using var disposable = instance as IDisposable;
        var sets = command.ParameterSets.OrderByDescending(s => s.IsDefault).ToList();
        return
        [
            .. from name in sets.SelectMany(s => s.InSyntaxOrder()).Select(p => p.Name).Distinct()
               where !Cmdlet.CommonParameters.Contains(name)
               let parameter = Read(instance!, name, sets)
               where !parameter.IsHidden
               select parameter,
        ];
    }

    private ParameterHelp Read(object instance, string name, IEnumerable<CommandParameterSetInfo> sets)
    {
        var inSets = sets
            .SelectMany(s => s.Parameters.Where(p => p.Name == name), (set, parameter) => (set.Name, parameter))
            .ToDictionary(p => p.Name, p => p.parameter);

        if (instance.GetType().GetProperty(name) is not { } property)
        {
            return new(s_shouldProcess.TryGetValue(name, out var usual) ? [usual] : [], "False", inSets);
        }

        var comment = comments.Of(property);
        var stated = text.Line(comment.Elements("value"));
        return new(
            text.Paragraphs(comment.Elements("summary").Concat(comment.Elements("remarks"))),
            stated.Length > 0 ? stated : inSets.Values.All(p => p.IsMandatory) ? "None" : Format(property.GetValue(instance)),
            inSets);
    }

    private static string Format(object? value) => value switch
    {
        null or "" => "None",
        SwitchParameter given => given.IsPresent.ToString(),
        IEnumerable values and not string => string.Join(", ", values.Cast<object?>().Select(Format)) is { Length: > 0 } list ? list : "None",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
