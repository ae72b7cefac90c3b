using System.Collections.Concurrent;

namespace AtlasCmk;

/// <summary>Looks for everything that needs a key version, in every visible project that names its vault.</summary>
/// <remarks>
/// What cannot be read is reported as such: it never counts as not needing the version. Several versions share what is read.
/// A rotation may lead to any key of the vault, so a project that names another one may have used this one; the projects that
/// are included are read whatever they name now.
/// </remarks>
internal sealed class ReadKeyUsage(IReadOnlyCollection<string> included, IAtlasApi atlas, Func<IKeyVaultApi> keyVault, IOperationLog log, TimeProvider time, CancellationToken cancellation)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<(ProjectHoldings?, string?)>>> _holdings = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<KeyVersion>>>> _versions = new();
    private readonly ConcurrentDictionary<string, bool> _warned = new();
    private Task<IReadOnlyList<ProjectSettings>>? _settings;

    /// <param name="key">The version.</param>
    /// <param name="known">What the caller knows of how it was left.</param>
    public async Task<KeyUsageReport> RunAsync(KeyIdentifier key, KeyDeparture? known)
    {
        var departure = known ?? new();
        DateTimeOffset[] times = [.. departure.Rotations.Values.Append(departure.RotatedAt).OfType<DateTimeOffset>()];
        foreach (var future in times.Where(t => t > time.GetUtcNow()).Take(1))
        {
            throw Failures.RotatedInFuture(future);
        }

        var settings = await SettingsAsync().ConfigureAwait(false);
        var read = settings.Where(s => s.Settings is { } e && (included.Contains(e.ProjectId!) || MayHaveUsed(e, key))).Select(s => s.Settings!).ToList();
        var versions = await VersionsAsync(key, read).ConfigureAwait(false);
        CheckTimes(key, versions, times);
        SayWhoIsBelieved(key, departure, read);

        var rules = new KeyUsageRules(key, versions, departure, time.GetUtcNow());
        var usages = settings.Where(s => s.Unread is not null).Select(s => new KeyUsage(s.ProjectId, key, UsageKind.Unread, UsageCertainty.Unknown, s.Unread!)).ToList();
        foreach (var project in read)
        {
            usages.AddRange(await OfProjectAsync(rules, key, project).ConfigureAwait(false));
        }

        var projectsRead = read.Select(e => e.ProjectId!).ToList();
        return new(key, usages, projectsRead, [.. settings.Where(s => s.Settings is not null).Select(s => s.ProjectId).Except(projectsRead)]);
    }

    /// <summary>The settings of every visible project, and of those that are included, as they were when this was first asked.</summary>
    public Task<IReadOnlyList<ProjectSettings>> SettingsAsync()
    {
        lock (_holdings)
        {
            return _settings ??= ReadSettingsAsync();
        }
    }

    private async Task<IReadOnlyList<ProjectSettings>> ReadSettingsAsync()
    {
        var names = new Dictionary<string, string?>(included.Select(id => KeyValuePair.Create(id, (string?)null)));
        await foreach (var project in atlas.ListProjectsAsync(cancellation).ConfigureAwait(false))
        {
            names[project.ProjectId!] = project.Name;
        }

        return await Abreast.EachAsync(names, async project =>
        {
            var (settings, unread) = await TryAsync(() => atlas.GetEncryptionAtRestAsync(project.Key, cancellation)).ConfigureAwait(false);
            return new ProjectSettings(project.Key, project.Value, settings, unread);
        }).ConfigureAwait(false);
    }

    private static bool MayHaveUsed(EncryptionAtRest project, KeyIdentifier key) =>
        project is { Enabled: true, KeyIdentifier: var named } && (named is null || key.IsOfSameVault(named));

    /// <summary>One time is seldom true of several projects: each leaves a version when its own clusters have followed.</summary>
    private void SayWhoIsBelieved(KeyIdentifier key, KeyDeparture departure, IEnumerable<EncryptionAtRest> read)
    {
        var believed = read.Where(p => !KeyEra.IsCurrent(key, p) && departure.Rotations.Count == 0).Select(p => p.ProjectId!).ToList();
        if (departure.RotatedAt is { } at && believed.Count > 1 && _warned.TryAdd(string.Join(' ', believed), true))
        {
            log.Warning($"That all had left by {at:u} is believed of {believed.Count} projects: {string.Join(", ", believed)}. -RotatedAt has to be when the last of them had; pipe their rotations instead to have each judged by its own.");
        }
    }

    private Task<IReadOnlyList<KeyVersion>> VersionsAsync(KeyIdentifier key, IEnumerable<EncryptionAtRest> projects)
    {
        var vault = projects.Select(p => p.Vault).FirstOrDefault(v => v is not null && v.Cloud == key.Cloud && v.Name.Equals(key.VaultName, StringComparison.OrdinalIgnoreCase));
        return vault is null
            ? Task.FromResult<IReadOnlyList<KeyVersion>>([])
            : _versions.GetOrAdd($"{vault.ResourceId}/{key.KeyName}".ToUpperInvariant(), _ => new(() => ReadVersionsAsync(vault, key.KeyName))).Value;
    }

    /// <summary>Without Azure's word on when versions were made, fewer backups can be told to be too old, and none is taken for too young.</summary>
    private async Task<IReadOnlyList<KeyVersion>> ReadVersionsAsync(KeyVaultReference vault, string keyName)
    {
        var (versions, unread) = await TryAsync(() => keyVault().ListKeyVersionsAsync(vault, keyName, cancellation)).ConfigureAwait(false);
        if (versions is null or [])
        {
            log.Warning($"Azure does not tell when the versions of the key {keyName} were made, so backups cannot be told to be older than one: {unread ?? "it shows no such key"}");
        }

        return versions ?? [];
    }

    private static void CheckTimes(KeyIdentifier key, IReadOnlyList<KeyVersion> versions, DateTimeOffset[] times)
    {
        var version = versions.FirstOrDefault(v => v.Identifier.IsSameVersion(key.Text));
        if (versions.Count > 0 && version is null)
        {
            throw Failures.KeyVersionUnknown(key);
        }

        foreach (var early in times.Where(t => t < version?.Created).Take(1))
        {
            throw Failures.RotatedBeforeCreation(key, early, version!.Created!.Value);
        }
    }

    private async Task<IReadOnlyList<KeyUsage>> OfProjectAsync(KeyUsageRules rules, KeyIdentifier key, EncryptionAtRest project)
    {
        var id = project.ProjectId!;
        var (holdings, unread) = await _holdings.GetOrAdd(id, _ => new(() => TryAsync(() => HoldingsAsync(project)))).Value.ConfigureAwait(false);
        return holdings is null
            ? [.. rules.Of(new(project, [])), new KeyUsage(id, key, UsageKind.Unread, UsageCertainty.Unknown, unread!)]
            : [.. rules.Of(holdings)];
    }

    private async Task<ProjectHoldings> HoldingsAsync(EncryptionAtRest project)
    {
        log.Verbose($"Reading the clusters and backups of project {project.ProjectId}.");

        // In this order: a cluster that is deleted meanwhile is in both lists then, and not in neither.
        var living = Dedicated(await atlas.ListClustersAsync(project.ProjectId!, cancellation).ConfigureAwait(false));
        var gone = Dedicated(await atlas.ListDeletedClustersWithBackupsAsync(project.ProjectId!, cancellation).ConfigureAwait(false));
        var names = living.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var clusters = await Abreast.EachAsync(living, c => BackupsAsync(new(c, IsDeleted: false))).ConfigureAwait(false);
        foreach (var deleted in gone.GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase))
        {
            // Backups are asked for by the cluster's name, which a later cluster may have taken.
            clusters.Add(names.Contains(deleted.Key) || deleted.Skip(1).Any()
                ? new(deleted.First(), IsDeleted: true) { Unread = "it was deleted and its backups were kept, but another cluster has had its name, and Atlas lists backups by name" }
                : await BackupsAsync(new(deleted.First(), IsDeleted: true)).ConfigureAwait(false));
        }

        return new(project, clusters);
    }

    private static List<AtlasCluster> Dedicated(IEnumerable<AtlasCluster> clusters) => [.. clusters.Where(c => c.Kind == ClusterKind.Dedicated)];

    private async Task<ClusterHoldings> BackupsAsync(ClusterHoldings holdings)
    {
        var (snapshots, unread) = await TryAsync(() => atlas.ListSnapshotsAsync(holdings.Cluster, cancellation)).ConfigureAwait(false);
        return holdings with
        {
            Snapshots = snapshots ?? [],
            Unread = unread ?? (holdings.IsDeleted && snapshots is [] ? "Atlas lists it as deleted with backups that were kept, and yet none of them" : null),
        };
    }

    /// <summary>What cannot be read is a finding; what makes any further request pointless ends the command.</summary>
    private static async Task<(T? Value, string? Unread)> TryAsync<T>(Func<Task<T>> read)
        where T : class
    {
        try
        {
            return (await read().ConfigureAwait(false), null);
        }
        catch (AtlasCmkException e) when (e is AzureApiException || !e.EndsTheCommand)
        {
            return (null, $"it could not be read: {e.Message}");
        }
    }
}
