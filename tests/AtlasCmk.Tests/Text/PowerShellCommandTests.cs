using System.Management.Automation.Language;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.Text;

public sealed class PowerShellCommandTests
{
    /// <summary>The value of the command's first parameter in the shell.</summary>
    private static object? Passed(string command)
    {
        var script = Parser.ParseInput(command, out _, out var errors);
        Assert.Empty(errors);
        var value = Assert.IsType<CommandAst>(Assert.Single(Assert.IsType<PipelineAst>(Assert.Single(script.EndBlock.Statements)).PipelineElements)).CommandElements[^1];
        return value is ParenExpressionAst sum ? Sum(sum) : value.SafeGetValue();
    }

    /// <summary>A value may only be a sum of texts and characters.</summary>
    private static string Sum(ParenExpressionAst sum)
    {
        Assert.DoesNotContain(sum.FindAll(_ => true, true), a => a is CommandAst or VariableExpressionAst or SubExpressionAst or ExpandableStringExpressionAst or InvokeMemberExpressionAst);
        var parts = sum.FindAll(a => a is StringConstantExpressionAst or ConvertExpressionAst, true)
            .Select(a => a is ConvertExpressionAst c ? ((char)(int)((ConstantExpressionAst)c.Child).Value).ToString() : ((StringConstantExpressionAst)a).Value);
        return string.Concat(parts);
    }

    [Theory]
    [InlineData("rg-(whoami)-x")]
    [InlineData("it's")]
    [InlineData("$(Remove-Item x) `n \"a\" ; b | c & d # e")]
    [InlineData("\u2018typographic\u2019 \u201Aquotes\u201B")]
    [InlineData("line\r\nbreak\u001B]52;c;aGk=\u0007")]
    [InlineData("\u202Eright to left")]
    [InlineData("emoji \U0001F600")]
    [InlineData("-Force")]
    [InlineData("")]
    public void A_value_arrives_as_it_is(string value) => Assert.Equal(value, Passed(PowerShellCommand.Of($"Get-Thing -Name {value}")));

    [Fact]
    public void Any_value_arrives_as_it_is() => Gen.String.Sample(value => Assert.Equal(value, Passed(PowerShellCommand.Of($"Get-Thing -Name {value}"))));

    [Fact]
    public void Several_values_are_a_list() =>
        Assert.Equal("New-Thing -RegionName 'US_EAST', 'it''s' -Wait", PowerShellCommand.Of($"New-Thing -RegionName {new[] { "US_EAST", "it's" }} -Wait"));

    [Fact]
    public void A_command_inside_a_command_stays_code() =>
        Assert.Equal("Get-Thing -Id 'a' | Remove-Thing -Force", PowerShellCommand.Of($"{PowerShellCommand.Of($"Get-Thing -Id {"a"}")} | Remove-Thing -Force"));

    [Fact]
    public void A_value_that_is_not_known_leaves_a_placeholder() =>
        Assert.Equal("Get-Thing -Id '…'", PowerShellCommand.Of($"Get-Thing -Id {(string?)null}"));
}
