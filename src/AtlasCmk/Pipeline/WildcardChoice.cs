using System.Management.Automation;

namespace AtlasCmk.Pipeline;

/// <summary>Matches PowerShell wildcards, ignoring case.</summary>
internal sealed class WildcardChoice(IEnumerable<string> patterns)
{
    private readonly WildcardPattern[] _patterns = [.. patterns.Select(Parse)];

    /// <summary>The names without wildcards that were not found.</summary>
    public static IEnumerable<string> Missing(IEnumerable<string> patterns, IEnumerable<string> there) =>
        patterns.Where(p => !WildcardPattern.ContainsWildcardCharacters(p)).Except(there, StringComparer.OrdinalIgnoreCase);

    public bool Includes(string? text) => _patterns.Any(p => p.IsMatch(text ?? ""));

    private static WildcardPattern Parse(string text)
    {
        try
        {
            var pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
            // PowerShell parses a pattern when it is first used.
            _ = pattern.IsMatch("");
            return pattern;
        }
        catch (WildcardPatternException e)
        {
            throw InputErrors.PatternInvalid(text, e);
        }
    }
}
