namespace AtlasCmk.Rules;

/// <summary>Which other projects stop with a key, from Atlas's settings. Pure: sends no requests.</summary>
internal static class SharedKey
{
    /// <summary>Whether another project also uses the removed rights. An unknown identity counts as the same.</summary>
    /// <param name="target">What is frozen.</param>
    /// <param name="taken">The disabled key versions, if versions are disabled.</param>
    /// <param name="own">The settings of the frozen project.</param>
    /// <param name="other">The settings of the other project.</param>
    public static bool IsShared(KeyAccessTarget target, IReadOnlyCollection<KeyIdentifier> taken, EncryptionAtRest? own, EncryptionAtRest? other) => other is { Enabled: true }
        && (target.Method == KeyAccessMethod.KeyVersion
            ? taken.Any(version => other.Key?.Includes(version) is true)
            : other.Uses(target.Vault) is true
                && (own?.ClientId is not { } client || other.ClientId is not { } another || client.Equals(another, StringComparison.OrdinalIgnoreCase)));

    /// <param name="target">What is frozen.</param>
    /// <param name="other">The other project.</param>
    /// <param name="usages">What needs the frozen versions.</param>
    /// <param name="fallsBackTo">The version that the project falls back to. Null if it stops.</param>
    public static AffectedProject Describe(KeyAccessTarget target, ProjectSettings other, IEnumerable<KeyUsage> usages, KeyIdentifier? fallsBackTo = null)
    {
        var clusters = usages.Where(u => u.Kind == UsageKind.Cluster && u.ProjectId == other.ProjectId).Select(u => u.ClusterName!).ToList();
        var version = fallsBackTo is null ? null : $"{fallsBackTo.KeyName}/{fallsBackTo.Version}";
        return new(other.ProjectId!, other.Listed?.Name, $"project {other.Listed?.Name} ({other.ProjectId}), which {Uses(target, other.Settings!)}"
            + (clusters.Count == 0 ? "" : $", with its cluster{(clusters.Count == 1 ? "" : "s")} {string.Join(", ", clusters)}")
            + (version is null ? "" : $", would fall back to {version}")) { Clusters = clusters, FallsBackTo = version };
    }

    private static string Uses(KeyAccessTarget target, EncryptionAtRest other) => target.Method != KeyAccessMethod.KeyVersion ? $"uses the same vault with the same identity: {other.KeyInWords}"
        : other.FollowsLatestVersion ? "follows the latest enabled version of the key"
        : target.TakesEveryVersion ? $"uses the version {other.KeyInWords}"
        : "uses the same version";

    /// <summary>Clusters of projects that use another version now may still be moving to it.</summary>
    public static IEnumerable<string> Following(string projectId, IReadOnlyList<ProjectSettings> sharing, IEnumerable<KeyUsage> usages) =>
        from u in usages
        where u.Kind == UsageKind.Cluster && u.ProjectId != projectId && !sharing.Any(s => s.ProjectId == u.ProjectId)
        select $"perhaps cluster {u.ClusterName} of project {u.ProjectId}: {u.Evidence}";
}
