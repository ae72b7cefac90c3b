using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Clusters;

public sealed class ClusterEligibilityTests
{
    private static readonly AtlasCluster s_cluster = Given.Cluster("orders");

    private static string? Reason(AtlasCluster cluster, bool privateNetworking, params string[] activeRegions) =>
        ClusterEligibility.ReasonAgainst(cluster, Given.Encryption(requirePrivateNetworking: privateNetworking), activeRegions);

    [Theory]
    [InlineData(ClusterKind.Shared, "M0", "shared tier M0; needs M10 or larger")]
    [InlineData(ClusterKind.Shared, "M5", "shared tier M5; needs M10 or larger")]
    [InlineData(ClusterKind.Flex, "FLEX", "Flex; needs M10 or larger")]
    [InlineData(ClusterKind.Serverless, "SERVERLESS", "Serverless; needs M10 or larger")]
    internal void Only_dedicated_clusters_can_be_encrypted(ClusterKind kind, string size, string reason) => Assert.All(
        [false, true],
        privateNetworking => Assert.Equal(reason, Reason(new AtlasCluster(Given.ProjectId, "small", kind) { InstanceSize = size, Paused = true }, privateNetworking, "US_EAST_2")));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_paused_cluster_must_be_resumed(bool privateNetworking) =>
        Assert.Equal("paused; resume it first", Reason(s_cluster with { Paused = true }, privateNetworking, "US_EAST_2"));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_cluster_that_may_be_paused_is_not_eligible(bool valid) =>
        Assert.Equal("Atlas does not say whether it is paused", ClusterEligibility.ReasonAgainst(s_cluster with { Unsaid = ["paused"] }, Given.Encryption(valid: valid), []));

    [Theory]
    [InlineData(EncryptionProvider.Azure, false, "stopped: Atlas cannot use its key")]
    [InlineData(EncryptionProvider.Azure, true, "paused; resume it first")]
    [InlineData("NONE", false, "paused; resume it first")]
    public void A_cluster_that_stopped_because_of_its_key_must_not_be_resumed(string provider, bool valid, string reason) => Assert.StartsWith(
        reason, ClusterEligibility.ReasonAgainst(s_cluster with { Paused = true, EncryptionAtRestProvider = provider }, Given.Encryption(valid: valid), []), StringComparison.Ordinal);

    /// <summary>Atlas disables it, and shows it as paused. It cannot be resumed.</summary>
    [Theory]
    [InlineData("multi-cloud (AWS, AZURE) under private networking", "AWS", "AZURE")]
    [InlineData("on AWS, not on Azure, under private networking", "AWS")]
    public void A_paused_cluster_in_the_wrong_cloud_shows_the_cloud_as_the_reason(string reason, params string[] providers)
    {
        var cluster = s_cluster with { Paused = true, Providers = providers };

        Assert.Equal(reason, Reason(cluster, true, "US_EAST_2"));
        Assert.Equal("paused; resume it first", Reason(cluster, false));
        Assert.Equal(2, ClusterEligibility.ReasonsAgainst(cluster, true, []).Count());
    }

    [Fact]
    public void Without_private_networking_neither_clouds_nor_endpoints_matter()
    {
        Assert.Null(Reason(s_cluster, false));
        Assert.Null(Reason(Given.MultiCloudCluster("wide"), false));
        Assert.Null(Reason(s_cluster with { Providers = ["GCP"], Regions = ["WESTERN_EUROPE"] }, false));
    }

    [Fact]
    public void Private_networking_excludes_multi_cloud_clusters() =>
        Assert.Equal("multi-cloud (AWS, AZURE) under private networking", Reason(Given.MultiCloudCluster("wide"), true, "US_EAST_2"));

    [Fact]
    public void Private_networking_excludes_other_clouds_even_where_a_region_has_the_same_name() =>
        Assert.Equal("on AWS, not on Azure, under private networking", Reason(s_cluster with { Providers = ["AWS"] }, true, "US_EAST_2"));

    /// <summary>Atlas answers these with 409: it is said before anything is sent.</summary>
    [Theory]
    [InlineData("AWS", "encrypted with a key in AWS")]
    [InlineData("GCP", "encrypted with a key in GCP")]
    [InlineData("OCI", "'OCI'")]
    [InlineData("", "does not say")]
    public void A_cluster_under_another_clouds_key_is_not_eligible(string provider, string reason) => Assert.All(
        [false, true], isPrivate => Assert.Contains(reason, Reason(s_cluster with { EncryptionAtRestProvider = provider }, isPrivate, "US_EAST_2"), StringComparison.Ordinal));

    [Theory]
    [InlineData("CREATING", "being created")]
    [InlineData("DELETING", "being deleted")]
    [InlineData("DELETED", "being deleted")]
    [InlineData("THINKING", "'THINKING'")]
    [InlineData("", "does not say")]
    public void A_cluster_in_creation_deletion_or_an_unknown_state_is_not_eligible(string state, string reason) =>
        Assert.Contains(reason, Reason(s_cluster with { StateName = state }, false), StringComparison.Ordinal);

    [Theory]
    [InlineData("IDLE")]
    [InlineData("UPDATING")]
    [InlineData("REPAIRING")]
    public void A_cluster_that_Atlas_works_on_is_eligible(string state) => Assert.Null(Reason(s_cluster with { StateName = state }, false));

    [Fact]
    public void A_cluster_whose_nodes_are_not_reported_is_not_eligible() => Assert.All(
        [s_cluster with { Providers = [], Regions = [] }, s_cluster with { Regions = [] }, s_cluster with { InstanceSize = "" }],
        cluster => Assert.Contains("all of its nodes", Reason(cluster, false), StringComparison.Ordinal));

    [Theory]
    [InlineData("M5", "M5; needs M10")]
    [InlineData("Z10", "'Z10'")]
    public void A_tier_that_is_too_small_or_unknown_is_not_eligible(string size, string reason) =>
        Assert.Contains(reason, Reason(s_cluster with { InstanceSize = size }, false), StringComparison.Ordinal);

    [Fact]
    public void A_cloud_that_is_not_known_is_not_eligible() =>
        Assert.Contains("'OCI'", Reason(s_cluster with { Providers = ["OCI"] }, false), StringComparison.Ordinal);

    [Fact]
    public void Private_networking_needs_an_endpoint_in_every_region()
    {
        var wide = s_cluster with { Regions = ["US_EAST_2", "US_CENTRAL", "EUROPE_WEST"] };

        Assert.Equal("no ACTIVE private endpoint in US_CENTRAL, EUROPE_WEST", Reason(wide, true, "us_east_2", "UK_SOUTH"));
        Assert.Null(Reason(wide, true, "EUROPE_WEST", "US_CENTRAL", "US_EAST_2"));
    }
}
