using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace AtlasCmk.Tests.Conventions;

/// <summary>Text reaches the screen through VisibleText alone: others may have written it. What views show is kept by the tests of the display.</summary>
public sealed class ShownTextTests
{
    private static readonly string[] s_texts = ["WriteWarning", "WriteVerbose", "WriteDebug", "WriteInformation", "WriteCommandDetail", "WriteProgress", "ShouldProcess", "ShouldContinue"];
    private static readonly string[] s_errors = ["WriteError", "ThrowTerminatingError"];

    [Fact]
    public void Text_is_shown_in_one_way() => Assert.Empty(SourceTrees.Of("src/AtlasCmk").SelectMany(Violations));

    [Theory]
    [InlineData("WriteWarning(message);")]
    [InlineData("WriteWarning($\"no region {region}\");")]
    [InlineData("c.WriteVerbose(\"a\" + b);")]
    [InlineData("c.ShouldProcess(target, VisibleText.Of(action));")]
    [InlineData("c.ShouldContinue(VisibleText.Of(question), caption);")]
    [InlineData("c.WriteProgress(new(1, activity, VisibleText.Of(status)) { PercentComplete = 1 });")]
    [InlineData("c.WriteInformation(VisibleText.Of(message), [name]);")]
    [InlineData("WriteError(new ErrorRecord(e, \"Id\", ErrorCategory.NotSpecified, null));")]
    [InlineData("Host.UI.WriteLine(text);")]
    [InlineData("Host.UI.Prompt(VisibleText.Of(caption), question, [field]);")]
    [InlineData("c.WriteInformation(new HostInformationMessage { Message = text }, [\"PSHOST\"]);")]
    [InlineData("_ = new CompletionResult(word.Write(s.Text), s.Label, type, VisibleText.Of(s.Tip));")]
    public void Another_way_would_be_found(string planted) => Assert.NotEmpty(Violations(SourceTrees.Planted(planted)));

    [Fact]
    public void The_one_way_is_no_violation() => Assert.Empty(Violations(SourceTrees.Planted(
        """
        WriteWarning("plain");
        c.WriteVerbose(VisibleText.Of(message));
        c.ShouldProcess(VisibleText.Of(target), VisibleText.Of(action));
        c.WriteProgress(new(1, VisibleText.Of(activity), VisibleText.Of(status)) { PercentComplete = 1 });
        c.WriteInformation(VisibleText.Of(message), ["AtlasCmk", "Status"]);
        c.WriteInformation(new HostInformationMessage { Message = "plain" }, ["PSHOST"]);
        Host.UI.Prompt(VisibleText.Of(caption), VisibleText.Lines(question), [field]);
        c.WriteError(ErrorRecordFactory.Create(e));
        _ = new CompletionResult(word.Write(s.Text), VisibleText.Of(s.Label), type, VisibleText.Of(s.Tip));
        """)));

    private static IEnumerable<string> Violations(SyntaxTree tree) =>
        tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Where(IsViolation).Select(n => n.Place())
            .Concat(tree.GetRoot().DescendantNodes().OfType<ObjectCreationExpressionSyntax>().Where(IsViolation).Select(n => n.Place()));

    private static bool IsViolation(InvocationExpressionSyntax call)
    {
        var (on, name) = call.Expression is MemberAccessExpressionSyntax member ? (member.Expression.ToString(), member.Name.Identifier.Text) : ("", call.Expression.ToString());
        var arguments = call.ArgumentList.Arguments.Select(a => a.Expression);
        return s_texts.Contains(name) ? !call.ArgumentList.Arguments.Where(a => a.RefKindKeyword.ValueText.Length == 0).All(a => IsSafe(a.Expression))
            : s_errors.Contains(name) ? !arguments.All(a => a.ToString().StartsWith("ErrorRecordFactory.Create(", StringComparison.Ordinal))
            : on.EndsWith("Host.UI", StringComparison.Ordinal) && !(name == "Prompt" && arguments.Take(2).All(IsSafe));
    }

    private static bool IsViolation(ObjectCreationExpressionSyntax made) => made.Type.ToString() switch
    {
        "CompletionResult" => !(IsSafe(made.ArgumentList!.Arguments[1].Expression) && IsSafe(made.ArgumentList.Arguments[3].Expression)),
        "ErrorRecord" => Path.GetFileName(made.SyntaxTree.FilePath) != "ErrorRecordFactory.cs",
        "InformationRecord" => true,
        _ => false,
    };

    /// <summary>A text of our own, one that was made safe, or a record of progress, whose number comes first.</summary>
    private static bool IsSafe(ExpressionSyntax argument) => argument switch
    {
        LiteralExpressionSyntax => true,
        CollectionExpressionSyntax { Elements: var elements } => elements.All(e => e is ExpressionElementSyntax { Expression: var expression } && IsSafe(expression)),
        InvocationExpressionSyntax { Expression: var called } => called.ToString() is "VisibleText.Of" or "VisibleText.Lines",
        ObjectCreationExpressionSyntax { ArgumentList: null, Initializer.Expressions: var set } => set.All(e => e is AssignmentExpressionSyntax { Right: var value } && IsSafe(value)),
        BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: var parts } => parts.Skip(1).All(p => IsSafe(p.Expression)),
        _ => false,
    };
}
