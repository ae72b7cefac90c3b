namespace AtlasCmk.HelpWriter;

/// <summary>What help must have; whatever is missing is reported together, so that one build shows it all.</summary>
internal static class HelpChecks
{
    public static IReadOnlyList<HelpError> Check(IReadOnlyList<CmdletHelp> cmdlets, string module)
    {
        using ExampleChecks examples = new(cmdlets, module);
        return [.. cmdlets.SelectMany(c => Missing(c).Concat(examples.Check(c)))];
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
            yield return new(cmdlet.TypeName, "HELP004", $"{cmdlet.Command.Name} does not say what it emits: add [OutputType], typeof(void) for nothing.");
        }

        foreach (var output in cmdlet.Outputs.Where(o => o.Description.Count == 0))
        {
            yield return new(cmdlet.TypeName, "HELP005", $"{output.Name}, which {cmdlet.Command.Name} emits, is not described: write a <summary> on the type.");
        }

        if (cmdlet.Examples.Count == 0)
        {
            yield return new(cmdlet.TypeName, "HELP006", $"{cmdlet.Command.Name} has no example: write an <example>.");
        }
    }
}
