namespace AtlasCmk;

/// <summary>A project's key and clusters, seen at about the same time.</summary>
internal sealed record RotationLook(EncryptionAtRest Encryption, IReadOnlyList<AtlasCluster> Clusters)
{
    /// <summary>Two requests, whatever the number of clusters.</summary>
    public static async Task<RotationLook> TakeAsync(ProjectWork project, CancellationToken cancellation)
    {
        var encryption = project.Atlas.GetEncryptionAtRestAsync(project.ProjectId, cancellation);
        var clusters = project.Atlas.ListClustersAsync(project.ProjectId, cancellation);
        await Task.WhenAll(encryption, clusters).ConfigureAwait(false);
        return new(await encryption.ConfigureAwait(false), await clusters.ConfigureAwait(false));
    }
}
