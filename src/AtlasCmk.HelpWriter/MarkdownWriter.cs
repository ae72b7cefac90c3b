using System.Management.Automation;
using System.Text;

namespace AtlasCmk.HelpWriter;

/// <summary>Writes the help of a cmdlet as a Markdown page, for readers of the repository.</summary>
internal static class MarkdownWriter
{
    public static string Write(CmdletHelp cmdlet)
    {
        var page = new StringBuilder();
        void Section(string title, params IEnumerable<string> paragraphs)
        {
            string[] written = [.. paragraphs.Where(p => p.Length > 0)];
            if (written.Length > 0)
            {
                page.Append(page.Length == 0 ? "" : "\n").Append(title).Append("\n\n").AppendJoin("\n\n", written).Append('\n');
            }
        }

        Section($"# {cmdlet.Command.Name}", Text(cmdlet.Synopsis));
        Section("## Syntax", cmdlet.Command.ParameterSets.OrderByDescending(s => s.IsDefault).Select(s => Code($"{cmdlet.Command.Name} {s}")));
        Section("## Description", cmdlet.Description.Select(Text));
        foreach (var (example, number) in cmdlet.Examples.Select((e, i) => (e, i + 1)))
        {
            Section($"{(number == 1 ? "## Examples\n\n" : "")}### Example {number}: {Text(example.Title)}", [Code(example.Code), .. example.Remarks.Select(Text)]);
        }

        foreach (var (parameter, index) in cmdlet.Parameters.Where(p => !p.IsHidden).Select((p, i) => (p, i)))
        {
            Section($"{(index == 0 ? "## Parameters\n\n" : "")}### -{parameter.Name}", [.. parameter.Description.Select(Text), Facts(parameter)]);
        }

        Section("## Inputs", cmdlet.Inputs.SelectMany(Type));
        Section("## Outputs", cmdlet.Outputs.SelectMany(Type));
        Section("## Notes", cmdlet.Notes.Select(Text));
        Section("## Errors", Errors(cmdlet.Errors));
        Section("## Related links", string.Join('\n', cmdlet.Links.Select(Link)));
        return page.ToString();
    }

    private static string Facts(ParameterHelp parameter)
    {
        var sets = parameter.InSets.Values;
        List<string> facts = [$"Type: `{TypeNames.Of(parameter.Type)}`", .. parameter.Limits];
        if (parameter.DefaultValue is not ("" or "None"))
        {
            facts.Add($"Default: {Text(parameter.DefaultValue)}");
        }

        if (parameter.Aliases.Count > 0)
        {
            facts.Add($"Aliases: {string.Join(", ", parameter.Aliases)}");
        }

        facts.AddRange(
            from fact in new (bool Holds, string Text)[]
            {
                (sets.All(p => p.IsMandatory), "Required"),
                (sets.Any(p => p.ValueFromPipeline), "Accepts pipeline input by value"),
                (sets.Any(p => p.ValueFromPipelineByPropertyName), "Accepts pipeline input by property name"),
                (parameter.SupportsWildcards, "Accepts wildcards"),
            }
            where fact.Holds
            select fact.Text);
        return string.Join('\n', facts.Select(f => $"- {f}"));
    }

    private static IEnumerable<string> Type(TypeHelp type) => [$"### {type.Name}", .. type.Description.Select(Text)];

    private static IEnumerable<string> Errors(IReadOnlyList<ErrorHelp> errors)
    {
        yield return "`Get-AtlasCmkError` shows the cause and the remedy of each.";
        yield return string.Join('\n', errors.Where(e => e.IsOwn).Select(e => $"- `{e.Id}`: {Text(e.Meaning)}"));
        if (errors.Any(e => !e.IsOwn))
        {
            yield return $"Every command of its kind can also give: {string.Join(", ", errors.Where(e => !e.IsOwn).Select(e => $"`{e.Id}`"))}.";
        }
    }

    private static string Link(LinkHelp link) =>
        link.Address.StartsWith("http", StringComparison.Ordinal) ? $"- [{Text(link.Text)}]({link.Address})"
        : link.Text.Contains('-', StringComparison.Ordinal) ? $"- [{link.Text}]({link.Text}.md)"
        : $"- {Text(link.Text)}";

    private static string Code(string command) => $"```powershell\n{command}\n```";

    /// <summary>Escapes Markdown's special characters. A list keeps its dashes.</summary>
    private static string Text(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("<", @"\<", StringComparison.Ordinal).Replace("*", @"\*", StringComparison.Ordinal).Replace("|", @"\|", StringComparison.Ordinal);
}
