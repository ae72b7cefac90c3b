using System.Globalization;
using AtlasCmk.Tests.Fakes;

namespace AtlasCmk.Tests.Keys.Histories;

/// <summary>Months in the life of keys, projects and backups: what happened, and who needs which version in truth.</summary>
internal sealed class KeyHistory
{
    private readonly List<KeyVersion> _versions = [];
    private int _made;

    /// <param name="hasPointInTime">Whether clusters have continuous backup.</param>
    /// <param name="hasUnrelated">Whether a visible project begins without the key, and may never use it.</param>
    public KeyHistory(bool hasPointInTime, bool hasUnrelated = false)
    {
        HasPointInTime = hasPointInTime;
        AddVersion("atlas-cmk");
        AddVersion("other");
        AddVersion("atlas-cmk", "kv-elsewhere");
        Projects = [new(1, isVisible: true), new(2, isVisible: true), new(3, isVisible: false), .. hasUnrelated ? [new HistoricProject(4, isVisible: true)] : Array.Empty<HistoricProject>()];
        Projects.ForEach(p => p.Clusters.Add(NewCluster("orders")));
    }

    /// <summary>How far a restore to a point in time reaches back.</summary>
    public static TimeSpan Window { get; } = TimeSpan.FromDays(7);

    public bool HasPointInTime { get; }

    /// <summary>Whether clusters take the names of deleted ones, so that their backups cannot be asked for any more.</summary>
    public bool ReusesNames { get; init; } = true;

    /// <summary>How much Atlas's clock is ahead of Azure's and of the caller's.</summary>
    public TimeSpan AtlasIsAhead { get; init; }

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public List<HistoricProject> Projects { get; }

    /// <summary>The versions of the key that is asked about, oldest first.</summary>
    public IReadOnlyList<KeyVersion> Versions => [.. _versions.Where(v => v.Identifier is { KeyName: "atlas-cmk", VaultName: "kv-atlas" })];

    public void Pass(TimeSpan time)
    {
        Mark();
        Now += time;
        Mark();
    }

    /// <summary>The first two projects are under the first version, and their clusters are encrypted with it.</summary>
    /// <param name="follows">Whether the projects name the key without a version.</param>
    public void Encrypt(bool follows = false)
    {
        foreach (var project in Projects.Take(2))
        {
            (project.Key, project.Follows) = (Versions[0].Identifier.Text, follows);
            project.Clusters.ForEach(c => (c.IsEncrypted, c.DataKey) = (true, project.Key));
        }

        Mark();
    }

