using System.Globalization;
using AtlasCmk.Tests.Fakes;

namespace AtlasCmk.Tests.Keys.Histories;

/// <summary>Months in the life of keys, projects and backups: what happened, and who needs which version in truth.</summary>
internal sealed class KeyHistory
{
    private static readonly TimeSpan s_window = TimeSpan.FromDays(7);
    private readonly List<KeyVersion> _versions = [];
    private int _made;

    public KeyHistory(bool hasPointInTime)
    {
        HasPointInTime = hasPointInTime;
        AddVersion("atlas-cmk");
        AddVersion("other");
        Projects = [new(1, isVisible: true), new(2, isVisible: true), new(3, isVisible: false)];
        Projects.ForEach(p => p.Clusters.Add(NewCluster("orders")));
    }

    public bool HasPointInTime { get; }

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public List<HistoricProject> Projects { get; }

    /// <summary>The versions of the key that is asked about, oldest first.</summary>
    public IReadOnlyList<KeyVersion> Versions => [.. _versions.Where(v => v.Identifier.KeyName == "atlas-cmk")];

    public void Pass(TimeSpan time)
    {
        Mark();
        Now += time;
        Mark();
    }

    /// <summary>Something happens, some hours after what happened before.</summary>
    public void Happen(int number)
    {
        var dice = new Dice(number);
        var happening = dice.Of(10);
        var project = dice.One(Projects)!;
        var cluster = dice.One([.. project.Living]);
        Pass(TimeSpan.FromHours(dice.Of(60)));
        switch (happening)
        {
            case 0:
                AddVersion("atlas-cmk");
                break;
            case 1 or 2:
                Name(project, dice.Of(8) == 0 ? _versions[1] : dice.One(Versions)!);
                break;
            case 3 when project.Living.All(c => c.DataKey is null):
                project.Key = null;
                break;
            case 4 when cluster is { IsPaused: false, IsMoving: false }:
                cluster.DataKey = cluster.DataKey is null ? project.Key : null;
                break;
            case 5 when cluster is { IsMoving: false }:
                cluster.IsPaused = !cluster.IsPaused;
                cluster.IsMoving = !cluster.IsPaused && cluster.DataKey is not null && cluster.DataKey != project.Key;
                break;
            case 6:
                FinishMoves();
                break;
            case 7 when cluster is not null:
                cluster.IsDeleted = true;
                project.Clusters.Add(NewCluster(dice.Of(3) == 0 ? cluster.Name : $"cluster{++_made}"));
                break;
            default:
                Back(project, TimeSpan.FromDays(1 + dice.Of(60)), dice.Of(12) == 0 ? "failed" : dice.Of(12) == 0 ? "inProgress" : "completed");
                break;
        }

        Mark();
    }

    /// <summary>Everybody leaves the version: its projects name another, every cluster runs and has followed. At the very moment of the last step there are backups, still under the old one.</summary>
    public void Leave(string key, KeyVersion next)
    {
        foreach (var project in Projects.Where(p => p.Key == key))
        {
            Name(project, next);
        }

        foreach (var cluster in Projects.SelectMany(p => p.Living.Where(c => c.DataKey is not null && c.DataKey != p.Key)))
        {
            (cluster.IsPaused, cluster.IsMoving) = (false, true);
        }

        Pass(TimeSpan.FromHours(1));
        Projects.ForEach(p => Back(p, TimeSpan.FromDays(60)));
        FinishMoves();
        Projects.ForEach(p => p.Clusters.ForEach(c => c.IsPaused = false));
    }

    public void Back(HistoricProject project, TimeSpan retention, string status = "completed")
    {
        foreach (var cluster in project.Living.Where(c => !c.IsPaused))
        {
            cluster.Snapshots.Add(new($"{++_made:x24}", Now, Now + retention, cluster.DataKey, status));
        }
    }

    public KeyVersion AddVersion(string keyName)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"https://{Given.Vault.Name}.vault.azure.net/keys/{keyName}/{++_made:x32}");
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

    /// <summary>A restore to a time at which the data were under the version starts from a snapshot before that time.</summary>
    private bool NeedsForWindow(HistoricCluster cluster, string key) => cluster.HasPointInTime
        && cluster.LastUnder.TryGetValue(key, out var last) && last >= Now - s_window && Kept(cluster).Any(s => s.Created <= last);

    private void Name(HistoricProject project, KeyVersion version)
    {
        project.Key = version.Identifier.Text;
        foreach (var cluster in project.Living.Where(c => c.DataKey is not null && !c.IsPaused))
        {
            cluster.IsMoving = cluster.DataKey != project.Key;
        }
    }

    private void FinishMoves()
    {
        foreach (var (project, cluster) in Projects.SelectMany(p => p.Living.Where(c => c.IsMoving).Select(c => (p, c))))
        {
            (cluster.DataKey, cluster.IsMoving) = (project.Key, false);
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
