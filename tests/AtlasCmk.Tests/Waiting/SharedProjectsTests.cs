using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Waiting;

public sealed class SharedProjectsTests
{
    [Fact]
    public void A_command_shares_the_reads_of_a_project_but_does_not_keep_ten_thousand_of_them()
    {
        var world = new World();
        var session = new SessionContext(new FakeConnection(world), world.Log, world.Time, default);
        var first = session.Project("0");
        Assert.Same(first, session.Project("0"));

        var last = Enumerable.Range(1, SessionContext.MostProjects).Select(n => session.Project($"{n}")).ToList()[^1];

        Assert.NotSame(first, session.Project("0"));
        Assert.Same(last, session.Project(last.ProjectId));
    }
}
