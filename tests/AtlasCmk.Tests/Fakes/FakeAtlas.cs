using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace AtlasCmk.Tests.Fakes;

/// <summary>Atlas, as far as one project sees it: what it lists changes with time, and what it does on a change is up to the test.</summary>
internal sealed class FakeAtlas : IAtlasApi
{
    private readonly ConcurrentQueue<string> _journal;

    public FakeAtlas(TimeProvider time, ConcurrentQueue<string> journal)
    {
        _journal = journal;
        Encryption = new(time, new(Given.ProjectId));
        Endpoints = new(time, []);
        Clusters = new(time, []);
        Snapshots = new(time, []);
        Events = new(time, []);
        OnCreate = region => Given.Endpoint(region, EndpointStatus.Initiating);
        OnDelete = id => Endpoints.Set([.. Endpoints.Now.Where(e => e.EndpointId != id)]);
        OnUpdateCluster = (name, provider) => Clusters.Now.Single(c => c.Name == name) with { EncryptionAtRestProvider = provider };
    }

    /// <summary>The gate that each request must pass before it is answered.</summary>
    public Func<Task> OnTheWay { get; set; } = () => Task.CompletedTask;

    /// <summary>Atlas's refusals, by request; for settings of other projects also by project ID.</summary>
    public Func<string, Exception?> Refuse { get; set; } = _ => null;

    public List<AtlasProject> Projects { get; } = [];

    /// <summary>Projects that Atlas counts and does not list.</summary>
    public int ProjectsNotListed { get; set; }

    public Timeline<EncryptionAtRest> Encryption { get; }

    /// <summary>Of projects that are not the test's own; those that are not here are like it.</summary>
    public Dictionary<string, EncryptionAtRest> EncryptionElsewhere { get; } = [];

    public Dictionary<string, IReadOnlyList<AtlasCluster>> ClustersElsewhere { get; } = [];

    public Timeline<IReadOnlyList<AkvPrivateEndpoint>> Endpoints { get; }

    public IReadOnlyList<AkvPrivateEndpoint> EndpointsElsewhere { get; set; } = [];

    public Timeline<IReadOnlyList<AtlasCluster>> Clusters { get; }

    /// <summary>Clusters that a list lacks by mistake.</summary>
    public List<AtlasCluster> ClustersNotListed { get; } = [];

    public IReadOnlyList<AtlasCluster> FlexClusters { get; set; } = [];

    public IReadOnlyList<AtlasCluster> ServerlessInstances { get; set; } = [];

    public IReadOnlyList<AtlasCluster> DeletedClusters { get; set; } = [];

    public bool HidesDeletedClusters { get; set; }

    public Timeline<IReadOnlyList<BackupSnapshot>> Snapshots { get; }

    public bool BackupPolicyRequiresEncryption { get; set; }

    public Dictionary<string, string> SearchNodeEncryption { get; } = [];

    public List<EncryptionAtRestChange> Changes { get; } = [];

    public Action<EncryptionAtRestChange> OnChange { get; set; } = _ => { };

    public List<AzureServicePrincipal> Principals { get; } = [];

    /// <summary>An action after Atlas registered a principal, for example a lost answer.</summary>
    public Action OnRegister { get; set; } = () => { };

    public Func<string, AkvPrivateEndpoint> OnCreate { get; set; }

    public Action<string> OnDelete { get; set; }

    public Func<string, string, AtlasCluster> OnUpdateCluster { get; set; }

    public Task<EncryptionAtRest> GetEncryptionAtRestAsync(string projectId, CancellationToken cancellation) =>
        Answer("GET encryptionAtRest", () => Refuse($"GET encryptionAtRest of {projectId}") is { } refusal ? throw refusal : EncryptionElsewhere.GetValueOrDefault(projectId) ?? Encryption.Now);

    public Task<EncryptionAtRest> UpdateEncryptionAtRestAsync(string projectId, EncryptionAtRestChange change, CancellationToken cancellation)
    {
        Changes.Add(change);
        return Answer("PATCH encryptionAtRest", () =>
        {
            OnChange(change);
            return Encryption.Now;
        });
    }

    public Task<IReadOnlyList<AkvPrivateEndpoint>> ListPrivateEndpointsAsync(string projectId, CancellationToken cancellation) =>
        Answer(projectId == Given.ProjectId ? "GET privateEndpoints" : $"GET privateEndpoints of {projectId}", () => projectId == Given.ProjectId ? Endpoints.Now : EndpointsElsewhere);

    public Task<AkvPrivateEndpoint> GetPrivateEndpointAsync(string projectId, string endpointId, CancellationToken cancellation) =>
        Answer($"GET privateEndpoints/{endpointId}", () => Endpoints.Now.FirstOrDefault(e => e.EndpointId == endpointId) ?? throw Given.Refusal("GET", 404, "RESOURCE_NOT_FOUND"));

    public Task<AkvPrivateEndpoint> CreatePrivateEndpointAsync(string projectId, string regionName, CancellationToken cancellation) =>
        Answer($"POST privateEndpoints {regionName}", () => OnCreate(regionName));

    public Task DeletePrivateEndpointAsync(string projectId, string endpointId, CancellationToken cancellation) =>
        Answer($"DELETE privateEndpoints/{endpointId}", () =>
        {
            OnDelete(endpointId);
            return endpointId;
        });

