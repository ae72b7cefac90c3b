using System.Collections.Concurrent;
using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows;

/// <summary>Finds everything that needs a key version, in every visible project.</summary>
/// <remarks>
/// What cannot be read is reported, and never counts as not needing the version. Several versions share what is read.
/// Atlas does not record former keys, so a project with another key, another vault or none can have backups that need
/// this version. So every project is read, unless the caller states that it never used the key.
/// </remarks>
internal sealed class ReadKeyUsage(UsageScope scope, SessionContext session)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<ProjectHoldings>>> _holdings = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<IReadOnlyList<KeyVersion>>>> _versions = new();
    private readonly ConcurrentDictionary<string, bool> _warned = new();
    private Task<IReadOnlyList<ProjectSettings>>? _settings;

    /// <summary>The version. For a key without a version, all that Azure lists.</summary>
    public async Task<IReadOnlyList<KeyIdentifier>> VersionsOfAsync(KeyIdentifier key)
    {
        if (!key.FollowsLatest)
        {
            return [key];
        }

        var settings = await SettingsAsync().ConfigureAwait(false);
        var projects = settings.Select(s => s.Settings).OfType<EncryptionAtRest>().ToList();
        var versions = await VersionsAsync(key, projects).ConfigureAwait(false);
        if (versions.Count == 0 && VaultOf(key, projects) is { } vault)
        {
            // The usage of one version works without the list, so a refusal is only a finding. Here it is an error.
            versions = await session.KeyVault.ListKeyVersionsAsync(vault, key.KeyName, session.Cancellation).ConfigureAwait(false);
        }

        return versions.Count > 0 ? [.. versions.Select(v => v.Identifier)] : throw KeyErrors.KeyUnknown(key.VaultName, key.KeyName);
    }

    /// <param name="key">The version.</param>
    /// <param name="left">What the caller knows about when it was left.</param>
    public async Task<KeyUsageReport> RunAsync(KeyIdentifier key, RotationHistory? left)
    {
        var history = left ?? new();
        DateTimeOffset[] times = [.. history.Rotations.Values.Append(history.RotatedAt).OfType<DateTimeOffset>()];
        foreach (var future in times.Where(t => t > session.Time.GetUtcNow()).Take(1))
        {
            throw RetirementErrors.RotatedInFuture(future);
        }

        var settings = await SettingsAsync().ConfigureAwait(false);
        var known = settings.Select(s => s.Settings).OfType<EncryptionAtRest>().ToList();
        var excluded = known.Where(e => scope.Excluded.Contains(e.ProjectId!)).ToList();
        if (excluded.Where(e => NamesVault(e, key) || scope.Included.Contains(e.ProjectId!) || history.Rotations.ContainsKey(e.ProjectId!)).ToList() is { Count: > 0 } users)
        {
            throw RetirementErrors.ProjectNotExcludable(key, users);
        }

        var read = known.Except(excluded).Where(e => !scope.OfVaultOnly || scope.Included.Contains(e.ProjectId!) || NamesVault(e, key)).ToList();
        var versions = await VersionsAsync(key, read).ConfigureAwait(false);
        CheckTimes(key, versions, times);

        var rules = new KeyUsageRules(key, versions, history, session.Time.GetUtcNow());
        var unread = settings.Where(s => s.Unread is not null)
            .Select(s => new KeyUsage(s.ProjectId, key, UsageKind.Unread, UsageCertainty.Unknown, s.ProjectId is null ? $"{s.Unread}: name it with -IncludeProjectId" : s.Unread!));
        var usages = await ConcurrentReads.SelectAsync(read, project => OfProjectAsync(rules, key, project)).ConfigureAwait(false);
        await SayWhichBelievedAsync(key, history, read).ConfigureAwait(false);
        List<string> followers = [.. read.Where(e => rules.ReferenceOf(e) == KeyReference.Latest).Select(e => e.ProjectId!)];
        return new(key, [.. unread, .. usages.SelectMany(u => u)], [.. read.Select(e => e.ProjectId!)], [.. excluded.Select(e => e.ProjectId!)])
        {
            ReadAt = session.Time.GetUtcNow(),
            FollowedBy = followers,
            Impact = followers.Count == 0 ? null : FollowerImpact.Of(ReadResult.Of(versions), [key], session.Time.GetUtcNow()),
            IsUsedHere = read.Exists(e => NamesVault(e, key) || scope.Included.Contains(e.ProjectId!)),
        };
    }

    /// <summary>What the backups of one project's clusters need: all versions of its key, each with the backups that need it or may need it.</summary>
    public async Task<IReadOnlyList<KeyUsage>> OfBackupsAsync(string projectId)
    {
        var settings = (await SettingsAsync().ConfigureAwait(false)).First(s => s.ProjectId == projectId);
        var key = settings.Settings is { } read
            ? KeyIdentifier.TryParse(read.Key?.WithoutVersion) ?? throw RetirementErrors.KeyMissing(read)
            : throw RetirementErrors.KeyMissing(settings.Unread);
        var reports = await ConcurrentReads.SelectAsync(await VersionsOfAsync(key).ConfigureAwait(false), version => RunAsync(version, null)).ConfigureAwait(false);
        return [.. reports.SelectMany(r => r.Usages)];
    }

    /// <summary>The settings of every visible and every included project, at the first read.</summary>
    public Task<IReadOnlyList<ProjectSettings>> SettingsAsync()
    {
        lock (_holdings)
        {
            return _settings ??= ReadSettingsAsync();
        }
    }

    private async Task<IReadOnlyList<ProjectSettings>> ReadSettingsAsync()
    {
        string[] named = [.. scope.Included.Union(scope.Excluded)];
        var list = new ProjectList([], 0);
        if (!scope.OfIncludedOnly)
        {
            list = await session.Atlas.ListAllProjectsAsync(session.Cancellation).ConfigureAwait(false);
            session.AtlasSession?.Names.LearnAll(list);
        }

        var listed = list.Projects.ToDictionary(p => p.ProjectId!);
        var all = await ConcurrentReads.SelectAsync(named.Union(listed.Keys), async id =>
        {
            var (settings, unread) = await TryAsync(() => session.Atlas.GetEncryptionAtRestAsync(id, session.Cancellation)).ConfigureAwait(false);
            return new ProjectSettings(id, listed.GetValueOrDefault(id), settings, unread);
        }).ConfigureAwait(false);
        return [.. all, .. list.Gap(named) is { } gap ? [new ProjectSettings(null, null, null, gap)] : Array.Empty<ProjectSettings>()];
    }

    /// <summary>Whether the settings have a key of the same vault, or could have one. A project that is not enabled can also have one.</summary>
    private static bool NamesVault(EncryptionAtRest project, KeyIdentifier key) => project.Key is { } named
        ? key.IsOfSameVault(named)
        : project.Enabled || key.VaultName.Equals(project.KeyVaultName, StringComparison.OrdinalIgnoreCase);

    /// <summary>One time is rarely right for several projects. Each leaves a version when its clusters have moved.</summary>
    private async Task SayWhichBelievedAsync(KeyIdentifier key, RotationHistory history, IEnumerable<EncryptionAtRest> read)
    {
        if (history is not { RotatedAt: { } at, Rotations.Count: 0 })
        {
            return;
        }

        var believed = new List<string>();
        foreach (var project in read.Where(p => !key.Equals(p.Key)))
        {
            var holdings = await HoldingsOfAsync(project).ConfigureAwait(false);
            believed.AddRange(holdings.Clusters.Count > 0 ? [project.ProjectId!] : Array.Empty<string>());
        }

        if (believed.Count > 1 && _warned.TryAdd(string.Join(' ', believed), true))
        {
            session.Log.Warning($"-RotatedAt {at:u} is taken as the time by which each of these {believed.Count} projects had left the version: "
                + $"{string.Join(", ", believed)}. If it is not right for all of them, pipe their rotations instead.");
        }
    }

    private static KeyVaultReference? VaultOf(KeyIdentifier key, IEnumerable<EncryptionAtRest> projects) => projects.Select(p => p.Vault).FirstOrDefault(v => v is not null && v.Holds(key));

    private Task<IReadOnlyList<KeyVersion>> VersionsAsync(KeyIdentifier key, IEnumerable<EncryptionAtRest> projects)
    {
        var vault = VaultOf(key, projects);
        return vault is null
            ? Task.FromResult<IReadOnlyList<KeyVersion>>([])
            : _versions.GetOrAdd($"{vault.ResourceId}/{key.KeyName}".ToUpperInvariant(), _ => new(() => ReadVersionsAsync(vault, key.KeyName))).Value;
    }

    /// <summary>Without the creation times of versions, fewer backups are known to be too old, and none counts as too young.</summary>
    private async Task<IReadOnlyList<KeyVersion>> ReadVersionsAsync(KeyVaultReference vault, string keyName)
    {
        var (versions, unread) = await TryAsync(() => session.KeyVault.ListKeyVersionsAsync(vault, keyName, session.Cancellation)).ConfigureAwait(false);
        if (versions is null or [])
        {
            session.Log.Warning($"It is unknown when the versions of the key {keyName} were created, so backups that are older than a version count too: {unread ?? "Azure lists no such key"}");
        }

        return versions ?? [];
    }

    private static void CheckTimes(KeyIdentifier key, IReadOnlyList<KeyVersion> versions, DateTimeOffset[] times)
    {
        var version = versions.FirstOrDefault(v => v.Identifier.Equals(key));
        if (versions.Count > 0 && version is null)
        {
            throw KeyErrors.KeyVersionUnknown(key);
        }

        foreach (var early in times.Where(t => t < version?.Created).Take(1))
        {
            throw RetirementErrors.RotatedBeforeCreation(key, early, version!.Created!.Value);
        }
    }

    private async Task<IReadOnlyList<KeyUsage>> OfProjectAsync(KeyUsageRules rules, KeyIdentifier key, EncryptionAtRest project)
    {
        var holdings = await HoldingsOfAsync(project).ConfigureAwait(false);
        return [.. rules.Of(holdings), .. holdings.Unread.Select(u => new KeyUsage(project.ProjectId, key, UsageKind.Unread, UsageCertainty.Unknown, u))];
    }

    private Task<ProjectHoldings> HoldingsOfAsync(EncryptionAtRest project) =>
        _holdings.GetOrAdd(project.ProjectId!, _ => new(() => HoldingsAsync(project))).Value;

    private async Task<ProjectHoldings> HoldingsAsync(EncryptionAtRest project)
    {
        session.Log.Verbose($"Reading the clusters and backups of project {project.ProjectId}.");

        // In this order, a cluster that is deleted in between is in both lists instead of neither.
        var (living, unreadLiving) = await TryAsync(() => session.Atlas.ListClustersAsync(project.ProjectId!, session.Cancellation)).ConfigureAwait(false);
        var (gone, unreadGone) = await TryAsync(() => session.Atlas.ListDeletedClustersWithBackupsAsync(project.ProjectId!, session.Cancellation)).ConfigureAwait(false);
        var gap = living is null ? null : await GapAsync(project.ProjectId!, living.Count).ConfigureAwait(false);
        var names = (living ?? []).Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var clusters = await ConcurrentReads.SelectAsync(Dedicated(living ?? []), c => BackupsAsync(new(c, IsDeleted: false))).ConfigureAwait(false);
        foreach (var deleted in Dedicated(gone ?? []).GroupBy(c => c.Name, StringComparer.OrdinalIgnoreCase))
        {
            // Backups are read by the cluster's name, which a newer cluster can have too.
            clusters.Add(names.Contains(deleted.Key) || deleted.Skip(1).Any()
                ? new(deleted.First(), IsDeleted: true) { Unread = "it was deleted and its backups were kept, but another cluster has had its name, and Atlas lists backups by name" }
                : await BackupsAsync(new(deleted.First(), IsDeleted: true)).ConfigureAwait(false));
        }

        return new(project, clusters) { Unread = [.. new[] { unreadLiving, unreadGone, gap }.OfType<string>().Distinct()] };
    }

    private async Task<string?> GapAsync(string projectId, int listed)
    {
        var told = (await SettingsAsync().ConfigureAwait(false)).FirstOrDefault(s => s.ProjectId == projectId)?.Listed?.ClusterCount;
        return await new UnlistedClusters(session.Project(projectId)).FindAsync(listed, told).ConfigureAwait(false);
    }

    private static List<AtlasCluster> Dedicated(IEnumerable<AtlasCluster> clusters) => [.. clusters.Where(c => c.Kind == ClusterKind.Dedicated)];

    private async Task<ClusterHoldings> BackupsAsync(ClusterHoldings holdings)
    {
        var (snapshots, unread) = await TryAsync(() => session.Atlas.ListSnapshotsAsync(holdings.Cluster, session.Cancellation)).ConfigureAwait(false);
        return holdings with
        {
            Snapshots = snapshots ?? [],
            Unread = unread ?? (holdings.IsDeleted && snapshots is [] ? "Atlas lists it as deleted with kept backups, but lists none of these backups" : null),
        };
    }

    /// <summary>A read failure is a finding. A failure that makes all further requests pointless ends the command.</summary>
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
