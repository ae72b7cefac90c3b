using AtlasCmk.Clients;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>Backups, deleted clusters, the backup policy, and search nodes: the requests and the results.</summary>
public sealed class AtlasBackupsTests
{
    private const string Project = AtlasApiSetup.ProjectId;
    private const string Living = """{"id":"1","name":"orders","clusterType":"SHARDED","backupEnabled":true,"pitEnabled":true}""";
    private const string Snapshot = """
        {"id":"s1","status":"inProgress","createdAt":"2026-03-01T10:20:30Z","expiresAt":"2026-04-01T10:20:30Z",
        "masterKeyUUID":"01234567-89ab-cdef-0123-456789abcdef","copyRegions":["US_WEST"],"invented":{}}
        """;

    private static AtlasCluster Cluster(string type = "REPLICASET") => new(Project, "orders", ClusterKind.Dedicated) { ClusterType = type };

    private static string Error(int status, string code) => $$"""{"error":{{status}},"errorCode":"{{code}}","detail":"Atlas's own words.","parameters":[]}""";

    private static void AssertSent(FakeTransport.Arrival call, string path, string version)
    {
        Assert.Equal($"/api/atlas/v2/groups/{Project}{path}", call.PathAndQuery);
        Assert.Equal($"application/vnd.atlas.{version}+json", call.Headers["Accept"]);
    }

