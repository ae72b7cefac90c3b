namespace AtlasCmk;

/// <summary>Which other projects stop with a key, as Atlas tells it. Pure: no request is made here.</summary>
internal static class SharedKey
{
    /// <summary>Whether what is taken is what another project uses as well. Where Atlas does not tell its identity, it counts as the same.</summary>
    public static bool IsShared(KeyAccessTarget target, EncryptionAtRest? own, EncryptionAtRest? other) => other is { Enabled: true }
        && (target.Method == KeyAccessMethod.KeyVersion
            ? target.Key!.Equals(other.Key) || (other.FollowsLatestVersion && target.Key.IsOfSameKey(other.Key))
            : other.Uses(target.Vault) is true
                && (own?.ClientId is not { } client || other.ClientId is not { } another || client.Equals(another, StringComparison.OrdinalIgnoreCase)));

    public static string Describe(KeyAccessTarget target, ProjectSettings other, IEnumerable<KeyUsage> usages)
    {
        var clusters = usages.Where(u => u.Kind == UsageKind.Cluster && u.ProjectId == other.ProjectId).Select(u => u.ClusterName).ToList();
        return $"project {other.Listed?.Name} ({other.ProjectId}), which uses {(target.Method == KeyAccessMethod.KeyVersion ? "the same version" : $"the same vault as the same identity: {other.Settings!.KeyInWords}")}"
            + (clusters.Count == 0 ? "" : $", with its cluster{(clusters.Count == 1 ? "" : "s")} {string.Join(", ", clusters)}");
    }

    /// <summary>Clusters of projects that name another version now may still be on their way.</summary>
    public static IEnumerable<string> Following(string projectId, IReadOnlyList<ProjectSettings> sharing, IEnumerable<KeyUsage> usages) =>
        from u in usages
        where u.Kind == UsageKind.Cluster && u.ProjectId != projectId && !sharing.Any(s => s.ProjectId == u.ProjectId)
        select $"perhaps cluster {u.ClusterName} of project {u.ProjectId}: {u.Evidence}";
}
