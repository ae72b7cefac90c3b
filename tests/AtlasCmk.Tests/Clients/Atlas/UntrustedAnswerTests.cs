using AtlasCmk.Clients;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>Every answer of Atlas is held against what was asked: of another project, cluster or thing, nothing is believed.</summary>
public sealed class UntrustedAnswerTests
{
    private const string Project = AtlasApiSetup.ProjectId;
    private const string Other = "5a0000000000000000000001";
    private const string Endpoint = AtlasApiSetup.EndpointId;
    private const string Settings = """{"azureKeyVault":{"enabled":true}}""";

    private static readonly AtlasCluster s_replicaSet = new(Project, "orders", ClusterKind.Dedicated) { ClusterType = "REPLICASET" };
    private static readonly AtlasCluster s_sharded = new(Project, "orders", ClusterKind.Dedicated) { ClusterType = "SHARDED" };

    /// <summary>Each operation with answers about something else.</summary>
    private static readonly Dictionary<string, (Func<AtlasApi, Task> Call, string[] Answers)> s_operations = new()
    {
        [nameof(IAtlasApi.GetProjectAsync)] = (api => api.GetProjectAsync(Project, default), [Group(Other)]),
        [nameof(IAtlasApi.GetEncryptionAtRestAsync)] = (api => api.GetEncryptionAtRestAsync(Project, default), [With(Settings, "groupId", Other), With(Settings, $"/groups/{Other}/encryptionAtRest")]),
        [nameof(IAtlasApi.UpdateEncryptionAtRestAsync)] = (api => api.UpdateEncryptionAtRestAsync(Project, new(), default), [With(Settings, "groupId", Other)]),
        [nameof(IAtlasApi.ListPrivateEndpointsAsync)] = (api => api.ListPrivateEndpointsAsync(Project, default),
            [List(EndpointOf(Endpoint, "US_EAST_2", "AWS")),
                $$"""{"results":[],"links":[{"rel":"self","href":"https://cloud.mongodb.com/api/atlas/v2/groups/{{Other}}/encryptionAtRest/AZURE/privateEndpoints"}]}"""]),
        [nameof(IAtlasApi.GetPrivateEndpointAsync)] = (api => api.GetPrivateEndpointAsync(Project, Endpoint, default),
            [EndpointOf(Other, "US_EAST_2", "AZURE"), EndpointOf(Endpoint, "US_EAST_2", "AWS")]),
        [nameof(IAtlasApi.CreatePrivateEndpointAsync)] = (api => api.CreatePrivateEndpointAsync(Project, "US_EAST_2", default), [EndpointOf(Endpoint, "US_WEST_2", "AZURE")]),
        [nameof(IAtlasApi.ListClustersAsync)] = (api => api.ListClustersAsync(Project, default), [List($$"""{"name":"orders","groupId":"{{Other}}"}""")]),
        [nameof(IAtlasApi.ListFlexClustersAsync)] = (api => api.ListFlexClustersAsync(Project, default), [List($$"""{"name":"orders","groupId":"{{Other}}"}""")]),
        [nameof(IAtlasApi.ListServerlessInstancesAsync)] = (api => api.ListServerlessInstancesAsync(Project, default), [List($$"""{"name":"orders","groupId":"{{Other}}"}""")]),
        [nameof(IAtlasApi.FindClusterAsync)] = (api => api.FindClusterAsync(Project, "orders", default), ["""{"name":"ledger"}""", $$"""{"name":"orders","groupId":"{{Other}}"}"""]),
        [nameof(IAtlasApi.UpdateClusterEncryptionAsync)] = (api => api.UpdateClusterEncryptionAsync(Project, "orders", "AZURE", default),
            ["""{"name":"ledger"}""", $$"""{"name":"orders","groupId":"{{Other}}"}"""]),
        [nameof(IAtlasApi.ListDeletedClustersWithBackupsAsync)] = (api => api.ListDeletedClustersWithBackupsAsync(Project, default), [List($$"""{"name":"orders","groupId":"{{Other}}"}""")]),
        [nameof(IAtlasApi.ListSnapshotsAsync)] = (api => api.ListSnapshotsAsync(s_replicaSet, default), [List(Snapshot(Project, "ledger")), List(Snapshot(Other, "orders"))]),
        ["sharded"] = (api => api.ListSnapshotsAsync(s_sharded, default), [List(Snapshot(Project, "ledger")), List(Snapshot(Other, "orders"))]),
        [nameof(IAtlasApi.RequiresEncryptionByBackupPolicyAsync)] = (api => api.RequiresEncryptionByBackupPolicyAsync(Project, default),
            [$$"""{"encryptionAtRestEnabled":false,"projectId":"{{Other}}"}"""]),
        [nameof(IAtlasApi.GetSearchNodeEncryptionAsync)] = (api => api.GetSearchNodeEncryptionAsync(s_replicaSet, default),
            [$$"""{"id":"x","encryptionAtRestProvider":"NONE","groupId":"{{Other}}"}"""]),
        [nameof(IAtlasApi.ListEventsAsync)] = (api => api.ListEventsAsync(Project, ["X"], default, default),
            [List($$"""{"id":"1","eventTypeName":"X","created":"2024-03-01T10:20:30Z","groupId":"{{Other}}"}""")]),
        [nameof(IAtlasApi.ListServicePrincipalsAsync)] = (api => api.ListServicePrincipalsAsync(Project, default), [$$"""{"azureServicePrincipals":[],"groupId":"{{Other}}"}"""]),
        [nameof(IAtlasApi.CreateServicePrincipalAsync)] = (api => api.CreateServicePrincipalAsync(Project, new("tenant", "principal", "app"), default),
            ["""{"_id":"1","servicePrincipalId":"stranger","tenantId":"tenant"}""", """{"_id":"1","servicePrincipalId":"principal","tenantId":"elsewhere"}"""]),
        [nameof(IAtlasApi.AuthorizeServicePrincipalAsync)] = (api => api.AuthorizeServicePrincipalAsync(Project, "role-1", default), ["""{"_id":"role-2"}"""]),
    };

