using System.Globalization;
using System.Text;

namespace AtlasCmk;

/// <summary>Writes a value as a PowerShell literal, which runs nothing.</summary>
/// <remarks>Source: about_Quoting_Rules. PowerShell ends a single-quoted string at a typographic quote too, so each kind is doubled.</remarks>
internal static class PowerShellLiteral
{
    /// <summary>The placeholder for an unknown value. PowerShell parses it as text.</summary>
    private const string Missing = "'…'";

    public static string Of(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return value is null ? Missing : "''";
        }

        var parts = Parts(value).ToList();
        return parts.Count == 1 && parts[0].StartsWith('\'') ? parts[0] : $"({(parts[0].StartsWith('\'') ? "" : "'' + ")}{string.Join(" + ", parts)})";
    }

    /// <summary>Visible characters in quotes, and every other character by its code: the screen would hide it or act on it.</summary>
    private static IEnumerable<string> Parts(string value)
    {
        var quoted = new StringBuilder();
        foreach (var rune in VisibleText.Characters(value))
        {
            if (VisibleText.IsSafe(rune))
            {
                quoted.Append(rune is "'" or "\u2018" or "\u2019" or "\u201A" or "\u201B" ? rune + rune : rune);
                continue;
            }

            if (quoted.Length > 0)
            {
                yield return $"'{quoted}'";
                quoted.Clear();
            }

            foreach (var unit in rune)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"[char]0x{(int)unit:X}");
            }
        }

        if (quoted.Length > 0)
        {
            yield return $"'{quoted}'";
        }
    }
}
