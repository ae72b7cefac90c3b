using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.PrivateEndpoints;

public sealed class RemoveSeveralEndpointsTests
{
    private readonly World _world = new();

    private void GivenThree() => _world.Atlas.Endpoints.Set(
        [Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1"), Given.Endpoint("US_WEST", "ACTIVE", "pe-2", number: 2), Given.Endpoint("US_CENTRAL", "FAILED", "pe-3", number: 3)]);

    /// <summary>Each of the two alone leaves the other.</summary>
    [Fact]
    public void Items_that_are_removed_together_are_checked_together_with_one_question()
    {
        GivenThree();
        _world.Atlas.Clusters.Set([Given.Cluster("far", state: "UPDATING") with { Regions = ["US_WEST"] }, Given.Cluster("orders", "AZURE")]);
        _world.Answers.ToSecond = false;

        Assert.All(_world.Remove(true, 1800, 3, 1, 2), e => Assert.Null(e));
        Assert.Equal(["GET privateEndpoints", "GET clusters", "ask", "ask", "ask", "ask again"], _world.Journal);
        Assert.All(["US_EAST_2", "US_WEST", "far (UPDATING)", "orders"], n => Assert.Contains(n, _world.Answers.Questions[3], StringComparison.Ordinal));
        Assert.DoesNotContain("US_CENTRAL", _world.Answers.Questions[3], StringComparison.Ordinal);
        Assert.DoesNotContain("perhaps", _world.Answers.Questions[3], StringComparison.Ordinal);
        Assert.Single(_world.Log.Warnings);
    }

    [Fact]
    public void Yes_to_both_questions_removes_them_all()
    {
        GivenThree();
        _world.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE")]);
        _world.Atlas.OnDelete = _ => _world.Atlas.Endpoints.Set([]);

        Assert.All(_world.Remove(true, 1800, 1, 2, 3), e => Assert.Null(e));
        Assert.Equal((3, 3, 1), (_world.Count("DELETE"), _world.Answers.Questions.Count - _world.Count("ask again"), _world.Count("ask again")));
    }

    /// <summary>The second question considers the remaining endpoints.</summary>
    [Fact]
    public void A_declined_removal_does_not_count_as_a_loss()
    {
        GivenThree();
        _world.Atlas.Clusters.Set([Given.Cluster("far", "AZURE") with { Regions = ["US_WEST"] }]);
        _world.Answers.Meanwhile = () => _world.Answers.ToFirst = !_world.Answers.Questions[^1].Contains("US_EAST_2", StringComparison.Ordinal);
        _world.Answers.ToSecond = false;

        _world.Remove(true, 1800, 1, 2);
        Assert.Contains("perhaps far.", _world.Answers.Questions[^1], StringComparison.Ordinal);
        Assert.DoesNotContain("US_WEST", _world.Answers.Questions[^1], StringComparison.Ordinal);
    }

    /// <summary>A second one that is being deleted is no way that stays.</summary>
    [Fact]
    public void One_that_is_being_deleted_does_not_stay()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1"), Given.Endpoint("US_WEST", "DELETING", "pe-2", number: 2)]);
        _world.Atlas.Clusters.Set([Given.Cluster("far", "AZURE") with { Regions = ["US_WEST"] }]);
        _world.Answers.ToSecond = false;

        Assert.Equal("DELETING", _world.Remove(false, 1800, 1, 2)[1]!.Status);
        Assert.Contains(": far.", _world.Answers.Questions[^1], StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("DELETE"));
    }

    [Fact]
    public void Clusters_that_cannot_be_read_are_unknown_and_asked_about()
    {
        GivenThree();
        _world.Atlas.Refuse = request => request == "GET clusters" ? Given.Refusal("GET", 403, "USER_UNAUTHORIZED") : null;
        _world.Answers.ToSecond = false;

        Assert.All(_world.Remove(true, 1800, 1, 2), e => Assert.Null(e));
        Assert.All(["unknown", "USER_UNAUTHORIZED", Given.ProjectId, "US_EAST_2"], n => Assert.Contains(n, _world.Answers.Questions[^1], StringComparison.Ordinal));
        Assert.Contains("unknown", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("DELETE"));
    }
}
