namespace AtlasCmk;

/// <summary>Finds out what stops when Atlas cannot use a key any more: in the project, in others that share what is taken, and among the backups.</summary>
internal sealed class ReadKeyAccessImpact(ProjectWork project, AzureKeyAccess azure)
{
    private readonly ReadKeyUsage _usage = new([project.ProjectId], project.Atlas, () => project.KeyVault, project.Log, project.Time, project.Cancellation);

    public async Task<KeyAccessImpact> RunAsync(KeyAccessTarget target)
    {
        var impact = await Fact.ReadAsync(() => ReadAsync(target)).ConfigureAwait(false);
        return impact.Value ?? new() { Unknown = [impact.Reason] };
    }

    private async Task<KeyAccessImpact> ReadAsync(KeyAccessTarget target)
    {
        var listing = project.Atlas.ListClustersAsync(project.ProjectId, project.Cancellation);
        var settings = await _usage.SettingsAsync().ConfigureAwait(false);
        var sharing = settings.Where(s => s.ProjectId != project.ProjectId && Shares(target, settings.First(own => own.ProjectId == project.ProjectId).Settings, s.Settings)).ToList();
        var usages = await UsagesAsync(target, sharing).ConfigureAwait(false);
        return new()
        {
            Clusters = [.. (await listing.ConfigureAwait(false)).Where(c => c.IsEncryptedWithAzure)],
            Backups = [.. usages.Where(u => u.Kind is UsageKind.Snapshot or UsageKind.DeletedClusterSnapshot or UsageKind.PointInTime)],
            Others = [.. sharing.Select(s => Sharing(target, s, usages)), .. Following(sharing, usages), .. await BesideAtlasAsync(target).ConfigureAwait(false)],
            Unknown =
            [
                .. settings.Where(s => s.Unread is not null).Select(s => $"project {s.ProjectId}: {s.Unread}"),
                // What is unread of a project's settings is among the usages of every version again.
                .. usages.Where(u => u.Kind == UsageKind.Unread && u.ClusterName is not null).Select(u => $"cluster {u.ClusterName} of project {u.ProjectId}: {u.Evidence}"),
            ],
        };
    }

    /// <summary>Whether what is taken is what another project uses as well. Where Atlas does not tell its identity, it counts as the same.</summary>
    private static bool Shares(KeyAccessTarget target, EncryptionAtRest? own, EncryptionAtRest? other) => other is { Enabled: true }
        && (target.Method == KeyAccessMethod.KeyVersion
            ? target.Key!.IsSameVersion(other.KeyIdentifier)
            : target.Vault.Name.Equals(other.KeyVaultName, StringComparison.OrdinalIgnoreCase)
                && (own?.ClientId is not { } client || other.ClientId is not { } another || client.Equals(another, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Who loses one version keeps the others; who loses his rights loses them all.</summary>
    private async Task<IReadOnlyList<KeyUsage>> UsagesAsync(KeyAccessTarget target, IEnumerable<ProjectSettings> sharing)
    {
        var versions = new List<KeyIdentifier> { target.Key! };
        if (target.Method != KeyAccessMethod.KeyVersion)
        {
            var names = sharing.Select(s => KeyIdentifier.Parse(s.Settings!.KeyIdentifier!).KeyName).Append(target.Key!.KeyName).Distinct(StringComparer.OrdinalIgnoreCase);
            foreach (var name in names)
            {
                versions.AddRange((await project.KeyVault.ListKeyVersionsAsync(target.Vault, name, project.Cancellation).ConfigureAwait(false)).Select(v => v.Identifier));
            }
        }

        var usages = new List<KeyUsage>();
        foreach (var version in versions.DistinctBy(v => v.Text, StringComparer.OrdinalIgnoreCase))
        {
            usages.AddRange((await _usage.RunAsync(version, null).ConfigureAwait(false)).Usages);
        }

        // The same thing may need one version surely, and another one perhaps.
        return [.. usages.OrderBy(u => u.Sureness).DistinctBy(u => (u.ProjectId, u.Kind, u.ClusterName, u.SnapshotId))];
    }

    private static string Sharing(KeyAccessTarget target, ProjectSettings other, IEnumerable<KeyUsage> usages)
    {
        var clusters = usages.Where(u => u.Kind == UsageKind.Cluster && u.ProjectId == other.ProjectId).Select(u => u.ClusterName).ToList();
        return $"project {other.Name} ({other.ProjectId}), which uses {(target.Method == KeyAccessMethod.KeyVersion ? "the same version" : $"the same vault as the same identity: {other.Settings!.KeyIdentifier}")}"
            + (clusters.Count == 0 ? "" : $"; its clusters {string.Join(", ", clusters)} stop too");
    }

    /// <summary>Clusters of projects that name another version now may still be on their way.</summary>
    private IEnumerable<string> Following(IReadOnlyList<ProjectSettings> sharing, IEnumerable<KeyUsage> usages) =>
        from u in usages
        where u.Kind == UsageKind.Cluster && u.ProjectId != project.ProjectId && !sharing.Any(s => s.ProjectId == u.ProjectId)
        select $"perhaps cluster {u.ClusterName} of project {u.ProjectId}: {u.Evidence}";

    /// <summary>What Azure alone knows. That it cannot be read says nothing of what Atlas runs, so it is no reason to refuse.</summary>
    private async Task<IReadOnlyList<string>> BesideAtlasAsync(KeyAccessTarget target)
    {
        var seen = await Fact.ReadAsync(() => target.Method == KeyAccessMethod.KeyVersion ? OtherUsersAsync(target) : OtherKeysAsync(target)).ConfigureAwait(false);
        if (!seen.IsKnown)
        {
            project.Log.Warning($"Who else depends on {(target.Method == KeyAccessMethod.KeyVersion ? "the version" : "the identity's rights")} in the vault {target.Vault.Name} could not be read: {seen.Reason}");
        }

        return seen.Value ?? [];
    }

    private async Task<IReadOnlyList<string>> OtherUsersAsync(KeyAccessTarget target)
    {
        var caller = await Fact.ReadAsync(() => project.Entra.IdentifySessionAsync(project.Cancellation)).ConfigureAwait(false);
        var users = (await azure.ObjectsThatDecryptAsync(target.Vault).ConfigureAwait(false)).Where(o => o != caller.Value?.ObjectId).ToList();
        return users.Count > 1 ? [$"{users.Count} objects decrypt in the vault {target.Vault.Name} by its access policies, and only one of them is Atlas: {string.Join(", ", users)}"] : [];
    }

    private async Task<IReadOnlyList<string>> OtherKeysAsync(KeyAccessTarget target)
    {
        var names = (await project.Keys.ListKeysAsync(target.Vault, project.Cancellation).ConfigureAwait(false)).Where(k => !k.Equals(target.Key!.KeyName, StringComparison.OrdinalIgnoreCase)).ToList();
        return names.Count == 0 ? [] : [$"whatever Atlas uses the other keys of the vault {target.Vault.Name} for: {string.Join(", ", names)}"];
    }
}
