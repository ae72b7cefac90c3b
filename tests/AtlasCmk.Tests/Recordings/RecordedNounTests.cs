using System.Text.Json.Nodes;
using AtlasCmk.Clients;
using Xunit;

namespace AtlasCmk.Tests.Recordings;

/// <summary>The results of the client's typed operations for Atlas's recorded answers.</summary>
public sealed class RecordedNounTests
{
    private const string Reading = "2024-08-05";

    [RecordedFact]
    public async Task A_project_has_each_property_from_its_recorded_field()
    {
        List<(JsonNode, AtlasProject)> read = [];
        foreach (var one in RecordedAnswer.Of("getGroup", "2023-01-01"))
        {
            using var atlas = one.Serve();
            read.Add((one.Body!, await atlas.Api.GetProjectAsync(one.Group, default)));
        }

        foreach (var list in RecordedAnswer.Of("listGroups", "2023-01-01"))
        {
            using var atlas = list.Serve();
            var projects = await atlas.Api.ListAllProjectsAsync(default);
            read.AddRange(Pairs(list, projects.Projects));
        }

        Findings.AssertNone(NounMaps.Project.Faults(read));
    }

    [RecordedFact]
    public async Task A_cluster_has_each_property_from_its_recorded_field()
    {
        var read = await ClustersAsync();

        Findings.AssertNone(NounMaps.Cluster.Faults(read));
        Assert.Equal(["AWS", "AZURE"], read.SelectMany(r => r.Noun.Providers).Distinct().Order());
    }

    [RecordedFact]
    public async Task A_Flex_cluster_has_each_property_from_its_recorded_field()
    {
        List<(JsonNode, AtlasCluster)> read = [];
        foreach (var list in RecordedAnswer.Of("listGroupFlexClusters", "2024-11-13"))
        {
            using var atlas = list.Serve();
            read.AddRange(Pairs(list, await atlas.Api.ListFlexClustersAsync(list.Group, default)));
        }

        Findings.AssertNone(NounMaps.FlexCluster.Faults(read));
    }

    /// <summary>One that is only queued or in progress was recorded without a time.</summary>
    [RecordedFact]
    public async Task A_snapshot_has_each_property_from_its_recorded_field()
    {
        var lists = RecordedAnswer.Of("listGroupClusterBackupSnapshots", "2023-01-01").Concat(
            RecordedAnswer.Of("getGroupClusterBackupSnapshot", "2023-01-01").Concat(RecordedAnswer.Of("takeGroupClusterBackupSnapshots", "2023-01-01")).Select(Listed)).ToList();
        List<(JsonNode Recorded, BackupSnapshot Noun)> read = [];
        foreach (var list in lists)
        {
            using var atlas = list.Serve();
            read.AddRange(Pairs(list, await atlas.Api.ListSnapshotsAsync(new(list.Group, list.Cluster, ClusterKind.Dedicated), default)));
        }

        Findings.AssertNone(NounMaps.Snapshot.Faults(read));
        Assert.Equal(["completed", "inProgress", "queued"], read.Select(r => r.Noun.Status).Distinct().Order());
        Assert.Contains(read, r => r.Noun.CreatedAt is null);
    }

    [RecordedFact]
    public async Task An_event_has_each_property_from_its_recorded_field()
    {
        List<(JsonNode, ProjectEvent)> read = [];
        foreach (var list in RecordedAnswer.Of("listGroupEvents", "2023-01-01"))
        {
            using var atlas = list.Serve();
            read.AddRange(Pairs(list, await atlas.Api.ListEventsAsync(list.Group, [], DateTimeOffset.UnixEpoch, default)));
        }

        Assert.Equal(12, read.Count);
        Findings.AssertNone(NounMaps.Event.Faults(read));
    }

