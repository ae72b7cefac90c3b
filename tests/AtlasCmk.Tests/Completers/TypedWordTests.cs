using System.Management.Automation.Language;
using AtlasCmk.Completers;
using AtlasCmk.Tests.Fakes;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Completers;

public sealed class TypedWordTests
{
    [Theory]
    [InlineData(null, "", null)]
    [InlineData("us", "us", null)]
    [InlineData("'East US", "East US", '\'')]
    [InlineData("'East US'", "East US", '\'')]
    [InlineData("\"East US", "East US", '"')]
    [InlineData("\u201cEast US\u201d", "East US", '"')]
    [InlineData("'", "", '\'')]
    [InlineData("\"'", "'", '"')]
    public void A_quotation_mark_is_not_part_of_the_word(string? typed, string text, char? quote) => Assert.Equal(new TypedWord(text, quote), TypedWord.Read(typed));

    [Theory]
    [InlineData("", "orders", "orders")]
    [InlineData("'", "orders", "'orders'")]
    [InlineData("\"", "orders", "\"orders\"")]
    [InlineData("", "US_EAST_2", "US_EAST_2")]
    [InlineData("", "66c9e8f1dd6c9960802420e9", "66c9e8f1dd6c9960802420e9")]
    [InlineData("", "https://kv-atlas.vault.azure.net/keys/atlas-cmk/0123456789abcdef0123456789abcdef", "https://kv-atlas.vault.azure.net/keys/atlas-cmk/0123456789abcdef0123456789abcdef")]
    [InlineData("", "pe-71ef-unlqc.362580ad-72fa", "pe-71ef-unlqc.362580ad-72fa")]
    [InlineData("", "000000000000000000000001", "'000000000000000000000001'")]
    [InlineData("", "66e812345678901234567890", "'66e812345678901234567890'")]
    [InlineData("", "my cluster", "'my cluster'")]
    [InlineData("", "it's", "'it''s'")]
    [InlineData("\"", "$x", "\"`$x\"")]
    [InlineData("", "-Force", "'-Force'")]
    [InlineData("", "a;b", "'a;b'")]
    [InlineData("", "", "''")]
    [InlineData("", "a|b", "'a|b'")]
    [InlineData("", "@x", "'@x'")]
    public void Only_text_that_needs_quotes_is_quoted(string typed, string value, string written) =>
        Assert.Equal(written, TypedWord.Read(typed).Write(value));

    [Theory]
    [InlineData("")]
    [InlineData("'")]
    [InlineData("\"")]
    public void Characters_that_act_on_the_terminal_are_written_as_numbers(string typed)
    {
        var written = TypedWord.Read(typed).Write(HostileObjects.Text);

        Assert.Empty(HostileObjects.ActingIn(written));
        using var shell = System.Management.Automation.PowerShell.Create(System.Management.Automation.Runspaces.InitialSessionState.CreateDefault2());
        Assert.Equal(HostileObjects.Text, Assert.Single(shell.AddScript(written).Invoke()).BaseObject);
    }

    /// <summary>In an array too, where a number would lose its zeros.</summary>
    [Fact]
    public void Every_literal_evaluates_to_its_value() =>
        Gen.Select(Gen.String, Gen.OneOfConst("", "'", "\"", "x")).Sample((value, typed) => Values($"command {TypedWord.Read(typed).Write(value)}") is [var read] && read == value
            && Values($"command first,{TypedWord.Read(typed).Write(value)}") is ["first", var second] && second == value);

    [Fact]
    public void Every_typed_text_can_be_parsed() => Gen.String.Sample(typed => typed.Contains(TypedWord.Read(typed).Text, StringComparison.Ordinal));

    private static string[] Values(string command)
    {
        var script = Parser.ParseInput(command, out _, out var errors);
        Assert.Empty(errors);
        var argument = Assert.IsType<CommandAst>(Assert.Single(Assert.IsType<PipelineAst>(Assert.Single(script.EndBlock.Statements)).PipelineElements)).CommandElements[1];
        return [.. (argument is ArrayLiteralAst array ? array.Elements : [(ExpressionAst)argument]).Select(e => Assert.IsType<StringConstantExpressionAst>(e).Value)];
    }
}
