namespace AtlasCmk.HelpWriter;

/// <summary>Checks that help is complete. Reports all problems together, so that one build shows all of them.</summary>
internal static class HelpChecks
{
    private static readonly string[] s_services = ["Atlas:", "Azure:"];

    public static IReadOnlyList<HelpError> Check(IReadOnlyList<CmdletHelp> cmdlets, string module)
    {
        using ExampleChecks examples = new(cmdlets, module);
        return [.. cmdlets.SelectMany(c => Missing(c).Concat(examples.Check(c)).Concat(EnglishChecks.Check(c)))];
    }

    private static IEnumerable<HelpError> Missing(CmdletHelp cmdlet)
    {
        if (cmdlet.Synopsis.Length == 0)
        {
            yield return new(cmdlet.TypeName, "HELP001", $"{cmdlet.Command.Name} has no synopsis: write a <summary>.");
        }

        if (cmdlet.Description.Count == 0)
        {
            yield return new(cmdlet.TypeName, "HELP002", $"{cmdlet.Command.Name} has no description: write <remarks>.");
        }

        foreach (var parameter in cmdlet.Parameters.Where(p => p.Description.Count == 0))
        {
            yield return new($"{cmdlet.TypeName}.{parameter.Name}", "HELP003", $"-{parameter.Name} of {cmdlet.Command.Name} has no description: write a <summary>.");
        }

        if (cmdlet.Outputs.Count == 0)
        {
            yield return new(cmdlet.TypeName, "HELP004", $"{cmdlet.Command.Name} has no output type: add [OutputType], with typeof(void) for no output.");
        }

        foreach (var output in cmdlet.Outputs.Where(o => o.Description.Count == 0))
        {
            yield return new(cmdlet.TypeName, "HELP005", $"{output.Name}, which {cmdlet.Command.Name} emits, is not described: write a <summary> on the type.");
        }

        if (cmdlet.Examples.Count < 2)
        {
            yield return new(cmdlet.TypeName, "HELP006", $"{cmdlet.Command.Name} has {cmdlet.Examples.Count} of at least two examples: write an <example>.");
        }

        foreach (var service in s_services.Where(s => !cmdlet.Notes.Any(n => n.Contains(s, StringComparison.Ordinal))))
        {
            yield return new(cmdlet.TypeName, "HELP011", $"{cmdlet.Command.Name} does not list the required roles: write a <note> with '{service} …', or 'none' if it requires none.");
        }

        if (!cmdlet.Errors.Any(e => e.IsOwn))
        {
            yield return new(cmdlet.TypeName, "HELP012", $"{cmdlet.Command.Name} lists no errors: write an <error> with the ids.");
        }

        foreach (var error in cmdlet.Errors.Where(e => e.Meaning.Length == 0))
        {
            yield return new(cmdlet.TypeName, "HELP013", $"{cmdlet.Command.Name} lists the error {error.Id}, which no field of a Rules/<Feature>/<Feature>Errors.cs explains.");
        }

        if (!cmdlet.Links.Any(l => l.Address.Length > 0))
        {
            yield return new(cmdlet.TypeName, "HELP014", $"{cmdlet.Command.Name} has no link to a vendor's page: write a <seealso href>.");
        }
    }
}
