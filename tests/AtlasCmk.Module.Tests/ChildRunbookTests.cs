using System.Collections;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The runbook that splits an organization's projects over child jobs: each project is in one job at a time.</summary>
public sealed class ChildRunbookTests : IDisposable
{
    private const int Projects = 3;

    private readonly SandboxWorld _sandbox = SandboxWorld.Start("--projects", $"{Projects}");

    private IEnumerable<string> ProjectIds => _sandbox.Picture()["projects"]!.AsArray().Select(p => (string)p!["id"]!);

    public void Dispose() => _sandbox.Dispose();

    private Runbook Split(string more) => new("start-children.ps1", _sandbox,
        $"-ChildRunbook child -ChildParameters @{{ x = 1 }} -AutomationAccountName account -ResourceGroupName group {more}");

    /// <summary>A child job that waits for a machine counts as running.</summary>
    [Theory]
    [InlineData("Queued")]
    [InlineData("New")]
    public void The_projects_are_split_over_children_and_none_gets_two(string status)
    {
        var parent = Split("-ProjectsPerChild 1 -ChildrenAtMost 20");
        parent.Account["FirstStatus"] = status;
        parent.Account["StopAfter"] = 1;

        Assert.NotEmpty(parent.Run().Errors);
        parent.Account["StopAfter"] = -1;
        parent.Run().Succeeded();
        Assert.Empty(parent.Run().Succeeded());

        var jobs = ((ArrayList)parent.Account["Jobs"]!).Cast<System.Management.Automation.PSObject>().ToList();
        Assert.Equal(Projects, jobs.Count);
        Assert.Equal(ProjectIds.Order(), jobs.SelectMany(j => (string[])((IDictionary)j.Properties["JobParameters"].Value)["ProjectId"]!).Order());
        Assert.All(jobs, j => Assert.Equal(1, ((IDictionary)j.Properties["JobParameters"].Value)["x"]));
    }

    /// <summary>A schedule, the portal and a webhook give JSON, of which Automation makes an object.</summary>
    [Fact]
    public void Child_parameters_can_be_an_object()
    {
        var parent = new Runbook("start-children.ps1", _sandbox,
            "-ChildRunbook child -ChildParameters ([pscustomobject]@{ RegionName = @('US_EAST_2') }) -AutomationAccountName account -ResourceGroupName group");

        Assert.Single(parent.Run().Succeeded());

        var job = Assert.Single(((ArrayList)parent.Account["Jobs"]!).Cast<System.Management.Automation.PSObject>());
        Assert.Equal(["US_EAST_2"], (object[])((IDictionary)job.Properties["JobParameters"].Value)["RegionName"]!);
    }

    [Fact]
    public void No_more_children_are_started_than_may_be_at_work()
    {
        var parent = Split("-ProjectsPerChild 2 -ChildrenAtMost 1");

        Assert.Equal(2, ((string[])Assert.Single(parent.Run().Succeeded("ProjectId"))!).Length);
        Assert.Empty(parent.Run().Succeeded());
    }

    [Fact]
    public void With_more_projects_than_child_jobs_each_project_gets_its_turn()
    {
        var parent = Split("-ProjectsPerChild 1 -ChildrenAtMost 1");

        var turns = Enumerable.Range(0, Projects + 1).Select(_ =>
        {
            var given = ((string[])Assert.Single(parent.Run().Succeeded("ProjectId"))!)[0];
            foreach (System.Management.Automation.PSObject job in (ArrayList)parent.Account["Jobs"]!)
            {
                job.Properties["Status"].Value = "Completed";
            }

            return given;
        }).ToList();

        Assert.Equal(ProjectIds.Order(), turns.Take(Projects).Order());
        Assert.Equal(turns[0], turns[^1]);
    }
}
