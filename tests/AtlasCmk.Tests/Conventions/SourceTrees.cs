using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace AtlasCmk.Tests.Conventions;

/// <summary>Sources as the compiler reads them, for conventions that a pattern cannot tell.</summary>
internal static class SourceTrees
{
    public static IEnumerable<SyntaxTree> Of(params string[] folders) =>
        Product.Sources(folders).Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), path: Path.GetRelativePath(Product.Folder, f)));

    /// <summary>Statements that a test makes up.</summary>
    public static SyntaxTree Planted(string statements) => CSharpSyntaxTree.ParseText($"class Planted {{ void Method() {{ {statements} }} }}", path: "Planted.cs");

    /// <summary>The place of a node: file and line.</summary>
    public static string Place(this SyntaxNode node) => $"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {node}";
}
