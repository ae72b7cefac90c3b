using System.Management.Automation.Language;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Every command of every runbook binds against the real parameters: those that a test does not run too.</summary>
public sealed class RunbookBindingTests
{
    public static TheoryData<string> Runbooks { get; } = [.. Runbook.Names];

    [Theory]
    [MemberData(nameof(Runbooks))]
    public void Every_command_of_a_runbook_binds(string name)
    {
        var script = Parser.ParseFile(Runbook.PathOf(name), out _, out var mistakes);
        Assert.Empty(mistakes);
        using var shell = Runbook.FreshShell();
        var own = script.FindAll(a => a is FunctionDefinitionAst, true).Cast<FunctionDefinitionAst>().Select(f => f.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

        foreach (var call in script.FindAll(a => a is CommandAst, true).Cast<CommandAst>().Where(c => !own.Contains(c.GetCommandName() ?? "")))
        {
            Assert.Equal(call.GetCommandName().Split('\\')[^1], Assert.Single(shell.Run($"Get-Command '{call.GetCommandName()}' | ForEach-Object Name").Succeeded()).ToString());
            Assert.Empty(shell.InRunspace(() => StaticParameterBinder.BindCommand(call, resolve: true)).BindingExceptions
                // Splatted values are known only at run time; the binder sees one more positional value.
                .Where(e => e.Value.CommandElement is not VariableExpressionAst { Splatted: true })
                .Select(e => $"{call.Extent.StartLineNumber}: {e.Key}: {e.Value.BindingException.Message}"));
        }
    }

    [Fact]
    public void There_are_runbooks() => Assert.Equal(5, Runbook.Names.Count());
}
