using System.Runtime.CompilerServices;
using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>The Atlas Administration API over <paramref name="http"/> (see <see cref="AtlasHttp"/>). The trace goes to <paramref name="log"/>.</summary>
internal sealed partial class AtlasApi(HttpMessageInvoker http, ConnectionOptions options, IOperationLog log) : IAtlasApi
{
    private readonly AtlasChannel _channel = new(http, options, log);

    public async Task<AtlasProject> GetProjectAsync(string projectId, CancellationToken cancellation)
    {
        var operation = AtlasOperations.GetGroup;
        var answer = await _channel.SendAsync(operation, operation.At(projectId), cancellation).ConfigureAwait(false);
        return answer.ReadAbout<GroupModel>("project", projectId, model => model.Id).ToProject();
    }

    public IAsyncEnumerable<AtlasProject> ListProjectsAsync(CancellationToken cancellation) =>
        ListAsync<GroupModel, AtlasProject>(AtlasOperations.ListGroups, AtlasOperations.ListGroups.At(), model => model.ToProject(), "", cancellation);

    public async Task<ProjectList> ListFirstProjectsAsync(CancellationToken cancellation)
    {
        var operation = AtlasOperations.ListGroups;
        var (models, total) = await _channel.FirstPageAsync<GroupModel>(operation, operation.At(), cancellation).ConfigureAwait(false);
        return new([.. models.Select(model => model.ToProject())], total);
    }

    public async Task<ProjectList> ListAllProjectsAsync(CancellationToken cancellation)
    {
        var total = 0L;
        var operation = AtlasOperations.ListGroups;
        var projects = await CollectAsync<GroupModel, AtlasProject>(operation, operation.At(), model => model.ToProject(), cancellation, isShort: (_, _, told) => total = told).ConfigureAwait(false);
        return new(projects, Math.Max(total, projects.Count));
    }

    public Task<IReadOnlyList<(string Id, string Name)>> ListOrganizationsAsync(CancellationToken cancellation) =>
        CollectAsync<OrganizationModel, (string, string)>(AtlasOperations.ListOrgs, AtlasOperations.ListOrgs.At(), model => (model.Id, model.Name), cancellation);

    public async Task<EncryptionAtRest> GetEncryptionAtRestAsync(string projectId, CancellationToken cancellation)
    {
        var operation = AtlasOperations.GetGroupEncryptionAtRest;
        var answer = await _channel.SendAsync(operation, operation.At(projectId), cancellation).ConfigureAwait(false);
        var model = answer.Read<EncryptionAtRestModel>();
        return model.Gap is { } field ? throw answer.Missing(field) : model.ToEncryptionAtRest(projectId);
    }

    public async Task<EncryptionAtRest> UpdateEncryptionAtRestAsync(string projectId, EncryptionAtRestChange change, CancellationToken cancellation)
    {
        var operation = AtlasOperations.UpdateGroupEncryptionAtRest;
        var answer = await _channel.SendAsync(operation, operation.At(projectId), "", EncryptionAtRestBody.From(change), cancellation).ConfigureAwait(false);
        return answer.Read<EncryptionAtRestModel>().ToEncryptionAtRest(projectId);
    }

    public Task<IReadOnlyList<AkvPrivateEndpoint>> ListPrivateEndpointsAsync(string projectId, CancellationToken cancellation) =>
        CollectAsync<PrivateEndpointModel, AkvPrivateEndpoint>(AtlasOperations.ListGroupEncryptionAtRestPrivateEndpoints, projectId, model => model.ToEndpoint(projectId), cancellation);

    public async Task<AkvPrivateEndpoint> GetPrivateEndpointAsync(string projectId, string endpointId, CancellationToken cancellation)
    {
        var operation = AtlasOperations.GetGroupEncryptionAtRestPrivateEndpoint;
        var answer = await _channel.SendAsync(operation, operation.At(projectId, endpointId), cancellation).ConfigureAwait(false);
        return answer.ReadAbout<PrivateEndpointModel>("private endpoint", endpointId, model => model.Id).ToEndpoint(projectId);
    }

    public async Task<AkvPrivateEndpoint> CreatePrivateEndpointAsync(string projectId, string regionName, CancellationToken cancellation)
    {
        var operation = AtlasOperations.CreateGroupEncryptionAtRestPrivateEndpoint;
        var answer = await _channel.SendAsync(operation, operation.At(projectId), "", new JObject { ["regionName"] = regionName }, cancellation).ConfigureAwait(false);
        return answer.ReadAbout<PrivateEndpointModel>("region", regionName, model => model.RegionName).ToEndpoint(projectId);
    }

