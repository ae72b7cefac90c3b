using Xunit;
using static AtlasCmk.Tests.Keys.AnsweredRetirement;

namespace AtlasCmk.Tests.Keys;

/// <summary>A list that is shorter than what Atlas says elsewhere is not believed to be whole.</summary>
public sealed class IncompleteListTests : IDisposable
{
    private readonly AnsweredRetirement _world = new();

    public void Dispose() => _world.Dispose();

    private KeyUsage Doubt(string needle, params string[] included)
    {
        var verdict = _world.Judge(included);
        Assert.Equal("Unknown", verdict.SafeToDisable);
        var doubt = Assert.Single(verdict.HeldBy);
        Assert.Equal("Unread", doubt.Kind);
        Assert.Contains(needle, doubt.Evidence, StringComparison.Ordinal);
        return doubt;
    }

    [Fact]
    public void If_the_numbers_match_the_version_is_free()
    {
        Assert.Equal("Yes", _world.Judge().SafeToDisable);
        Assert.DoesNotContain(_world.Asked, a => a.Contains("/flexClusters", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_total_below_what_is_listed_is_an_estimate(int total)
    {
        _world.Answers["groups"] = _world.Answers["groups"].Replace("\"totalCount\":2", $"\"totalCount\":{total}", StringComparison.Ordinal);
        Assert.Equal("Yes", _world.Judge().SafeToDisable);
    }

    [Fact]
    public void A_missing_total_is_not_a_doubt()
    {
        _world.Answers["groups"] = _world.Answers["groups"].Replace("\"totalCount\":2,", "", StringComparison.Ordinal);
        Assert.Equal("Yes", _world.Judge().SafeToDisable);
    }

    [Fact]
    public void The_total_of_the_projects_is_asked_for()
    {
        _world.Judge();
        Assert.Contains(_world.Asked, a => a.EndsWith("/groups?pageNum=1&itemsPerPage=500&includeCount=true", StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_of_projects_that_is_shorter_than_its_total_keeps_the_verdict_open()
    {
        _world.Answers["groups"] = List(Project(First, 1)).Replace("\"totalCount\":1", "\"totalCount\":3", StringComparison.Ordinal);
        Assert.Null(Doubt("lists 1 of 3 projects").ProjectId);
    }

    /// <summary>One that is in the list twice is one.</summary>
    [Fact]
    public void A_project_that_is_listed_twice_does_not_make_up_for_another()
    {
        _world.Answers["groups"] = List(Project(First, 1), Project(First, 1));
        Doubt("lists 1 of 2 projects");
    }

    [Fact]
    public void A_project_that_is_named_and_read_makes_the_list_whole()
    {
        _world.Answers["groups"] = List(Project(First, 1)).Replace("\"totalCount\":1", "\"totalCount\":2", StringComparison.Ordinal);
        Assert.Equal("Yes", _world.Judge(Second).SafeToDisable);
    }

    [Theory]
    [InlineData(2, "lists 1 of 2 clusters")]
    [InlineData(9, "lists 1 of 9 clusters")]
    public void A_list_of_clusters_that_is_shorter_than_the_projects_count_keeps_the_verdict_open(int count, string words)
    {
        _world.Answers["groups"] = List(Project(First, count), Project(Second, 0));
        Assert.Equal(First, Doubt(words).ProjectId);
    }

    [Fact]
    public void An_empty_list_of_clusters_of_a_project_that_has_some_keeps_the_verdict_open()
    {
        _world.Answers["groups"] = List(Project(First, 1), Project(Second, 2));
        Assert.Equal(Second, Doubt("lists 0 of 2 clusters").ProjectId);
    }

    /// <summary>Atlas lists them elsewhere, and no customer key encrypts them.</summary>
    [Theory]
    [InlineData("flexClusters")]
    [InlineData("serverless")]
    public void Clusters_of_the_other_lists_count(string list)
    {
        _world.Answers["groups"] = List(Project(First, 1), Project(Second, 2));
        _world.Answers[$"groups/{Second}/{list}"] = List("""{"name":"a"}""", """{"name":"b"}""");
        Assert.Equal("Yes", _world.Judge().SafeToDisable);
    }

    [Fact]
    public void Clusters_that_are_read_after_the_count_may_be_more()
    {
        _world.Answers["groups"] = List(Project(First, 0), Project(Second, 0));
        Assert.Equal("Yes", _world.Judge().SafeToDisable);
    }

    [Theory]
    [InlineData("snapshots", "it lists 1 of 4 items")]
    [InlineData("clusters", "it lists 1 of 4 items")]
    [InlineData("clusters deleted", "it lists 1 of 4 items")]
    public void A_list_of_backups_or_clusters_that_is_shorter_than_its_total_keeps_the_verdict_open(string list, string words)
    {
        var path = list == "snapshots" ? $"groups/{First}/clusters/orders/backup/snapshots" : $"groups/{First}/{list}";
        _world.Answers[path] = (list == "snapshots" ? _world.Answers[path] : List(Cluster("orders"))).Replace("\"totalCount\":1", "\"totalCount\":4", StringComparison.Ordinal);
        Assert.Equal(First, Doubt(words).ProjectId);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"results":null}""")]
    [InlineData("""{"results":{}}""")]
    [InlineData("""{"totalCount":0}""")]
    [InlineData("""[]""")]
    public void An_answer_without_a_list_is_not_an_empty_list(string answer)
    {
        _world.Answers[$"groups/{Second}/clusters"] = answer;
        Assert.Equal("Unknown", _world.Judge().SafeToDisable);

        _world.Answers["groups"] = answer;
        Assert.Equal("UnreadableAnswer", Assert.Throws<AtlasApiException>(() => _world.Judge()).ErrorId);
    }

    /// <summary>Of the deleted clusters nothing is known, and yet what a living one needs is.</summary>
    [Fact]
    public void One_list_stays_usable_if_the_other_fails()
    {
        _world.Answers[$"groups/{First}/clusters deleted"] = "{}";
        _world.Answers[$"groups/{First}/encryptionAtRest"] = EncryptedWith(Fakes.Given.Key);

        var verdict = _world.Judge();

        Assert.Equal("No", verdict.SafeToDisable);
        Assert.Equal(["Cluster", "Setting", "Snapshot", "Unread"], verdict.HeldBy.Select(u => u.Kind).Order());
    }
}
