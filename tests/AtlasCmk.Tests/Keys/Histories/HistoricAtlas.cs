using AtlasCmk.Tests.Fakes;
using NSubstitute;

namespace AtlasCmk.Tests.Keys.Histories;

/// <summary>A history as Atlas and Azure tell it to one session: no more than their interfaces say.</summary>
internal static class HistoricAtlas
{
    /// <param name="history">What happened.</param>
    /// <param name="namesKeys">Whether snapshots carry <c>masterKeyUUID</c>.</param>
    public static IAtlasApi Of(KeyHistory history, bool namesKeys)
    {
        var atlas = Substitute.For<IAtlasApi>();
        atlas.ListAllProjectsAsync(default).ReturnsForAnyArgs(_ => new ProjectList(
            [.. history.Projects.Where(p => p.IsVisible).Select(p => new AtlasProject(p.Id, p.Id, p.Id, p.Living.Count(), history.Now))], history.Projects.Count(p => p.IsVisible)));
        atlas.GetEncryptionAtRestAsync(default!, default).ReturnsForAnyArgs(call => Settings(Project(call.ArgAt<string>(0))));
        atlas.ListClustersAsync(default!, default).ReturnsForAnyArgs(call =>
            (IReadOnlyList<AtlasCluster>)[.. Project(call.ArgAt<string>(0)).Living.Select(c => View(Project(call.ArgAt<string>(0)), c))]);
        atlas.ListDeletedClustersWithBackupsAsync(default!, default).ReturnsForAnyArgs(call =>
            (IReadOnlyList<AtlasCluster>)[.. Project(call.ArgAt<string>(0)).Clusters.Where(c => c.IsDeleted && history.Kept(c).Any()).Select(c => View(Project(call.ArgAt<string>(0)), c))]);
        atlas.ListSnapshotsAsync(default!, default).ReturnsForAnyArgs(call => Snapshots(call.ArgAt<AtlasCluster>(0)));
        return atlas;

        HistoricProject Project(string id) => history.Projects.Single(p => p.Id == id);

        // By name, as Atlas finds them: a living cluster hides deleted ones of the same name, and one of these another.
        IReadOnlyList<BackupSnapshot> Snapshots(AtlasCluster asked)
        {
            var cluster = Project(asked.ProjectId).Clusters.Where(c => c.Name == asked.Name).OrderBy(c => c.IsDeleted).First(c => !c.IsDeleted || history.Kept(c).Any());
            return [.. cluster.Snapshots.Where(s => s.Expires > history.Now).Select(s => new BackupSnapshot(s.Id, cluster.Name)
            {
                Status = s.Status,
                CreatedAt = s.Created + history.AtlasIsAhead,
                ExpiresAt = s.Expires,
                MasterKeyUuid = namesKeys && s.Key is { } key ? Guid.ParseExact(KeyIdentifier.Parse(key).Version!, "N").ToString() : null,
            })];
        }
    }

    public static IKeyVaultApi VaultOf(KeyHistory history)
    {
        var vault = Substitute.For<IKeyVaultApi>();
        vault.ListKeyVersionsAsync(default!, default!, default).ReturnsForAnyArgs(_ => history.Versions);
        return vault;
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
