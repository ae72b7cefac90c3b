namespace AtlasCmk.Rules;

/// <summary>What stops when Atlas can no longer use a key.</summary>
internal sealed record KeyAccessImpact
{
    private const int MostNamed = 10;

    /// <summary>The project. Null if the command works without Atlas.</summary>
    public string? ProjectId { get; init; }

    /// <summary>The project's clusters that use the key, including paused ones. Null if unknown.</summary>
    public IReadOnlyList<AtlasCluster>? Clusters { get; init; }

    /// <summary>The project's clusters that may use the key. Unknown lists them.</summary>
    public IReadOnlyList<AtlasCluster> Perhaps { get; init; } = [];

    /// <summary>Whether Atlas cannot use the key now. Clusters may be paused for this reason.</summary>
    public bool IsKeyInvalid { get; init; }

    /// <summary>Backups of all projects that cannot be restored until a thaw.</summary>
    public IReadOnlyList<KeyUsage> Backups { get; init; } = [];

    /// <summary>Other projects that stop too.</summary>
    public IReadOnlyList<AffectedProject> Sharing { get; init; } = [];

    /// <summary>What else uses the removed rights, as text.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Projects that follow the latest version of the key and fall back to an older one.</summary>
    public IReadOnlyList<AffectedProject> FallBacks { get; init; } = [];

    /// <summary>What could end the freeze without a thaw, as text, or null.</summary>
    public string? MayEnd { get; init; }

    /// <summary>Why more than this may stop. Empty if all is known.</summary>
    public IReadOnlyList<string> Unknown { get; init; } = [];

    /// <summary>Possible groups of Atlas's identity that keep access to the key.</summary>
    public IReadOnlyList<KeyUser> MayRemain { get; init; } = [];

    /// <summary>Visible projects that do not use the vault now and were not read. Their clusters and backups may still need the key.</summary>
    public IReadOnlyList<string> NotRead { get; init; } = [];

    public bool IsAtlasAsked { get; private init; } = true;

    public static KeyAccessImpact NotAsked { get; } = new() { IsAtlasAsked = false, Unknown = ["Atlas was not asked"] };

    public IEnumerable<AtlasCluster> Running => (Clusters ?? []).Where(c => !c.Paused);

    /// <summary>The names of the running clusters, which a thaw waits for. Null if it is unknown which clusters run with a valid key.</summary>
    public IReadOnlyList<string>? RunningNames => Clusters is null || StoppedAlready.Concat(Perhaps.Where(c => IsKeyInvalid && c.Paused)).Any() ? null
        : [.. Running.Concat(Perhaps.Where(c => !c.Paused)).Select(c => c.Name)];

    /// <summary>How many projects stop or change their key version, with this one.</summary>
    public int ProjectCount => 1 + Sharing.Count + FallBacks.Count;

    /// <summary>Whether anything but the project is affected.</summary>
    public bool ReachesOthers => ProjectCount > 1 || Others.Count > 0;

    /// <summary>Whether so many projects are affected that a table shows them.</summary>
    public bool IsOfMany => ProjectCount > 2;

    /// <summary>The effects on others, as sentences, or null. If a table shows the projects, only what is not in the table.</summary>
    public string? Elsewhere => string.Join(" ",
    [
        .. Sentence("Also stops", [.. IsOfMany ? [] : Sharing.Select(p => p.Description), .. Others]),
        .. Sentence("Also changes its key version", [.. IsOfMany ? [] : FallBacks.Select(p => p.Description)]),
    ]) is { Length: > 0 } text ? text : null;

    /// <summary>The numbers of a freeze that reaches many projects.</summary>
    public string Totals => $"{1 + Sharing.Count} projects with {Number(Running.Count() + Sharing.Sum(p => p.Clusters.Count), "cluster")} will stop"
        + $"{(FallBacks.Count == 0 ? "" : $"; {Number(FallBacks.Count, "project")} will fall back to an older key version")}{(Backups.Count == 0 ? "" : $"; {Locked}")}";

    private string Locked => $"{Range(Backups)} backup{(Backups.Count == 1 ? "" : "s")} cannot be restored until a thaw";

    private static string Number(int count, string of) => $"{count} {of}{(count == 1 ? "" : "s")}";

