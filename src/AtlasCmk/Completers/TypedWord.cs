using System.Management.Automation.Language;

namespace AtlasCmk.Completers;

/// <summary>What a user has typed of a value, with the quotation mark that he began it with.</summary>
internal readonly record struct TypedWord(string Text, char? Quote)
{
    // The shell takes the typographic ones for the straight ones.
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

    /// <summary>A value as it stands in a command: in the user's own quotation marks, else in some where the shell would not take it for the plain text that it is.</summary>
    public string Write(string value) => Quote switch
    {
        // What is not seen, or would act on the terminal, is written by its number.
        _ when VisibleText.Of(value) != value => PowerShellLiteral.Of(value),
        '"' => $"\"{Escaped(value)}\"",
        null when IsPlain(value) => value,
        _ => $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'",
    };

    private static string Escaped(string value) =>
        string.Concat(value.Select(c => c is '`' or '$' || Double.Contains(c, StringComparison.Ordinal) ? $"`{c}" : c.ToString()));

    /// <summary>The shell's own word for it: an id of digits alone would be a number, and lose its zeros.</summary>
    private static bool IsPlain(string value) =>
        Parser.ParseInput($"command {value}", out _, out var errors) is { EndBlock.Statements: [PipelineAst { PipelineElements: [CommandAst { CommandElements: [_, StringConstantExpressionAst { StringConstantType: StringConstantType.BareWord } word], Redirections.Count: 0 }] }] }
        && errors.Length == 0 && word.Value == value;
}
