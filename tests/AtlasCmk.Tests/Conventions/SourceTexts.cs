using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace AtlasCmk.Tests.Conventions;

/// <summary>The texts that a source has as literals. Parts that are joined with + are one text, and each inserted value counts as one word.</summary>
internal static class SourceTexts
{
    private const string Inserted = "X";

    public static IEnumerable<(SyntaxNode Node, string Text)> Of(SyntaxTree tree) =>
        from node in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>()
        where IsText(node) && !(node.Parent is BinaryExpressionSyntax parent && IsText(parent)) && !IsCommand(node)
        select (Node: (SyntaxNode)node, Text: Text(node));

    private static bool IsText(ExpressionSyntax node) =>
        node is InterpolatedStringExpressionSyntax
        || node.IsKind(SyntaxKind.StringLiteralExpression)
        || (node is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum && (IsText(sum.Left) || IsText(sum.Right)));

    private static string Text(ExpressionSyntax node) => node switch
    {
        LiteralExpressionSyntax literal when IsText(node) => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax text => string.Concat(text.Contents.Select(c => c is InterpolatedStringTextSyntax part ? part.TextToken.ValueText : Inserted)),
        BinaryExpressionSyntax sum when IsText(node) => Text(sum.Left) + Text(sum.Right),
        _ => Inserted,
    };

    /// <summary>A command is code, also where it is written as text.</summary>
    private static bool IsCommand(ExpressionSyntax node) =>
        node.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: var called } } && called.ToString() == "PowerShellCommand.Of";
}