    private static string[] Sentence(string what, IReadOnlyList<string> items) => items.Count == 0 ? [] : [$"{what}: {string.Join("; ", items)}."];

    private IEnumerable<AtlasCluster> StoppedAlready => IsKeyInvalid ? (Clusters ?? []).Where(c => c.Paused) : [];

    private string BackupSummary => string.Join("; ",
        Backups.GroupBy(b => (b.ProjectId, b.ClusterName)).Select(g => $"{Counted(g)} of {g.Key.ClusterName}{(g.Key.ProjectId == ProjectId ? "" : $" (project {g.Key.ProjectId})")}"));

    /// <summary>All sentences, for the confirmation.</summary>
    public override string ToString() => string.Join(" ",
    [
        .. IsOfMany ? (string[])[$"{Totals}."] : [],
        .. Unknown.Count == 0 ? [] : (string[])[$"It is not fully known what will stop: {string.Join("; ", Unknown)}."],
        .. IsOfMany ? [] : Running.Any() ? (string[])[$"These clusters will stop: {string.Join(", ", Running.Select(Named))}."]
            : Unknown.Count == 0 ? ["No running cluster of the project is encrypted with it."] : [],
        .. StoppedAlready.Any() ? (string[])[$"The key is already invalid. These clusters are paused, perhaps because of that: {string.Join(", ", StoppedAlready.Select(Named))}."] : [],
        .. Backups.Count == 0 || IsOfMany ? [] : (string[])[$"These backups cannot be restored until a thaw: {BackupSummary}."],
        .. Elsewhere is { } elsewhere ? (string[])[elsewhere] : [],
        .. NotRead.Count == 0 ? [] : (string[])["Clusters and backups of projects that do not use this vault now were not read, and may need the key "
        + $"too: {string.Join(", ", NotRead.Take(MostNamed))}{(NotRead.Count > MostNamed ? $" and {NotRead.Count - MostNamed} more" : "")}."],
        .. IsAtlasAsked ? (string[])["Projects that this session cannot see may be affected too."] : [],
    ]);

    /// <summary>A short form, for a confirmation after the details were shown.</summary>
    public string Brief => string.Join("; ",
    [
        Unknown.Count > 0 ? "it is not fully known what will stop" : IsOfMany ? Totals
            : Running.Any() ? $"these clusters will stop: {string.Join(", ", Running.Select(Named))}"
            : "no running cluster of the project stops",
        .. Backups.Count == 0 || (IsOfMany && Unknown.Count == 0) ? [] : (string[])[Locked],
        .. Sentence("also stops", [.. IsOfMany ? [] : Sharing.Select(p => p.Description), .. Others]).Select(t => t.TrimEnd('.')),
        .. Sentence("also changes its key version", [.. IsOfMany ? [] : FallBacks.Select(p => p.Description)]).Select(t => t.TrimEnd('.')),
        .. NotRead.Count == 0 ? [] : (string[])[$"{NotRead.Count} {(NotRead.Count == 1 ? "project was" : "projects were")} not read"],
    ]);

    /// <summary>Atlas does not show the key of a backup, so for some backups it is only possible that they need it.</summary>
    public static string Counted(IEnumerable<KeyUsage> backups)
    {
        var (sure, perhaps) = (backups.Count(b => b.Sureness != UsageCertainty.Unknown), backups.Count(b => b.Sureness == UsageCertainty.Unknown));
        return perhaps == 0 ? $"{sure}" : sure == 0 ? $"perhaps {perhaps}" : $"{sure}, perhaps {perhaps} more,";
    }

    /// <summary>The same as a range: 18, 18 to 22, or up to 4.</summary>
    public static string Range(IEnumerable<KeyUsage> backups)
    {
        var (sure, all) = (backups.Count(b => b.Sureness != UsageCertainty.Unknown), backups.Count());
        return sure == all ? $"{sure}" : sure == 0 ? $"up to {all}" : $"{sure} to {all}";
    }

    private static string Named(AtlasCluster cluster) => $"{cluster.Name} ({cluster.InstanceSize})";
}

/// <summary>An identity with access to keys, and the source of its access.</summary>
internal sealed record KeyUser(string ObjectId, string By)
{
    public bool Is(string? objectId) => ObjectId.Equals(objectId, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => $"{ObjectId} ({By})";
}
