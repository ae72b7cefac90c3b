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

    [Fact]
    public void A_name_finds_projects_with_one_list_in_a_session()
    {
        using var sandbox = SandboxWorld.Start("--projects", "3");
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.ForgetRequests();

        var run = shell.Run("Get-AtlasEncryptionAtRest -ProjectName *; Get-AtlasClusterEncryption -ProjectName payments; Get-AtlasEncryptionAtRest -ProjectName no*");

        Assert.Equal(3, run.Succeeded().Where(o => o.BaseObject.GetType().Name == "EncryptionAtRest").DistinctBy(o => $"{o.Properties["ProjectId"].Value}").Count());
        Assert.Contains("payments", run.Succeeded("ProjectName"));
        Assert.Single(sandbox.Requests(), r => r.Path.EndsWith("/groups", StringComparison.Ordinal));
    }

    [Fact]
    public void A_name_that_no_project_has_changes_nothing()
    {
        using var sandbox = SandboxWorld.AtStage("pending");
        using var shell = Shell.ConnectedTo(sandbox);

        string[] changes = ["Disable-AtlasEncryptionAtRest -Confirm:$false", "Deny-AtlasAkvPrivateEndpointConnection -Name * -Confirm:$false",
            "Get-AtlasAkvPrivateEndpoint | Remove-AtlasAkvPrivateEndpoint -Confirm:$false"];
        foreach (var change in changes)
        {
            var run = shell.Run($"{change} -ProjectName paymens");

            Assert.All(run.Errors, e => Assert.Contains(e.FullyQualifiedErrorId.Split(',')[0], new[] { "ProjectNameUnknown", "ProjectNamedTwice" }));
            Assert.NotEmpty(run.Errors);
        }

        Assert.Empty(sandbox.Mutations());
    }

    [Fact]
    public void Projects_of_several_sessions_are_found_by_name_and_organization()
    {
        using var sandbox = SandboxWorld.Start("--projects", "3");
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.ForgetRequests();

        var run = shell.Run("""
            $one = New-AtlasSession -Sandbox $Sandbox -Name bank-one
            $two = New-AtlasSession -Sandbox $Sandbox -Name bank-two
            Get-AtlasProject -Session $one, $two
            Get-AtlasSession -Name 'bank-*' | Get-AtlasProject -Name pay* -OrganizationName sand*
            Get-AtlasProject -Session $one -OrganizationName other*
            """);

        var projects = run.Succeeded();
        Assert.Equal(8, projects.Count);
        Assert.All(projects, p => Assert.Equal("Sandbox", p.Properties["OrganizationName"].Value));
        Assert.Equal(projects.Take(3).Select(p => $"{p.Properties["Name"].Value}").Order(StringComparer.OrdinalIgnoreCase), projects.Take(3).Select(p => $"{p.Properties["Name"].Value}"));
        Assert.Equal(2, sandbox.Requests().Count(r => r.Path.EndsWith("/orgs", StringComparison.Ordinal)));
    }
}
