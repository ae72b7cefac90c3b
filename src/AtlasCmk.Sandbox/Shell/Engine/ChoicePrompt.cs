using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace AtlasCmk.Sandbox.Shell.Engine;

/// <summary>The question of ShouldProcess and ShouldContinue, as pwsh puts it.</summary>
internal sealed class ChoicePrompt(Terminal terminal)
{
    /// <summary>What a cmdlet that asks gets to see where nobody can answer, as under <c>pwsh -NonInteractive</c>.</summary>
    public static PSInvalidOperationException CannotAsk(string? what = null) => new(
        $"This shell cannot ask{(string.IsNullOrWhiteSpace(what) ? "" : $" \"{what.Trim()}\"")}: its input is not a terminal.");

    public string ReadLine() => terminal.CanAsk ? terminal.In.ReadLine() ?? "" : throw CannotAsk();

    public int Ask(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        if (!terminal.CanAsk)
        {
            throw CannotAsk(message);
        }

        var options = choices.Select(Option.Of).ToList();
        terminal.Error.WriteLine();
        terminal.Error.WriteLine(caption);
        terminal.Error.WriteLine(message);
        while (true)
        {
            foreach (var option in options)
            {
                terminal.Error.Write($"[{option.Key}] {option.Label}  ");
            }

            var theDefault = defaultChoice >= 0 ? $" (default is \"{options[defaultChoice].Key}\")" : "";
            terminal.Error.Write(string.Create(CultureInfo.InvariantCulture, $"[?] Help{theDefault}: "));
            var answer = terminal.In.ReadLine()?.Trim() ?? throw CannotAsk(message);
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            if (options.FindIndex(option => option.Means(answer)) is >= 0 and var chosen)
            {
                return chosen;
            }

            ShowHelp(options, answer);
        }
    }

    private void ShowHelp(List<Option> options, string answer)
    {
        if (answer == "?")
        {
            foreach (var option in options)
            {
                terminal.Error.WriteLine($"{option.Key} - {option.Help}");
            }
        }
    }

    private sealed record Option(string Key, string Label, string Help)
    {
        /// <summary>The ampersand stands before the letter that is enough as an answer.</summary>
        public static Option Of(ChoiceDescription choice)
        {
            var label = choice.Label.Replace("&", "", StringComparison.Ordinal);
            var at = choice.Label.IndexOf('&', StringComparison.Ordinal);
            return new(at >= 0 && at < label.Length ? label[at..(at + 1)].ToUpperInvariant() : label, label, choice.HelpMessage);
        }

        public bool Means(string answer) =>
            string.Equals(answer, Key, StringComparison.OrdinalIgnoreCase) || string.Equals(answer, Label, StringComparison.OrdinalIgnoreCase);
    }
}
