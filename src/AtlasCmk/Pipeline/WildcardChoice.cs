using System.Management.Automation;

namespace AtlasCmk.Pipeline;

/// <summary>A choice by the shell's wildcards, without regard to case.</summary>
internal sealed class WildcardChoice(IEnumerable<string> patterns)
{
    private readonly WildcardPattern[] _patterns = [.. patterns.Select(p => WildcardPattern.Get(p, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))];

    /// <summary>The names, and not patterns, that are not there: who names a thing expects it.</summary>
    public static IEnumerable<string> Missing(IEnumerable<string> patterns, IEnumerable<string> there) =>
        patterns.Where(p => !WildcardPattern.ContainsWildcardCharacters(p)).Except(there, StringComparer.OrdinalIgnoreCase);

    public bool Includes(string? text) => _patterns.Any(p => p.IsMatch(text ?? ""));
}
