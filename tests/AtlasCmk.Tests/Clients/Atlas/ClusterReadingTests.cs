using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>Reading clusters from Atlas's answers.</summary>
public sealed class ClusterReadingTests
{
    private const string Project = AtlasApiSetup.ProjectId;

    [Fact]
    public async Task Takes_regions_and_providers_from_every_kind_of_node()
    {
        var cluster = await ReadAsync("""
            {"name":"global","stateName":"IDLE","paused":true,"encryptionAtRestProvider":"AZURE","replicationSpecs":[
              {"regionConfigs":[
                {"providerName":"AZURE","regionName":"US_EAST_2","electableSpecs":{"instanceSize":"M30","nodeCount":3},"readOnlySpecs":{"instanceSize":"M30","nodeCount":0}},
                {"providerName":"AZURE","regionName":"EUROPE_NORTH","electableSpecs":{"instanceSize":"M30","nodeCount":0},"analyticsSpecs":{"instanceSize":"R40","nodeCount":1}},
                {"providerName":"AWS","regionName":"EU_WEST_1","electableSpecs":{"instanceSize":"M200","nodeCount":0}}]},
              {"regionConfigs":[
                {"providerName":"AZURE","regionName":"US_EAST_2","electableSpecs":{"instanceSize":"M30","nodeCount":3}},
                {"providerName":"GCP","regionName":"CENTRAL_US","readOnlySpecs":{"instanceSize":"M10","nodeCount":2}}]}]}
            """);

        Assert.Equal(ClusterKind.Dedicated, cluster.Kind);
        Assert.Equal(["AZURE", "GCP"], cluster.Providers);
        Assert.Equal(["US_EAST_2", "EUROPE_NORTH", "CENTRAL_US"], cluster.Regions);
        Assert.Equal("R40", cluster.InstanceSize);
        Assert.True(cluster is { IsMultiCloud: true, Paused: true, StateName: "IDLE", IsEncryptedWithAzure: true });
    }

    [Theory]
    [InlineData("M10", "M80_NVME", "M80_NVME")]
    [InlineData("M200", "M60", "M200")]
    [InlineData("M9_UNKNOWN", "NOVELTY", "M9_UNKNOWN")]
    public async Task Takes_the_largest_size(string one, string other, string largest)
    {
        var cluster = await ReadAsync($$$"""{"name":"c","replicationSpecs":[{"regionConfigs":[{"providerName":"AZURE","regionName":"r","electableSpecs":{"instanceSize":"{{{one}}}","nodeCount":3}"""
            + $$$""","analyticsSpecs":{"instanceSize":"{{{other}}}","nodeCount":1}}]}]}""");

        Assert.Equal(largest, cluster.InstanceSize);
    }

    [Theory]
    [InlineData("""{"instanceSize":"M2","effectiveInstanceSize":"FLEX"}""", "FLEX")]
    [InlineData("""{"instanceSize":"M0"}""", "M0")]
    public async Task A_shared_tier_is_known_by_what_is_behind_it(string specs, string size)
    {
        var cluster = await ReadAsync($$$"""
            {"name":"free","stateName":"IDLE",
            "replicationSpecs":[{"regionConfigs":[{"providerName":"TENANT","backingProviderName":"AZURE","regionName":"US_EAST_2","electableSpecs":{{{specs}}}}]}]}
            """);

        Assert.Equal((ClusterKind.Shared, size), (cluster.Kind, cluster.InstanceSize));
        Assert.Equal(["AZURE"], cluster.Providers);
        Assert.Equal(["US_EAST_2"], cluster.Regions);
        Assert.Equal("", cluster.EncryptionAtRestProvider);
    }

    [Theory]
    [InlineData("""{"name":"c"}""")]
    [InlineData("""{"name":"c","replicationSpecs":[null,{},{"regionConfigs":[null,{}]}],"stateName":null,"paused":null,"encryptionAtRestProvider":""}""")]
    public async Task Properties_that_Atlas_omits_are_empty(string json)
    {
        var cluster = await ReadAsync(json);

        Assert.True(cluster is { Providers.Count: 0, Regions.Count: 0, InstanceSize: "", StateName: "", Paused: false, EncryptionAtRestProvider: "" });
    }

    [Fact]
    public async Task Flex_and_serverless_clusters_have_separate_lists_and_kinds()
    {
        using var flex = AtlasApiSetup.Answering("""
            {"results":[{"id":"1","name":"f","stateName":"IDLE",
            "providerSettings":{"providerName":"FLEX","backingProviderName":"AZURE","regionName":"US_EAST_2"}}]}
            """);
        using var serverless = AtlasApiSetup.Answering("""{"results":[{"id":"1","name":"s","stateName":"CREATING","providerSettings":null}]}""");

        var flexible = Assert.Single(await flex.Api.ListFlexClustersAsync(Project, default));
        var instance = Assert.Single(await serverless.Api.ListServerlessInstancesAsync(Project, default));

        Assert.Equal((ClusterKind.Flex, "FLEX", "f", "IDLE", "AZURE", "US_EAST_2"),
            (flexible.Kind, flexible.InstanceSize, flexible.Name, flexible.StateName, flexible.Providers.Single(), flexible.Regions.Single()));
        Assert.Equal((ClusterKind.Serverless, "SERVERLESS", "s", "CREATING", 0), (instance.Kind, instance.InstanceSize, instance.Name, instance.StateName, instance.Providers.Count));
        Assert.Equal("application/vnd.atlas.2024-11-13+json", flex.Call.Headers["Accept"]);
        Assert.Equal("application/vnd.atlas.2023-01-01+json", serverless.Call.Headers["Accept"]);
        Assert.StartsWith($"/api/atlas/v2/groups/{Project}/flexClusters?", flex.Call.PathAndQuery, StringComparison.Ordinal);
        Assert.StartsWith($"/api/atlas/v2/groups/{Project}/serverless?", serverless.Call.PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "RESOURCE_NOT_FOUND", false)]
    [InlineData(410, "VERSION_GONE", false)]
    [InlineData(404, "GROUP_NOT_FOUND", true)]
    [InlineData(403, "ACCESS_FORBIDDEN", true)]
    public async Task A_serverless_list_that_Atlas_has_removed_is_empty(int status, string code, bool fails)
    {
        using var atlas = AtlasApiSetup.Answering($$"""{"error":{{status}},"errorCode":"{{code}}"}""", status);

        var listing = atlas.Api.ListServerlessInstancesAsync(Project, default);

        if (fails)
        {
            await Assert.ThrowsAsync<AtlasApiException>(() => listing);
        }
        else
        {
            Assert.Empty(await listing);
        }
    }

    private static async Task<AtlasCluster> ReadAsync(string json)
    {
        using var atlas = AtlasApiSetup.Answering($$"""{"results":[{{json}}],"links":[]}""");
        var cluster = Assert.Single(await atlas.Api.ListClustersAsync(Project, default));
        Assert.Equal("application/vnd.atlas.2024-08-05+json", atlas.Call.Headers["Accept"]);
        Assert.Equal(Project, cluster.ProjectId);
        return cluster;
    }
}
