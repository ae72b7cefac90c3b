using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Outputs, messages and tables name the project, and no name costs a request of its own.</summary>
public sealed class ProjectNameTests
{
    [Fact]
    public void Names_of_several_projects_cost_one_list_in_a_session()
    {
        using var sandbox = SandboxWorld.Start("--projects", "3");
        using var shell = Shell.ConnectedTo(sandbox);
        var ids = shell.Run("New-AtlasSession -Sandbox $Sandbox | Get-AtlasProject | ForEach-Object ProjectId").Succeeded().Select(id => $"{id}").ToList();
        sandbox.ForgetRequests();

        var run = shell.Run($"Get-AtlasEncryptionAtRest -ProjectId {ids[1]}, {ids[2]}; Get-AtlasClusterEncryption -ProjectId {ids[1]}; Get-AtlasEncryptionAtRest");

        var names = run.Succeeded("ProjectName").Distinct().ToList();
        Assert.Equal(3, names.Count);
        Assert.DoesNotContain(null, names);
        Assert.Single(sandbox.Requests(), r => r.Path.EndsWith("/groups", StringComparison.Ordinal));
    }

    [Fact]
    public void Questions_and_errors_name_the_project_and_commands_keep_its_id()
    {
        using var sandbox = SandboxWorld.AtStage("private");
        List<string> asked = [];
        using var shell = Shell.ConnectedTo(sandbox, question =>
        {
            asked.Add(question);
            return false;
        });
        sandbox.ForgetRequests();

        shell.Run("New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2 -Confirm").Succeeded();
        var error = Assert.Single(shell.Run("Get-AtlasAkvPrivateEndpoint -RegionName US_WEST").Errors);

        Assert.Contains($"project payments ({sandbox.ProjectId})", Assert.Single(asked), StringComparison.Ordinal);
        Assert.Contains($"Project payments ({sandbox.ProjectId}) has no private endpoint", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains($"-ProjectId '{sandbox.ProjectId}'", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.DoesNotContain(sandbox.Requests(), r => r.Path.EndsWith("/groups", StringComparison.Ordinal));
    }
}