    public Task<IReadOnlyList<AtlasCluster>> ListClustersAsync(string projectId, CancellationToken cancellation) =>
        Answer("GET clusters", () => ClustersElsewhere.GetValueOrDefault(projectId) ?? Clusters.Now);

    public Task<AtlasCluster?> FindClusterAsync(string projectId, string clusterName, CancellationToken cancellation) =>
        Answer($"GET clusters/{clusterName}", () => Clusters.Now.Concat(ClustersNotListed).FirstOrDefault(c => c.Name == clusterName));

    public Task<IReadOnlyList<AtlasCluster>> ListFlexClustersAsync(string projectId, CancellationToken cancellation) =>
        Answer("GET flexClusters", () => FlexClusters);

    public Task<IReadOnlyList<AtlasCluster>> ListServerlessInstancesAsync(string projectId, CancellationToken cancellation) =>
        Answer("GET serverless", () => ServerlessInstances);

    public Task<AtlasCluster> UpdateClusterEncryptionAsync(string projectId, string clusterName, string encryptionAtRestProvider, CancellationToken cancellation) =>
        Answer($"PATCH clusters/{clusterName} {encryptionAtRestProvider}", () => OnUpdateCluster(clusterName, encryptionAtRestProvider));

    public Task<IReadOnlyList<AtlasCluster>> ListDeletedClustersWithBackupsAsync(string projectId, CancellationToken cancellation) =>
        Answer("GET clusters deleted", () => HidesDeletedClusters ? throw Given.Refusal("GET", 403, "ACCESS_FORBIDDEN") : DeletedClusters);

    public Task<IReadOnlyList<BackupSnapshot>> ListSnapshotsAsync(AtlasCluster cluster, CancellationToken cancellation) =>
        Answer<IReadOnlyList<BackupSnapshot>>($"GET clusters/{cluster.Name}/snapshots", () => [.. Snapshots.Now.Where(s => s.ClusterName == cluster.Name)]);

    public Task<bool> RequiresEncryptionByBackupPolicyAsync(string projectId, CancellationToken cancellation) =>
        Answer("GET backupCompliancePolicy", () => BackupPolicyRequiresEncryption);

    public Task<string?> GetSearchNodeEncryptionAsync(AtlasCluster cluster, CancellationToken cancellation) =>
        Answer($"GET clusters/{cluster.Name}/search", () => SearchNodeEncryption.GetValueOrDefault(cluster.Name));

    /// <summary>Atlas's answer; a list can contain more than requested.</summary>
    public Timeline<IReadOnlyList<ProjectEvent>> Events { get; }

    public Task<IReadOnlyList<ProjectEvent>> ListEventsAsync(string projectId, IReadOnlyList<string> typeNames, DateTimeOffset since, CancellationToken cancellation) =>
        Answer("GET events", () => Events.Now);

    public Task<IReadOnlyList<AzureServicePrincipal>> ListServicePrincipalsAsync(string projectId, CancellationToken cancellation) =>
        Answer<IReadOnlyList<AzureServicePrincipal>>("GET cloudProviderAccess", () => [.. Principals]);

    public Task<AzureServicePrincipal> CreateServicePrincipalAsync(string projectId, ServicePrincipalRequest request, CancellationToken cancellation) =>
        Answer("POST cloudProviderAccess", () =>
        {
            OnRegister();
            Principals.Add(Given.Principal(Principals.Count + 1, request));
            return Principals[^1];
        });

    public Task<AzureServicePrincipal> AuthorizeServicePrincipalAsync(string projectId, string roleId, CancellationToken cancellation) =>
        Answer($"PATCH cloudProviderAccess/{roleId}", () => Principals.Single(p => p.RoleId == roleId));

    public IAsyncEnumerable<object?> InvokeAsync(AtlasRequest request, CancellationToken cancellation) =>
        throw new NotSupportedException("No workflow sends a request by path.");

    public Task<AtlasProject> GetProjectAsync(string projectId, CancellationToken cancellation) =>
        Answer($"GET groups/{projectId}", () => Projects.FirstOrDefault(p => p.ProjectId == projectId) ?? throw Given.Refusal("GET", 404, "GROUP_NOT_FOUND"));

    public async IAsyncEnumerable<AtlasProject> ListProjectsAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var project in await Answer("GET groups", () => Projects))
        {
            yield return project;
        }
    }

    public List<(string Id, string Name)> Organizations { get; } = [];

    public Task<IReadOnlyList<(string Id, string Name)>> ListOrganizationsAsync(CancellationToken cancellation) =>
        Answer<IReadOnlyList<(string, string)>>("GET orgs", () => [.. Organizations]);

    public Task<ProjectList> ListFirstProjectsAsync(CancellationToken cancellation) => ListAllProjectsAsync(cancellation);

    public async Task<ProjectList> ListAllProjectsAsync(CancellationToken cancellation) => new(await Answer("GET groups", () => Projects), Projects.Count + ProjectsNotListed);

    private async Task<T> Answer<T>(string request, Func<T> answer)
    {
        _journal.Enqueue(request);
        await OnTheWay();
        return Refuse(request) is { } refusal ? throw refusal : answer();
    }
}