    /// <summary>Operations without an answer, about everything that the credentials see, or with the caller's own request.</summary>
    private static readonly string[] s_aboutNothing = [nameof(IAtlasApi.DeletePrivateEndpointAsync), nameof(IAtlasApi.ListProjectsAsync),
        nameof(IAtlasApi.ListFirstProjectsAsync), nameof(IAtlasApi.ListOrganizationsAsync), nameof(IAtlasApi.ListAllProjectsAsync), nameof(IAtlasApi.InvokeAsync)];

    public static TheoryData<string, string> Answers
    {
        get
        {
            var answers = new TheoryData<string, string>();
            s_operations.SelectMany(o => o.Value.Answers.Select(answer => (o.Key, answer))).ToList().ForEach(a => answers.Add(a.Key, a.answer));
            return answers;
        }
    }

    private static string Group(string id) => $$"""{"id":"{{id}}","name":"n","orgId":"o","created":"2024-03-01T10:20:30Z"}""";

    private static string EndpointOf(string id, string region, string cloud) => $$"""{"id":"{{id}}","regionName":"{{region}}","status":"ACTIVE","cloudProvider":"{{cloud}}"}""";

    private static string Snapshot(string project, string cluster) =>
        $$"""{"id":"s","links":[{"rel":"self","href":"https://cloud.mongodb.com/api/atlas/v2/groups/{{project}}/clusters/{{cluster}}/backup/snapshots/s"}]}""";

    private static string With(string json, string name, string value) => $$"""{{json[..^1]}},"{{name}}":"{{value}}"}""";

    private static string With(string json, string self) => $$"""{{json[..^1]}},"links":[{"rel":"self","href":"https://cloud.mongodb.com/api/atlas/v2{{self}}"}]}""";

    private static string List(string item) => $$"""{"results":[{{item}}]}""";

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_about_something_else_is_not_believed(string operation, string answer)
    {
        using var atlas = AtlasApiSetup.Answering(answer);

        var e = await Assert.ThrowsAsync<AtlasApiException>(() => s_operations[operation].Call(atlas.Api));

        Assert.Equal(("UntrustedAnswer", FailureKind.Protocol), (e.ErrorId, e.Kind));
        Assert.Contains("requested", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_operation_of_the_port_is_held_against_what_was_asked() =>
        Assert.Empty(typeof(IAtlasApi).GetMethods().Select(m => m.Name).Except(s_operations.Keys).Except(s_aboutNothing));
}
