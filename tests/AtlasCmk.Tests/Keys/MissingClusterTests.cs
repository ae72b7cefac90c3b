using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>A cluster that a list lacks has not left the old version for that.</summary>
public sealed class MissingClusterTests
{
    private readonly RotationWorld _rotation = new();

    private World World => _rotation.World;

    private static AtlasCluster Orders(string state = "IDLE") => Given.Cluster("orders", "AZURE", state);

    /// <summary>Atlas takes the version at once, and lists the clusters as told, so many seconds after.</summary>
    private KeyRotation Rotate(params (double After, AtlasCluster[] List)[] lists)
    {
        World.Atlas.OnChange = change =>
        {
            World.Atlas.Encryption.Set(Given.Encryption(key: change.KeyIdentifier!));
            foreach (var (after, list) in lists)
            {
                World.Atlas.Clusters.After(after, list);
            }
        };
        return _rotation.Rotate(RotationWorld.New)!;
    }

    [Fact]
    public void It_is_gone_where_it_was_seen_to_be_deleted()
    {
        World.Atlas.Clusters.Set([Orders()]);
        var rotation = Rotate((0, [Orders("DELETING")]), (30, []));
        Assert.Equal(("orders Gone", true), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt is not null));
    }

    [Fact]
    public void It_may_still_be_there_where_it_only_went_missing()
    {
        World.Atlas.Clusters.Set([Orders()]);

        var rotation = Rotate((0, []));

        Assert.Equal(("orders Gone", null), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt));
        Assert.Contains("orders: missing from Atlas's list", rotation.OldKeyReason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_list_without_it_does_not_end_its_rotation()
    {
        World.Atlas.Clusters.Set([Orders()]);
        var rotation = Rotate((0, []), (1.5, [Orders("UPDATING")]), (300, [Orders()]));
        Assert.Equal(("orders Completed", true), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt is not null));
    }

    [Fact]
    public void One_that_the_first_list_lacked_is_waited_for_too()
    {
        World.Atlas.Clusters.Set([]);
        var rotation = Rotate((0, [Orders()]));
        Assert.Equal(("orders NotSeen", null), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt));
    }

    [Fact]
    public void One_that_is_created_meanwhile_starts_with_the_new_version()
    {
        World.Atlas.Clusters.Set([Orders()]);
        var rotation = Rotate((0, [Orders("UPDATING"), Given.Cluster("young", "AZURE", "CREATING")]), (100, [Orders(), Given.Cluster("young", "AZURE")]));
        Assert.Equal(("orders Completed", true), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt is not null));
    }

    [Theory]
    [InlineData("OCI")]
    [InlineData("")]
    public void One_whose_key_provider_is_not_known_has_not_left_for_certain(string provider)
    {
        World.Atlas.Clusters.Set([Given.Cluster("odd", provider)]);
        var rotation = Rotate((0, [Given.Cluster("odd", provider)]));
        Assert.Equal(("odd NotSeen", null), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt));
    }

    /// <summary>A list that lacks a cluster from the beginning to the end is found by the number that Atlas gives with the project.</summary>
    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(2, 0, false)]
    [InlineData(2, 1, true)]
    public void One_that_no_list_had_has_not_left_for_certain(int count, int flex, bool isLeft)
    {
        World.Atlas.Projects[0] = new(Given.ProjectId, "payments", "org", count, DateTimeOffset.UnixEpoch);
        World.Atlas.FlexClusters = [.. Enumerable.Range(0, flex).Select(n => Given.Cluster($"flex{n}"))];
        World.Atlas.Clusters.Set([Orders()]);

        var rotation = Rotate((0, [Orders("UPDATING")]), (100, [Orders()]));

        Assert.Equal(("orders Completed", isLeft), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt is not null));
        Assert.Equal(isLeft, !rotation.OldKeyReason!.Contains("1 of 2 clusters", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_the_number_of_clusters_cannot_be_read_none_has_left_for_certain()
    {
        World.Atlas.Projects.Clear();
        World.Atlas.Clusters.Set([Orders()]);
        var rotation = Rotate((0, [Orders("UPDATING")]), (100, [Orders()]));
        Assert.Equal(("orders Completed", null), (Assert.Single(rotation.Clusters).ToString(), rotation.OldKeyLeftAt));
        Assert.Contains("number of clusters", rotation.OldKeyReason, StringComparison.Ordinal);
    }
}