    public Task DeletePrivateEndpointAsync(string projectId, string endpointId, CancellationToken cancellation)
    {
        var operation = AtlasOperations.RequestGroupEncryptionAtRestPrivateEndpointDeletion;
        return _channel.SendAsync(operation, operation.At(projectId, endpointId), cancellation);
    }

    public Task<IReadOnlyList<AtlasCluster>> ListClustersAsync(string projectId, CancellationToken cancellation) =>
        CollectAsync<ClusterModel, AtlasCluster>(AtlasOperations.ListGroupClusters, projectId, model => model.ToCluster(projectId), cancellation);

    public async Task<AtlasCluster?> FindClusterAsync(string projectId, string clusterName, CancellationToken cancellation)
    {
        var operation = AtlasOperations.GetGroupCluster;
        try
        {
            var answer = await _channel.SendAsync(operation, operation.At(projectId, clusterName), cancellation).ConfigureAwait(false);
            return answer.ReadAbout<ClusterModel>("cluster", clusterName, model => model.Name).ToCluster(projectId);
        }
        catch (AtlasApiException e) when (e is { StatusCode: 404, ErrorCode: "CLUSTER_NOT_FOUND" })
        {
            return null;
        }
    }

    public Task<IReadOnlyList<AtlasCluster>> ListFlexClustersAsync(string projectId, CancellationToken cancellation) =>
        CollectAsync<SingleRegionClusterModel, AtlasCluster>(AtlasOperations.ListGroupFlexClusters, projectId, model => model.ToCluster(projectId, ClusterKind.Flex, "FLEX"), cancellation);

    public async Task<IReadOnlyList<AtlasCluster>> ListServerlessInstancesAsync(string projectId, CancellationToken cancellation)
    {
        try
        {
            return await CollectAsync<SingleRegionClusterModel, AtlasCluster>(AtlasOperations.ListGroupServerlessInstances, projectId,
                model => model.ToCluster(projectId, ClusterKind.Serverless, "SERVERLESS"), cancellation).ConfigureAwait(false);
        }
        catch (AtlasApiException e) when (e.StatusCode is 404 or 410 && e.ErrorId != "UnreadableAnswer" && !AtlasRefusal.IsAboutTheProject(e.ErrorCode))
        {
            // No instances are left since 2026-01-15, and Atlas removes the operation in January 2027.
            return [];
        }
    }

    public async Task<AtlasCluster> UpdateClusterEncryptionAsync(string projectId, string clusterName, string encryptionAtRestProvider, CancellationToken cancellation)
    {
        var operation = AtlasOperations.UpdateGroupCluster;
        var body = new JObject { ["encryptionAtRestProvider"] = encryptionAtRestProvider };
        var answer = await _channel.SendAsync(operation, operation.At(projectId, clusterName), "", body, cancellation).ConfigureAwait(false);
        return answer.ReadAbout<ClusterModel>("cluster", clusterName, model => model.Name).ToCluster(projectId);
    }

    private Task<IReadOnlyList<TItem>> CollectAsync<TModel, TItem>(AtlasOperation operation, string projectId, Func<TModel, TItem> map, CancellationToken cancellation)
        where TModel : class => CollectAsync(operation, operation.At(projectId), map, cancellation);

    private async Task<IReadOnlyList<TItem>> CollectAsync<TModel, TItem>(
        AtlasOperation operation, AtlasCall call, Func<TModel, TItem> map, CancellationToken cancellation, string query = "", Action<AtlasAnswer, long, long>? isShort = null)
        where TModel : class
    {
        List<TItem> items = [];
        await foreach (var item in ListAsync(operation, call, map, query, cancellation, isShort).ConfigureAwait(false))
        {
            items.Add(item);
        }

        return items;
    }

    private async IAsyncEnumerable<TItem> ListAsync<TModel, TItem>(
        AtlasOperation operation, AtlasCall call, Func<TModel, TItem> map, string query, [EnumeratorCancellation] CancellationToken cancellation, Action<AtlasAnswer, long, long>? isShort = null)
        where TModel : class
    {
        await foreach (var model in _channel.ListAsync<TModel>(operation, call, query, cancellation, isShort: isShort).ConfigureAwait(false))
        {
            yield return map(model);
        }
    }
}
