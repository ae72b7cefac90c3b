namespace AtlasCmk.Rules;

/// <summary>The projects that a freeze reaches, as a table of at most 80 columns for a question or a warning.</summary>
internal static class FreezeTable
{
    private const int ProjectWidth = 32;
    private const int ClusterWidth = 32;

    /// <summary>An organization has up to 250 projects. More lines than this scroll the question out of sight.</summary>
    private const int MostRows = 40;

    /// <param name="project">The name of the frozen project, or its ID.</param>
    /// <param name="impact">What the freeze reaches.</param>
    /// <param name="isWhole">Whether every project and every cluster is named, in lines of any length: for a warning, which stays in logs.</param>
    public static IReadOnlyList<string> Of(string project, KeyAccessImpact impact, bool isWhole = false)
    {
        var backups = impact.Backups.ToLookup(b => b.ProjectId);
        IReadOnlyList<AffectedProject> all = [.. impact.Sharing, .. impact.FallBacks];
        List<Row> rows =
        [
            new(project, impact.Running.Select(c => c.Name), backups[impact.ProjectId]),
            .. Distinct(project, impact.Sharing, all).Select(p => new Row(NameOf(p), p.Clusters, backups[p.ProjectId])),
            .. Distinct(project, impact.FallBacks, all).Select(p => new Row($"{NameOf(p)} (falls back)", p.Clusters, [])),
        ];
        var projects = Width("Project", rows.Select(r => r.Project), isWhole ? int.MaxValue : ProjectWidth);
        var clusters = Width("Clusters", rows.Select(r => r.Clusters), isWhole ? int.MaxValue : ClusterWidth);
        var most = isWhole ? int.MaxValue : MostRows;
        return
        [
            Line("Project", "Clusters", "Backups"),
            Line(new('-', 7), new('-', 8), new('-', 7)),
            .. rows.Take(most).Select(r => Line(r.Project, r.Clusters, r.Backups)),
            .. rows.Count > most ? (string[])[$"and {rows.Count - most} more projects"] : [],
        ];

        string Line(string one, string two, string three) => $"{Cut(one, projects).PadRight(projects)} {Cut(two, clusters).PadRight(clusters)} {three}".TrimEnd();
    }

    private static string NameOf(AffectedProject project) => project.Name ?? project.ProjectId;

    /// <summary>Names can repeat in another organization. Then the end of the ID tells the projects apart.</summary>
    private static IReadOnlyList<AffectedProject> Distinct(string own, IReadOnlyList<AffectedProject> projects, IReadOnlyList<AffectedProject> all)
    {
        var repeated = all.Select(NameOf).Append(own).GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. projects.Select(p => repeated.Contains(NameOf(p)) ? p with { Name = $"{p.Name} …{p.ProjectId[^6..]}" } : p).OrderBy(NameOf, StringComparer.OrdinalIgnoreCase)];
    }

    private static int Width(string header, IEnumerable<string> texts, int most) => Math.Min(most, texts.Append(header).Max(t => t.Length));

    private static string Cut(string text, int width) => text.Length <= width ? text : $"{text[..(width - 1)]}…";

    private sealed record Row
    {
        public Row(string project, IEnumerable<string> clusters, IEnumerable<KeyUsage> backups)
        {
            var names = clusters.ToList();
            Project = project;
            Clusters = names.Count == 0 ? "none running" : Named(names);
            Backups = KeyAccessImpact.Range(backups);
        }

        public string Project { get; }

        public string Clusters { get; }

        public string Backups { get; }

        private static string Named(List<string> names)
        {
            var all = string.Join(", ", names);
            return all.Length <= ClusterWidth || names.Count == 1 ? all : $"{names.Count}: {all}";
        }
    }
}
