using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>Reads a project's key and clusters at about the same time.</summary>
internal static class RotationLooks
{
    /// <summary>Two requests, independent of the number of clusters.</summary>
    public static async Task<RotationLook> TakeAsync(ProjectContext project, CancellationToken cancellation)
    {
        var encryption = project.Atlas.GetEncryptionAtRestAsync(project.ProjectId, cancellation);
        var clusters = project.Atlas.ListClustersAsync(project.ProjectId, cancellation);
        await Task.WhenAll(encryption, clusters).ConfigureAwait(false);
        return new(await encryption.ConfigureAwait(false), await clusters.ConfigureAwait(false));
    }
}
