using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Questions that a person can answer, and what the screen shows after No.</summary>
public sealed class QuestionTests : IDisposable
{
    private readonly SandboxWorld _sandbox = SandboxWorld.AtStage("encrypted", "--projects", "2");

    public void Dispose() => _sandbox.Dispose();

    private const string Rotate = "Get-AtlasProject | Invoke-AtlasKeyRotation -Latest -SettlingSec 0";

    [Fact]
    public void A_rotation_of_several_projects_asks_once_and_names_them()
    {
        using var shell = Shell.ConnectedTo(_sandbox, answer: _ => false);
        var ids = shell.Run("(Get-AtlasProject).ProjectId").Succeeded().Select(o => $"{o}");

        var run = shell.Run(Rotate);

        Assert.Empty(run.Succeeded());
        var question = Assert.Single(shell.Questions);
        Assert.All(ids, id => Assert.Contains(id, question, StringComparison.Ordinal));
        Assert.Empty(_sandbox.Mutations());
        Assert.Equal(["Nothing was changed."], run.Information.Select(i => $"{i}"));
    }

    [Fact]
    public void A_host_that_cannot_ask_rotates_several_projects_only_with_Confirm_false()
    {
        using var shell = Shell.ConnectedTo(_sandbox);

        var error = shell.Refuse(Rotate);
        var run = shell.Run($"{Rotate} -Confirm:$false");

        Assert.StartsWith("CannotConfirm,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Confirm:$false", error.DisplayText(), StringComparison.Ordinal);
        Assert.DoesNotContain(run.Errors, e => e.FullyQualifiedErrorId.StartsWith("CannotConfirm,", StringComparison.Ordinal));
    }

    [Fact]
    public void One_project_is_rotated_without_a_question()
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        shell.Run("Invoke-AtlasKeyRotation -Latest -SettlingSec 0").Succeeded();
    }

    [Fact]
    public void To_end_a_clusters_encryption_asks_first()
    {
        using var shell = Shell.ConnectedTo(_sandbox, answer: _ => false);
        using var silent = Shell.ConnectedTo(_sandbox);

        var run = shell.Run("Disable-AtlasClusterEncryption -ClusterName orders");
        var error = silent.Refuse("Disable-AtlasClusterEncryption -ClusterName orders");

        Assert.Contains("orders", Assert.Single(shell.Questions), StringComparison.Ordinal);
        Assert.Equal(["Nothing was changed."], run.Information.Select(i => $"{i}"));
        Assert.StartsWith("CannotConfirm,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_sandbox.Mutations());
    }

    [Fact]
    public void WhatIf_is_not_an_answer()
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        Assert.Empty(shell.Run($"{Rotate} -WhatIf; Disable-AtlasClusterEncryption -ClusterName orders -WhatIf").Information);
    }
}
