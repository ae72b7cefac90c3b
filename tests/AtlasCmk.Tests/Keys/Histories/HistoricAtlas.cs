using System.Reflection;
using AtlasCmk.Tests.Fakes;

namespace AtlasCmk.Tests.Keys.Histories;

/// <summary>A history as Atlas and Azure tell it to one session: no more than their interfaces say.</summary>
/// <remarks>A dispatch proxy, because the property tests make one for each question. A substitute also records every call, which took half of their time.</remarks>
public class HistoricAtlas : DispatchProxy
{
    private KeyHistory? _history;
    private bool _namesKeys;

    private KeyHistory History => _history!;

    /// <param name="history">What happened.</param>
    /// <param name="namesKeys">Whether snapshots carry <c>masterKeyUUID</c>.</param>
    internal static IAtlasApi Of(KeyHistory history, bool namesKeys) => Of<IAtlasApi>(history, namesKeys);

    internal static IKeyVaultApi VaultOf(KeyHistory history) => Of<IKeyVaultApi>(history, namesKeys: false);

    private static T Of<T>(KeyHistory history, bool namesKeys)
        where T : class
    {
        var api = Create<T, HistoricAtlas>();
        var told = (HistoricAtlas)(object)api;
        (told._history, told._namesKeys) = (history, namesKeys);
        return api;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        nameof(IAtlasApi.ListAllProjectsAsync) => Task.FromResult(Projects()),
        nameof(IAtlasApi.GetEncryptionAtRestAsync) => Task.FromResult(Settings(Project(args![0]))),
        nameof(IAtlasApi.ListClustersAsync) => Clusters(Project(args![0]), c => !c.IsDeleted),
        nameof(IAtlasApi.ListDeletedClustersWithBackupsAsync) => Clusters(Project(args![0]), c => c.IsDeleted && History.Kept(c).Any()),
        nameof(IAtlasApi.ListSnapshotsAsync) => Task.FromResult(Snapshots((AtlasCluster)args![0]!)),
        nameof(IKeyVaultApi.ListKeyVersionsAsync) => Task.FromResult(History.Versions),
        var other => throw new NotSupportedException($"A history does not answer {other}."),
    };

    private HistoricProject Project(object? id) => History.Projects.Single(p => p.Id == (string?)id);

    private ProjectList Projects() => new(
        [.. History.Projects.Where(p => p.IsVisible).Select(p => new AtlasProject(p.Id, p.Id, p.Id, p.Living.Count(), History.Now))], History.Projects.Count(p => p.IsVisible));

    private static Task<IReadOnlyList<AtlasCluster>> Clusters(HistoricProject project, Func<HistoricCluster, bool> areListed) =>
        Task.FromResult<IReadOnlyList<AtlasCluster>>([.. project.Clusters.Where(areListed).Select(c => View(project, c))]);

    /// <summary>By name, as Atlas finds them: a living cluster hides deleted ones of the same name, and one of these another.</summary>
    private IReadOnlyList<BackupSnapshot> Snapshots(AtlasCluster asked)
    {
        var cluster = Project(asked.ProjectId).Clusters.Where(c => c.Name == asked.Name).OrderBy(c => c.IsDeleted).First(c => !c.IsDeleted || History.Kept(c).Any());
        return [.. cluster.Snapshots.Where(s => s.Expires > History.Now).Select(s => new BackupSnapshot(s.Id, cluster.Name)
        {
            Status = s.Status,
            CreatedAt = s.Created + History.AtlasIsAhead,
            ExpiresAt = s.Expires,
            MasterKeyUuid = _namesKeys && s.Key is { } key ? Guid.ParseExact(KeyIdentifierReading.Parse(key).Version!, "N").ToString() : null,
        })];
    }

    private static EncryptionAtRest Settings(HistoricProject project) => new(project.Id)
    {
        Enabled = project.Key is not null,
        Valid = project.Key is null ? null : true,
        KeyIdentifier = project.Named,
        KeyVaultName = KeyIdentifier.TryParse(project.Key)?.VaultName,
        ResourceGroupName = Given.Vault.ResourceGroupName,
        SubscriptionId = Given.Subscription,
        AzureEnvironment = "AZURE",
    };

    private static AtlasCluster View(HistoricProject project, HistoricCluster cluster) => Given.Cluster(cluster.Name) with
    {
        ProjectId = project.Id,
        EncryptionAtRestProvider = cluster.IsEncrypted ? "AZURE" : "NONE",
        StateName = cluster.IsMoving ? "UPDATING" : "IDLE",
        Paused = cluster.IsPaused,
        PointInTimeEnabled = cluster.HasPointInTime,
    };
}
