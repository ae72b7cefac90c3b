namespace AtlasCmk;

/// <summary>Finds out what stops when Atlas cannot use a key any more. What cannot be read is told, beside all that can.</summary>
internal sealed class ReadKeyAccessImpact(ProjectWork? project, AzureWork azure)
{
    private readonly List<string> _unknown = [];
    private readonly HashSet<string> _read = [];

    public async Task<KeyAccessImpact> RunAsync(KeyAccessTarget target)
    {
        var impact = project is null ? KeyAccessImpact.NotAsked : await OfAtlasAsync(project, target).ConfigureAwait(false);
        var neighbours = Known(await new KeyNeighbours(azure).FindAsync(target).ConfigureAwait(false));
        var hidden = Known(await new HiddenAccess(azure).FindAsync(target).ConfigureAwait(false));
        return impact with { Others = [.. impact.Others, .. neighbours ?? []], Unknown = [.. impact.Unknown, .. _unknown.Distinct()], MayRemain = hidden ?? [] };
    }

    private async Task<KeyAccessImpact> OfAtlasAsync(ProjectWork of, KeyAccessTarget target)
    {
        var reading = new ReadKeyUsage(new([of.ProjectId]) { OfVaultOnly = true }, of.Atlas, () => of.KeyVault, of.Log, of.Time, of.Cancellation);
        var listing = Fact.ReadAsync(() => of.Atlas.ListClustersAsync(of.ProjectId, of.Cancellation));
        var settings = Known(await Fact.ReadAsync(reading.SettingsAsync).ConfigureAwait(false)) ?? [];
        var own = settings.FirstOrDefault(s => s.ProjectId == of.ProjectId)?.Settings;
        var sharing = settings.Where(s => s.ProjectId != of.ProjectId && SharedKey.IsShared(target, own, s.Settings)).ToList();
        var usages = await UsagesAsync(of, reading, target, sharing).ConfigureAwait(false);
        _unknown.AddRange(settings.Where(s => s.Unread is not null).Select(s => s.ProjectId is { } id ? $"project {id}: {s.Unread}" : s.Unread!));
        _unknown.AddRange(settings.Where(s => s.ProjectId != of.ProjectId && s.Settings is { Enabled: true, Key: null } other && other.Uses(target.Vault) is not false)
            .Select(s => $"which key project {s.ProjectId} uses: Atlas {(s.Settings!.KeyIdentifier is { } text ? $"names it '{text}'" : "does not name it")}"));

        // What is unread of a project's settings is among the usages of every version again.
        var known = settings.Where(s => s.Unread is not null).Select(s => s.ProjectId).ToHashSet();
        _unknown.AddRange(usages.Where(u => u.Kind == UsageKind.Unread && !known.Contains(u.ProjectId!)).Select(u => $"{(u.ClusterName is { } name ? $"cluster {name}" : "clusters and backups")} of project {u.ProjectId}: {u.Evidence}"));
        var notRead = settings.Where(s => s.Settings is not null && !_read.Contains(s.ProjectId!)).ToLookup(s => s.Settings!.Uses(target.Vault) is false, s => s.ProjectId!);
        _unknown.AddRange(notRead[false].Select(id => $"the {(id == of.ProjectId ? "" : "clusters and ")}backups of project {id}, which were not read"));

        var clusters = Known(await listing.ConfigureAwait(false));
        // One that is changing and not shown as encrypted may still be leaving the key.
        _unknown.AddRange((clusters ?? []).Where(c => c is { IsEncryptedWithAzure: false, Kind: ClusterKind.Dedicated } && c.StateName != "IDLE").Select(c => $"whether cluster {c.Name} ({c.StateName}) has left the key"));
        var perhaps = (clusters ?? []).Where(c => c is { IsEncryptedWithAzure: false, MayBeEncryptedWithAzure: true }).ToList();
        _unknown.AddRange(perhaps.Select(c => $"whether cluster {c.Name} uses the key (encryptionAtRestProvider '{c.EncryptionAtRestProvider}')"));
        _unknown.AddRange(usages.Where(u => u.Kind == UsageKind.Cluster && u.ProjectId == of.ProjectId && clusters?.All(c => c.Name != u.ClusterName) is true)
            .Select(u => $"whether cluster {u.ClusterName} runs, because only one of two lists had it"));
        return new()
        {
            ProjectId = of.ProjectId,
            Clusters = clusters?.Where(c => c.IsEncryptedWithAzure).ToList(),
            Perhaps = perhaps,
            NotRead = [.. notRead[true]],
            IsKeyInvalid = own?.Valid is false,
            Backups = [.. usages.Where(u => u.Kind is UsageKind.Snapshot or UsageKind.DeletedClusterSnapshot or UsageKind.PointInTime)],
            Others = [.. sharing.Select(s => SharedKey.Describe(target, s, usages)), .. SharedKey.Following(of.ProjectId, sharing, usages)],
        };
    }

    /// <summary>Who loses one version keeps the others; who loses his rights loses them all.</summary>
    private async Task<IReadOnlyList<KeyUsage>> UsagesAsync(ProjectWork of, ReadKeyUsage reading, KeyAccessTarget target, IEnumerable<ProjectSettings> sharing)
    {
        var versions = new List<KeyIdentifier>();
        if (target.Key is { FollowsLatest: false } used)
        {
            versions.Add(used);
        }

        if (target.Method != KeyAccessMethod.KeyVersion)
        {
            foreach (var name in sharing.Select(s => s.Settings!.Key).OfType<KeyIdentifier>().Append(target.Key!).Select(k => k.KeyName).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                versions.AddRange((Known(await Fact.ReadAsync(() => of.KeyVault.ListKeyVersionsAsync(target.Vault, name, of.Cancellation)).ConfigureAwait(false)) ?? []).Select(v => v.Identifier));
            }
        }

        var usages = new List<KeyUsage>();
        foreach (var version in versions.DistinctBy(v => v.Text, StringComparer.OrdinalIgnoreCase))
        {
            var report = Known(await Fact.ReadAsync(() => reading.RunAsync(version, null)).ConfigureAwait(false));
            usages.AddRange(report?.Usages ?? []);
            _read.UnionWith(report?.ProjectsRead ?? []);
        }

        // The same thing may need one version surely, and another one perhaps.
        return [.. usages.OrderBy(u => u.Sureness).DistinctBy(u => (u.ProjectId, u.Kind, u.ClusterName, u.SnapshotId))];
    }

    private T? Known<T>(Fact<T> fact)
    {
        if (!fact.IsKnown)
        {
            _unknown.Add(fact.Reason.TrimEnd('.'));
        }

        return fact.Value;
    }
}
