using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace AtlasCmk.Tests.Conventions;

/// <summary>A command with a value in it is built by PowerShellCommand.Of alone: it writes the value as a literal.</summary>
public sealed partial class CommandTextTests
{
    [Fact]
    public void A_value_gets_into_a_command_in_one_way() => Assert.Equal("", string.Join('\n', SourceTrees.Of("src/AtlasCmk.Core", "src/AtlasCmk.Clients", "src/AtlasCmk").SelectMany(Violations)));

    [Theory]
    [InlineData("""var s = $"Run: Get-AtlasProject -ProjectId {id}";""")]
    [InlineData("""var s = $"Get-AtlasAkvKey -KeyName '{key.KeyName}'";""")]
    [InlineData("""var s = $"az keyvault show --name {vault}";""")]
    [InlineData("""var s = "Run: Get-AtlasProject -ProjectId " + id;""")]
    [InlineData("""var s = string.Format("New-AzRoleAssignment -ObjectId {0}", id);""")]
    [InlineData("""var s = string.Concat("New-AzRoleAssignment -ObjectId ", id);""")]
    [InlineData("""var s = PowerShellCommand.Of($"Get-AtlasAkvKey -KeyName '{name}'");""")]
    [InlineData(""""var s = $"""Get-AtlasAkvKey -KeyName {name}""";"""")]
    public void Another_way_would_be_found(string planted) => Assert.Single(Violations(SourceTrees.Planted(planted)));

    [Theory]
    [InlineData("""var s = PowerShellCommand.Of($"Get-AtlasProject -ProjectId {id}");""")]
    [InlineData("""var s = $"Run: {PowerShellCommand.Of($"Get-AtlasProject -ProjectId {id}")}";""")]
    [InlineData("""var s = $"There is no {name}. Get-AtlasProject lists what there is.";""")]
    [InlineData("""var s = $"Get-AtlasProject lists what there is. It is not {name}.";""")]
    [InlineData("""var s = "Connect-Atlas -AzureOnly";""")]
    public void The_one_way_and_a_mention_are_no_violation(string planted) => Assert.Empty(Violations(SourceTrees.Planted(planted)));

    private static IEnumerable<string> Violations(SyntaxTree tree) => tree.GetRoot().DescendantNodes().Where(IsViolation).Select(n => n.Place());

    private static bool IsViolation(SyntaxNode node) => node switch
    {
        InterpolatedStringExpressionSyntax text => IsCommandOfTheOneWay(text) ? HasQuotedHole(text) : HoldsUnfinishedCommand(text),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Left: var left, Right: not LiteralExpressionSyntax } => Text(left) is { } text && EndsInCommand(text),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Format" or "Concat" or "Join", Expression: var type },
            ArgumentList.Arguments: [var first, _, ..] } =>
            type.ToString() is "string" or "String" && Text(first.Expression) is { } text && CommandPattern().IsMatch(text),
        _ => false,
    };

    private static bool IsCommandOfTheOneWay(InterpolatedStringExpressionSyntax text) =>
        text.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: var called } } } && called.ToString() == "PowerShellCommand.Of";

    /// <summary>The value would be quoted twice.</summary>
    private static bool HasQuotedHole(InterpolatedStringExpressionSyntax text) => text.Contents.Zip(text.Contents.Skip(1))
        .Any(pair => pair is (InterpolatedStringTextSyntax before, InterpolationSyntax) && before.TextToken.Text[^1] is '\'' or '"');

    /// <summary>A hole in the sentence in which a command begins; a command that is built in the one way may stand there.</summary>
    private static bool HoldsUnfinishedCommand(InterpolatedStringExpressionSyntax text)
    {
        var before = "";
        foreach (var part in text.Contents)
        {
            if (part is InterpolatedStringTextSyntax plain)
            {
                before += plain.TextToken.ValueText;
            }
            else if (part is InterpolationSyntax hole && !hole.Expression.ToString().StartsWith("PowerShellCommand.Of(", StringComparison.Ordinal) && EndsInCommand(before))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsInCommand(string text) => CommandPattern().IsMatch(SentenceEnd().Split(text)[^1]);

    private static string? Text(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal => literal.Token.ValueText,
        BinaryExpressionSyntax { Right: var right } => Text(right),
        _ => null,
    };

    [GeneratedRegex(@"\b[A-Z][a-z]+-(Atlas|Az)\w+ ($|.*-\w)|\baz [a-z]+ [a-z]+.* --?\w", RegexOptions.Singleline)]
    private static partial Regex CommandPattern();

    [GeneratedRegex(@"[.:?!;]\s")]
    private static partial Regex SentenceEnd();
}