    [Fact]
    public async Task A_deleted_cluster_is_one_that_only_the_longer_list_has_whatever_its_name()
    {
        using var atlas = new AtlasApiSetup(arrival => FakeTransport.Json(200, arrival.PathAndQuery.EndsWith("&includeDeletedWithRetainedBackups=true", StringComparison.Ordinal)
            ? $$"""{"results":[{{Living}},{"id":"2","name":"orders"},{"id":"3","name":"old","clusterType":"GEOSHARDED"}]}"""
            : $$"""{"results":[{{Living}}]}"""));

        var deleted = await atlas.Api.ListDeletedClustersWithBackupsAsync(Project, default);

        Assert.Equal([("orders", "REPLICASET"), ("old", "GEOSHARDED")], deleted.Select(c => (c.Name, c.ClusterType)));
        Assert.Equal(2, atlas.Calls.Count);
        Assert.All(atlas.Calls, c => Assert.StartsWith($"/api/atlas/v2/groups/{Project}/clusters?pageNum=1", c.PathAndQuery, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cluster_has_its_type_and_its_backup_settings()
    {
        using var atlas = AtlasApiSetup.Answering($$"""{"results":[{{Living}},{"name":"plain"}]}""");
        var clusters = await atlas.Api.ListClustersAsync(Project, default);
        Assert.True(clusters[0] is { ClusterType: "SHARDED", BackupEnabled: true, PointInTimeEnabled: true });
        Assert.True(clusters[1] is { ClusterType: "REPLICASET", BackupEnabled: false, PointInTimeEnabled: false });
    }

    [Fact]
    public async Task The_snapshots_of_a_replica_set_come_from_all_pages()
    {
        using var atlas = new AtlasApiSetup(arrival => FakeTransport.Json(200, arrival.PathAndQuery.Contains("pageNum=1&", StringComparison.Ordinal)
            ? $$"""{"results":[{{Snapshot}}],"links":[{"rel":"next","href":"x"}]}"""
            : """{"results":[{"id":"s2"}],"links":[{"rel":"self"}]}"""));

        var snapshots = await atlas.Api.ListSnapshotsAsync(Cluster(), default);

        AssertSent(atlas.Calls[0], "/clusters/orders/backup/snapshots?pageNum=1&itemsPerPage=500&includeCount=true", "2023-01-01");
        Assert.True(snapshots[0] is { Id: "s1", ClusterName: "orders", Status: "inProgress", MasterKeyUuid: "01234567-89ab-cdef-0123-456789abcdef", CopyRegions: ["US_WEST"] });
        Assert.Equal((new DateTimeOffset(2026, 3, 1, 10, 20, 30, TimeSpan.Zero), new DateTimeOffset(2026, 4, 1, 10, 20, 30, TimeSpan.Zero)), (snapshots[0].CreatedAt, snapshots[0].ExpiresAt));
        Assert.True(snapshots[1] is { Id: "s2", Status: "", CreatedAt: null, ExpiresAt: null, MasterKeyUuid: null, CopyRegions.Count: 0 });
    }

    [Theory]
    [InlineData("SHARDED")]
    [InlineData("GEOSHARDED")]
    public async Task A_sharded_cluster_has_a_separate_list_without_pages(string type)
    {
        using var atlas = AtlasApiSetup.Answering($$"""{"results":[{{Snapshot}}],"totalCount":1,"links":[{"rel":"self"}]}""");
        Assert.Equal("s1", Assert.Single(await atlas.Api.ListSnapshotsAsync(Cluster(type), default)).Id);
        AssertSent(atlas.Call, "/clusters/orders/backup/snapshots/shardedClusters", "2023-01-01");
    }

    [Theory]
    [InlineData("\"totalCount\":2")]
    [InlineData("\"links\":[{\"rel\":\"next\"}]")]
    public async Task A_list_without_pages_that_is_cut_short_does_not_pass_for_the_whole(string sign)
    {
        using var atlas = AtlasApiSetup.Answering($$"""{"results":[{{Snapshot}}],{{sign}}}""");
        var e = await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.ListSnapshotsAsync(Cluster("SHARDED"), default));
        Assert.Contains("it lists only 1 of the snapshots", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BACKUP_CONFIG_NOT_FOUND")]
    [InlineData("BACKUP_JOB_NOT_FOUND")]
    public async Task Without_backups_the_list_of_snapshots_is_empty(string code)
    {
        using var atlas = AtlasApiSetup.Answering(Error(404, code), 404);
        Assert.Empty(await atlas.Api.ListSnapshotsAsync(Cluster(), default));
    }

    /// <summary>A cluster with backups, or a deleted one that Atlas lists for those that it keeps.</summary>
    [Theory]
    [InlineData("BACKUP_CONFIG_NOT_FOUND")]
    [InlineData("BACKUP_JOB_NOT_FOUND")]
    public async Task With_backups_on_the_same_answer_is_an_error(string code)
    {
        using var atlas = AtlasApiSetup.Answering(Error(404, code), 404);
        Assert.Equal(code, (await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.ListSnapshotsAsync(Cluster() with { BackupEnabled = true }, default))).ErrorCode);
    }

    [Fact]
    public async Task A_cluster_that_is_not_there_is_no_cluster_without_backups()
    {
        using var atlas = AtlasApiSetup.Answering(Error(404, "CLUSTER_NOT_FOUND"), 404);
        Assert.Equal("CLUSTER_NOT_FOUND", (await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.ListSnapshotsAsync(Cluster(), default))).ErrorCode);
    }

    [Theory]
    [InlineData(200, """{"state":"ACTIVE","encryptionAtRestEnabled":true}""", true)]
    [InlineData(200, """{"state":"ACTIVE","encryptionAtRestEnabled":false}""", false)]
    [InlineData(200, "{}", false)]
    [InlineData(404, """{"error":404,"errorCode":"RESOURCE_NOT_FOUND","parameters":[]}""", false)]
    public async Task A_backup_policy_requires_encryption_or_not_or_is_not_there(int status, string body, bool requires)
    {
        using var atlas = AtlasApiSetup.Answering(body, status);
        Assert.Equal(requires, await atlas.Api.RequiresEncryptionByBackupPolicyAsync(Project, default));
        AssertSent(atlas.Call, "/backupCompliancePolicy", "2023-10-01");
    }

    /// <summary>A gateway's page is no word of Atlas's.</summary>
    [Theory]
    [InlineData("""{"error":404,"errorCode":"GROUP_NOT_FOUND","parameters":[]}""")]
    [InlineData("<html>Not found</html>")]
    public async Task A_project_that_cannot_be_read_is_not_a_project_without_a_policy(string body)
    {
        using var atlas = AtlasApiSetup.Answering(body, 404);
        await Assert.ThrowsAsync<AtlasApiException>(() => atlas.Api.RequiresEncryptionByBackupPolicyAsync(Project, default));
    }

    [Theory]
    [InlineData(200, """{"id":"d","encryptionAtRestProvider":"AZURE"}""", "AZURE")]
    [InlineData(200, """{"id":"d","encryptionAtRestProvider":null}""", "NONE")]
    [InlineData(200, "{}", null)]
    [InlineData(400, """{"error":400,"errorCode":"ATLAS_SEARCH_DEPLOYMENT_DOES_NOT_EXIST","parameters":[]}""", null)]
    public async Task Search_nodes_say_whose_key_they_have(int status, string body, string? provider)
    {
        using var atlas = AtlasApiSetup.Answering(body, status);
        Assert.Equal(provider, await atlas.Api.GetSearchNodeEncryptionAsync(Cluster(), default));
        AssertSent(atlas.Call, "/clusters/orders/search/deployment", "2025-03-12");
    }
}
