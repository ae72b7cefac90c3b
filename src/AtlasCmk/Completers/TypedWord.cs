using System.Management.Automation.Language;

namespace AtlasCmk.Completers;

/// <summary>The typed part of a value, with its opening quotation mark.</summary>
internal readonly record struct TypedWord(string Text, char? Quote)
{
    // PowerShell treats typographic quotation marks like straight ones.
    private const string Single = "'\u2018\u2019\u201a\u201b";
    private const string Double = "\"\u201c\u201d\u201e";

    public static TypedWord Read(string? typed)
    {
        if (typed is not { Length: > 0 } || !(Single + Double).Contains(typed[0], StringComparison.Ordinal))
        {
            return new(typed ?? "", null);
        }

        var kind = Single.Contains(typed[0], StringComparison.Ordinal) ? Single : Double;
        var text = typed[1..];
        return new(text.Length > 0 && kind.Contains(text[^1], StringComparison.Ordinal) ? text[..^1] : text, kind[0]);
    }

    /// <summary>The value for the command line: in the user's quotation marks, or in others if it needs them.</summary>
    public string Write(string value) => Quote switch
    {
        // Invisible characters, and those that act on the terminal, are written by their codes.
        _ when VisibleText.Of(value) != value => PowerShellLiteral.Of(value),
        '"' => $"\"{Escaped(value)}\"",
        null when IsPlain(value) => value,
        _ => $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'",
    };

    private static string Escaped(string value) =>
        string.Concat(value.Select(c => c is '`' or '$' || Double.Contains(c, StringComparison.Ordinal) ? $"`{c}" : c.ToString()));

    /// <summary>Whether PowerShell parses the value as text: an ID of digits only would be a number, and lose its zeros.</summary>
    private static bool IsPlain(string value) =>
        Parser.ParseInput($"command {value}", out _,
            out var errors) is { EndBlock.Statements: [PipelineAst { PipelineElements: [CommandAst { CommandElements: [_,
            StringConstantExpressionAst { StringConstantType: StringConstantType.BareWord } word], Redirections.Count: 0 }] }] }
        && errors.Length == 0 && word.Value == value;
}
