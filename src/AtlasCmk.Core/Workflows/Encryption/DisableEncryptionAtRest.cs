using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Encryption;

/// <summary>Disables a project's customer-managed key when nothing needs it any more. Keys of other providers do not change.</summary>
internal sealed class DisableEncryptionAtRest(ProjectContext project, IConfirmation confirmation)
{
    /// <returns>The project after the change. Null if the caller declined.</returns>
    public async Task<EncryptionAtRest?> RunAsync()
    {
        var current = await project.Atlas.GetEncryptionAtRestAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
        if (!current.Enabled)
        {
            project.Log.Verbose($"Project {project.ProjectId} has no customer-managed key in Azure Key Vault; nothing was sent.");
            return current;
        }

        WarnOfChanging(await RefuseWhileNeededAsync().ConfigureAwait(false));
        if (!await confirmation.ShouldProcessAsync($"project {project.ProjectId}",
            $"Turn customer-managed keys off (key {current.KeyIdentifier}) and forget the vault's settings").ConfigureAwait(false))
        {
            return null;
        }

        await RefuseWhileNeededAsync().ConfigureAwait(false);
        _ = await project.Atlas.UpdateEncryptionAtRestAsync(project.ProjectId, new() { Enabled = false }, project.Cancellation).ConfigureAwait(false);
        var after = await project.Atlas.GetEncryptionAtRestAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false);
        return after.Enabled ? throw EncryptionErrors.EncryptionNotDisabled(project.ProjectId, after.KeyIdentifier) : after;
    }

    /// <summary>A cluster that is changing may still be leaving the key, although Atlas no longer shows it as encrypted.</summary>
    private void WarnOfChanging(IEnumerable<AtlasCluster> clusters)
    {
        if (clusters.Where(c => c.Kind == ClusterKind.Dedicated && c.StateName != "IDLE").Select(c => $"{c.Name} ({c.StateName})").ToList() is { Count: > 0 } changing)
        {
            project.Log.Warning($"These clusters are changing, and may still be leaving the key: {string.Join(", ", changing)}. Wait until they are "
                + $"IDLE: {PowerShellCommand.Of($"Get-AtlasClusterEncryption -ProjectId {project.ProjectId}")}");
        }
    }

    /// <returns>The clusters. None of them uses the key or may use it.</returns>
    private async Task<IReadOnlyList<AtlasCluster>> RefuseWhileNeededAsync()
    {
        var endpoints = project.Atlas.ListPrivateEndpointsAsync(project.ProjectId, project.Cancellation);
        var clusters = project.Atlas.ListClustersAsync(project.ProjectId, project.Cancellation);
        await Task.WhenAll(endpoints, clusters).ConfigureAwait(false);
        var remaining = await endpoints.ConfigureAwait(false);
        var all = await clusters.ConfigureAwait(false);
        var encrypted = all.Where(c => c.MayBeEncryptedWithAzure).ToList();
        if (remaining.Count > 0 || encrypted.Count > 0)
        {
            throw encrypted.Count == 0 ? EncryptionErrors.EndpointsRemain(project.ProjectId, "Turning customer-managed keys off", remaining)
                : remaining.Count == 0 ? EncryptionErrors.EncryptedClustersRemain(project.ProjectId, encrypted)
                : EncryptionErrors.EndpointsAndClustersRemain(project.ProjectId, remaining, encrypted);
        }

        return all;
    }
}