    [RecordedFact]
    public async Task Search_nodes_and_a_backup_policy_are_read_as_recorded()
    {
        List<string?> providers = [];
        foreach (var recorded in RecordedAnswer.Of("getGroupClusterSearchDeployment", "2025-03-12"))
        {
            using var atlas = recorded.Serve();
            providers.Add(await atlas.Api.GetSearchNodeEncryptionAsync(new(recorded.Group, recorded.Cluster, ClusterKind.Dedicated), default));
        }

        Assert.Equal([null, "NONE", "NONE"], providers.Order());

        var policy = RecordedAnswer.Of("getGroupBackupCompliancePolicy", "2023-10-01").Single();
        using var policies = policy.Serve();
        Assert.Equal((bool)policy.Body!["encryptionAtRestEnabled"]!, await policies.Api.RequiresEncryptionByBackupPolicyAsync(policy.Group, default));
    }

    /// <summary>Only roles of AWS were recorded: they are no service principals of Azure, neither in a list nor as an answer.</summary>
    [RecordedFact]
    public async Task A_recorded_AWS_role_does_not_count_as_an_Azure_role()
    {
        var list = RecordedAnswer.Of("listGroupCloudProviderAccess", "2023-01-01").Single();
        using var listing = list.Serve();
        Assert.Empty(await listing.Api.ListServicePrincipalsAsync(list.Group, default));

        var created = RecordedAnswer.Of("createGroupCloudProviderAccess", "2023-01-01").Single();
        using var creating = created.Serve();
        var request = new ServicePrincipalRequest("tenant", "principal", "application");
        Assert.Equal("UnreadableAnswer", (await Assert.ThrowsAsync<AtlasApiException>(() => creating.Api.CreateServicePrincipalAsync(created.Group, request, default))).ErrorId);
    }

    [RecordedFact]
    public async Task A_recorded_404_means_that_there_is_no_such_cluster()
    {
        foreach (var recorded in RecordedAnswer.All.Where(a => a is { OperationId: "getGroupCluster", Status: 404 }))
        {
            using var atlas = recorded.Serve();
            Assert.Null(await atlas.Api.FindClusterAsync(recorded.Group, recorded.Cluster, default));
        }
    }

    [RecordedFact]
    public async Task A_field_that_is_renamed_or_new_is_a_fault()
    {
        var (recorded, noun) = (await ClustersAsync())[0];
        var renamed = recorded.DeepClone();
        renamed["isPaused"] = renamed["paused"]!.DeepClone();
        renamed.AsObject().Remove("paused");

        Assert.Subset(NounMaps.Cluster.Faults([(renamed, noun)]).ToHashSet(),
            new HashSet<string>(["Paused is false, not null", "isPaused is neither held nor left out", "paused is held, but was never recorded"]));
    }

    private static async Task<List<(JsonNode Recorded, AtlasCluster Noun)>> ClustersAsync()
    {
        List<(JsonNode, AtlasCluster)> read = [];
        foreach (var one in RecordedAnswer.Of("getGroupCluster", Reading))
        {
            using var atlas = one.Serve();
            read.Add((one.Body!, (await atlas.Api.FindClusterAsync(one.Group, one.Cluster, default))!));
        }

        foreach (var list in RecordedAnswer.Of("listGroupClusters", Reading))
        {
            using var atlas = list.Serve();
            read.AddRange(Pairs(list, await atlas.Api.ListClustersAsync(list.Group, default)));
        }

        foreach (var changed in RecordedAnswer.Of("updateGroupCluster", "2024-10-23"))
        {
            using var atlas = changed.Serve();
            read.Add((changed.Body!, await atlas.Api.UpdateClusterEncryptionAsync(changed.Group, changed.Cluster, "NONE", default)));
        }

        return read;
    }

    private static RecordedAnswer Listed(RecordedAnswer one) => one with { Body = new JsonObject { ["results"] = new JsonArray(one.Body!.DeepClone()), ["totalCount"] = 1 } };

    private static IEnumerable<(JsonNode, T)> Pairs<T>(RecordedAnswer list, IReadOnlyList<T> nouns)
    {
        var items = list.Body!["results"]!.AsArray();
        Assert.Equal(items.Count, nouns.Count);
        return items.Zip(nouns, (item, noun) => (item!, noun));
    }
}