    /// <summary>Something happens, some hours after what happened before.</summary>
    public void Happen(int number)
    {
        var dice = new Dice(number);
        var happening = dice.Of(29);
        var project = dice.One(Projects)!;
        var cluster = dice.One([.. project.Living]);
        Pass(TimeSpan.FromHours(dice.Of(60)));
        switch (happening)
        {
            case 0:
                AddVersion("atlas-cmk");
                break;
            case 1 or 2:
                Name(project, dice.Of(5) switch { 0 => _versions[1], 1 => _versions[2], _ => dice.One(Versions)! });
                break;
            case 20 or 21:
                TurnOff(project);
                break;
            case 22 or 26 when LatestEnabled is { } latest:
                Name(project, latest, follows: true);
                break;
            case 23:
                Toggle(dice.One(Versions)!);
                break;
            case 24:
                AddVersion("atlas-cmk");
                Follow();
                break;
            case 25:
                Follow();
                FinishMoves();
                break;
            case 27 when LatestEnabled is { } latest:
                // Atlas falls back to an older version by itself, and backups are made under that.
                Toggle(latest);
                Follow();
                FinishMoves();
                Projects.ForEach(p => Back(p, Retention(dice)));
                break;
            case 28:
                _versions.FindAll(v => v.Enabled is false).ForEach(Toggle);
                Follow();
                break;
            case 3 when project.Living.All(c => c is { DataKey: null, IsEncrypted: false }):
                (project.Key, project.Follows) = (null, false);
                break;
            case 4 when cluster is { IsPaused: false, IsMoving: false } && project.Key is not null:
                (cluster.IsEncrypted, cluster.IsMoving) = (!cluster.IsEncrypted, true);
                break;
            case 5 or 16 or 17 when cluster is { IsMoving: false }:
                cluster.IsPaused = !cluster.IsPaused;
                cluster.IsMoving = !cluster.IsPaused && cluster.IsEncrypted && cluster.DataKey != project.Key;
                break;
            case 6 or 7:
                FinishMoves();
                break;
            case 8 when cluster is not null:
                cluster.IsDeleted = true;
                project.Clusters.Add(NewCluster(dice.Of(3) == 0 && ReusesNames ? cluster.Name : $"cluster{++_made}"));
                break;
            case 9 or 10 or 11:
                Leave(dice.One(Versions)!.Identifier.Text, dice.Of(4) == 0 ? _versions[1] : dice.One(Versions)!, dice.Of(3) == 0 ? TimeSpan.FromDays(60) : null, resumes: dice.Of(2) == 0);
                break;
            case 12 or 13 or 14:
                Pass(TimeSpan.FromDays(dice.Of(700)));
                break;
            case 15 when project.Key is not null:
                // All within a moment: the clocks may not agree on which came first.
                Name(project, AddVersion("atlas-cmk"));
                FinishMoves();
                Back(project, Retention(dice));
                break;
            default:
                Back(project, Retention(dice), dice.Of(6) switch { 0 => "failed", 1 => "inProgress", _ => "completed" });
                break;
        }

        Mark();
    }

    /// <summary>From a day to two years; more often some weeks.</summary>
    private static TimeSpan Retention(Dice dice) => TimeSpan.FromDays(1 + (dice.Of(3) == 0 ? dice.Of(700) : dice.Of(30)));

    /// <summary>All projects leave the version: they name another, and every running cluster has followed.</summary>
    /// <param name="key">The version.</param>
    /// <param name="next">The other one.</param>
    /// <param name="retention">Of backups that are taken at the very moment of the last step, still under the old one; null for none.</param>
    /// <param name="resumes">Whether paused clusters are resumed for it.</param>
    /// <param name="follows">Whether the projects follow the latest version from then on, which is the other one.</param>
    public void Leave(string key, KeyVersion next, TimeSpan? retention = null, bool resumes = true, bool follows = false)
    {
        foreach (var project in Projects.Where(p => p.Key == key))
        {
            Name(project, next, follows);
        }

        foreach (var cluster in Projects.SelectMany(p => p.Living.Where(c => (resumes || !c.IsPaused) && c.DataKey != (c.IsEncrypted ? p.Key : null))))
        {
            (cluster.IsPaused, cluster.IsMoving) = (false, true);
        }

        Pass(TimeSpan.FromHours(1));
        if (retention is { } kept)
        {
            Projects.ForEach(p => Back(p, kept));
        }

        FinishMoves();
    }

    /// <summary>All projects leave their versions for new ones.</summary>
    /// <param name="retention">Of backups of the last moment under the former ones.</param>
    /// <param name="follows">Whether all follow the latest version from then on.</param>
    /// <returns>The version that is left to use.</returns>
    public string LeaveAll(TimeSpan retention, bool follows = false)
    {
        var last = AddVersion("atlas-cmk");
        foreach (var project in Projects)
        {
            project.Key ??= last.Identifier.Text;
            Leave(project.Key, last, retention, follows: follows);
        }

        return last.Identifier.Text;
    }

    public void Back(HistoricProject project, TimeSpan retention, string status = "completed")
    {
        foreach (var cluster in project.Living.Where(c => !c.IsPaused))
        {
            cluster.Snapshots.Add(new($"{++_made:x24}", Now, Now + retention, cluster.DataKey, status));
        }
    }

