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
    public static IReadOnlyList<string> Of(string project, KeyAccessImpact impact)
    {
        var backups = impact.Backups.ToLookup(b => b.ProjectId);
        List<Row> rows =
        [
            new(project, impact.Running.Select(c => c.Name), backups[impact.ProjectId]),
            .. impact.Sharing.OrderBy(NameOf, StringComparer.OrdinalIgnoreCase).Select(p => new Row(NameOf(p), p.Clusters, backups[p.ProjectId])),
            .. impact.FallBacks.OrderBy(NameOf, StringComparer.OrdinalIgnoreCase).Select(p => new Row($"{NameOf(p)} (falls back)", p.Clusters, [])),
        ];
        var (projects, clusters) = (Width("Project", rows.Select(r => r.Project), ProjectWidth), Width("Clusters", rows.Select(r => r.Clusters), ClusterWidth));
        return
        [
            Line("Project", "Clusters", "Backups"),
            Line(new('-', 7), new('-', 8), new('-', 7)),
            .. rows.Take(MostRows).Select(r => Line(r.Project, r.Clusters, r.Backups)),
            .. rows.Count > MostRows ? (string[])[$"and {rows.Count - MostRows} more projects"] : [],
        ];

        string Line(string one, string two, string three) => $"{Cut(one, projects).PadRight(projects)} {Cut(two, clusters).PadRight(clusters)} {three}".TrimEnd();
    }

    // Names can repeat in another organization, so a project without a name shows its ID.
    private static string NameOf(AffectedProject project) => project.Name ?? project.ProjectId;

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
