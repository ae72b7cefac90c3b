using System.Management.Automation;

namespace AtlasCmk.Pipeline;

/// <summary>A choice by the shell's wildcards, without regard to case.</summary>
internal sealed class WildcardChoice(IEnumerable<string> patterns)
{
    private readonly WildcardPattern[] _patterns = [.. patterns.Select(p => WildcardPattern.Get(p, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))];

    public bool Includes(string? text) => _patterns.Any(p => p.IsMatch(text ?? ""));
}
