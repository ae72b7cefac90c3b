using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Projects;

public sealed class ProjectNamesTests
{
    private const string Unlisted = "000000000000000000000001";

    private readonly World _world = new();
    private readonly AtlasSession _session;

    public ProjectNamesTests()
    {
        _world.Atlas.Projects.Add(Project(Given.ProjectId, "payments"));
        _session = Session(new() { Atlas = new("key", new()), Time = _world.Time });
    }

    [Fact]
    public async Task A_name_that_is_unknown_costs_one_list_in_a_session()
    {
        Assert.Null(_session.ProjectName);

        foreach (var id in new[] { Given.ProjectId, Unlisted, "000000000000000000000002" })
        {
            Command().Project(id);
            await _session.Names.Reading;
        }

        Assert.Equal("payments", _session.ProjectName);
        Assert.Null(_session.Names.Find(Unlisted));
        Assert.Equal(1, _world.Count("GET groups"));
    }

    [Fact]
    public async Task Commands_at_the_same_time_share_the_list()
    {
        var gate = new TaskCompletionSource();
        _world.Atlas.OnTheWay = () => gate.Task;

        foreach (var id in new[] { Given.ProjectId, Unlisted })
        {
            Command().Project(id);
        }

        gate.SetResult();
        await _session.Names.Reading;
        Assert.Equal(1, _world.Count("GET groups"));
    }

    [Fact]
    public void What_was_read_anyway_costs_nothing()
    {
        _session.Names.Learn(Project(Given.ProjectId, "payments"));

        Command().Project(Given.ProjectId);

        Assert.Equal("payments", _session.ProjectName);
        Assert.Equal(0, _world.Count("GET groups"));
    }

    /// <summary>Connect-Atlas reads the first page: usually that is the whole list.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public async Task A_whole_list_answers_for_the_ids_that_it_lacks(long total, int requests)
    {
        _session.Names.Learn(new ProjectList([Project(Given.ProjectId, "payments")], total));

        Command().Project(Unlisted);

        await _session.Names.Reading;
        Assert.Equal(requests, _world.Count("GET groups"));
    }

    [Fact]
    public async Task A_refusal_leaves_the_names_unknown_and_is_not_repeated()
    {
        _world.Atlas.Refuse = _ => Given.Refusal("GET", 403, "ACCESS_FORBIDDEN");

        Command().Project(Given.ProjectId);
        await _session.Names.Reading;
        Command().Project(Unlisted);
        await _session.Names.Reading;

        Assert.Null(_session.ProjectName);
        Assert.Equal(1, _world.Count("GET groups"));
        Assert.Empty(_world.Log.Warnings);
    }

    [Fact]
    public async Task After_a_command_that_was_stopped_the_next_one_reads_the_list()
    {
        _world.Atlas.OnTheWay = () => Task.FromCanceled(new(canceled: true));
        Command().Project(Given.ProjectId);
        await _session.Names.Reading;

        _world.Atlas.OnTheWay = () => Task.CompletedTask;
        Command().Project(Given.ProjectId);
        await _session.Names.Reading;

        Assert.Equal("payments", _session.ProjectName);
    }

    [Fact]
    public void A_session_without_Atlas_reads_no_list()
    {
        var session = Session(new() { Time = _world.Time });

        new SessionContext(session.Connection, _world.Log, _world.Time, default) { AtlasSession = session }.Project(Given.ProjectId);

        Assert.True(session.Names.Reading.IsCompleted);
        Assert.Equal(0, _world.Count("GET groups"));
    }

    [Fact]
    public void The_organization_has_a_name_once_a_list_had_it()
    {
        _session.Names.Learn(Project(Given.ProjectId, "payments"));
        Assert.Null(_session.OrganizationName);

        _session.Names.LearnOrganization("o1", "Bank");

        Assert.Equal("Bank", _session.OrganizationName);
    }

    private static AtlasProject Project(string id, string name) => new(id, name, "o1", 3, DateTimeOffset.UnixEpoch);

    private AtlasSession Session(ConnectionOptions options) => new(options, new FakeConnection(_world), Given.ProjectId, _world.Time.GetUtcNow());

    private SessionContext Command() => new(_session.Connection, _world.Log, _world.Time, default) { AtlasSession = _session };
}