    public KeyVersion AddVersion(string keyName, string vault = "kv-atlas")
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"https://{vault}.vault.azure.net/keys/{keyName}/{++_made:x32}");
        _versions.Add(Given.KeyVersion(text, Now));
        return _versions[^1];
    }

    /// <summary>Whether anything in the whole world needs the version.</summary>
    public bool IsNeeded(string key) => Projects.Any(p => p.Key == key
        || p.Living.Any(c => c.DataKey == key || NeedsForWindow(c, key))
        || p.Clusters.SelectMany(Kept).Any(s => s.Key == key));

    /// <summary>The snapshots that could be restored now.</summary>
    public IEnumerable<HistoricSnapshot> Kept(HistoricCluster cluster) => cluster.Snapshots.Where(s => s.Expires > Now && s.Status != "failed");

    /// <summary>When the last of the projects, clusters included, had left the version; null where none has used it.</summary>
    public DateTimeOffset? LastUse(string key, IEnumerable<HistoricProject> projects)
    {
        var times = projects.SelectMany(p => p.Clusters.Select(c => c.LastUnder).Append(p.LastNamed)).Where(t => t.ContainsKey(key)).Select(t => t[key]).ToList();
        return times.Count == 0 ? null : times.Max();
    }

    public DateTimeOffset MadeAt(string key) => _versions.Single(v => v.Identifier.Text == key).Created!.Value;

    /// <summary>A restore to a time at which the data were under the version starts from a snapshot before that time.</summary>
    private bool NeedsForWindow(HistoricCluster cluster, string key) => cluster.HasPointInTime
        && cluster.LastUnder.TryGetValue(key, out var last) && last >= Now - Window && Kept(cluster).Any(s => s.Created <= last);

    /// <summary>Null where none is enabled: then Atlas finds nothing, and what is under a version stays under it.</summary>
    private KeyVersion? LatestEnabled => Versions.Where(v => v.Enabled is true).MaxBy(v => v.Created);

    /// <summary>Atlas finds the version that those projects follow which name none; when it does is not known.</summary>
    public void Follow()
    {
        foreach (var project in Projects.Where(p => p.Follows && LatestEnabled is not null))
        {
            Use(project, LatestEnabled!);
        }
    }

    /// <summary>A version is disabled or enabled, which is what decides where projects follow.</summary>
    private void Toggle(KeyVersion version) => _versions[_versions.IndexOf(version)] = version with { Enabled = !version.Enabled, Updated = Now };

    /// <summary>The project's clusters leave its key, and then the project does; a paused cluster keeps it there.</summary>
    public void TurnOff(HistoricProject project)
    {
        foreach (var cluster in project.Living.Where(c => !c.IsPaused))
        {
            (cluster.IsEncrypted, cluster.IsMoving) = (false, cluster.DataKey is not null);
        }

        FinishMoves();
        if (project.Living.All(c => c is { DataKey: null, IsEncrypted: false }))
        {
            (project.Key, project.Follows) = (null, false);
        }
    }

    private void Name(HistoricProject project, KeyVersion version, bool follows = false)
    {
        project.Follows = follows;
        Use(project, version);
    }

    private static void Use(HistoricProject project, KeyVersion version)
    {
        project.Key = version.Identifier.Text;
        foreach (var cluster in project.Living.Where(c => c is { IsEncrypted: true, IsPaused: false }))
        {
            cluster.IsMoving = cluster.DataKey != project.Key;
        }
    }

    private void FinishMoves()
    {
        foreach (var (project, cluster) in Projects.SelectMany(p => p.Living.Where(c => c.IsMoving).Select(c => (p, c))))
        {
            (cluster.DataKey, cluster.IsMoving) = (cluster.IsEncrypted ? project.Key : null, false);
        }
    }

    private void Mark()
    {
        foreach (var project in Projects)
        {
            _ = project.Key is { } named ? project.LastNamed[named] = Now : default;
            foreach (var cluster in project.Living.Where(c => c.DataKey is not null))
            {
                cluster.LastUnder[cluster.DataKey!] = Now;
            }
        }
    }

    private HistoricCluster NewCluster(string name) => new(name) { HasPointInTime = HasPointInTime };
}
