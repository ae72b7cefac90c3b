using System.Globalization;

namespace AtlasCmk.Rules;

/// <summary>What in a project needs a key version, or may need it. Pure: sends no requests.</summary>
/// <remarks>
/// Sources: "Restore needs the key active at snapshot time" (Atlas, encryption at rest using customer key management).
/// Atlas documents no field with the Azure key of a cluster or a backup. <c>masterKeyUUID</c> is documented only for AWS,
/// and is used only if it is a known version. Otherwise times decide, and in doubt the version counts as needed.
/// </remarks>
internal sealed class KeyUsageRules(KeyIdentifier key, IReadOnlyList<KeyVersion> versions, RotationHistory history, DateTimeOffset now)
{
    public IEnumerable<KeyUsage> Of(ProjectHoldings project)
    {
        var current = project.Encryption;
        var (reference, period) = (ReferenceOf(current), KeyVersionPeriod.Of(key, versions, current, history));
        return [.. OfSetting(current, reference), .. project.Clusters.SelectMany(c => OfCluster(current, reference, period, c))];
    }

    public KeyReference ReferenceOf(EncryptionAtRest project) => KeyReferences.Of(key, versions, project);

    private IEnumerable<KeyUsage> OfSetting(EncryptionAtRest current, KeyReference reference) => reference switch
    {
        KeyReference.Named => [Usage(current, UsageKind.Setting, UsageCertainty.Confirmed, "the project names it as its key")],
        KeyReference.Latest => [Usage(current, UsageKind.Setting, IsOnlyLatest ? UsageCertainty.Confirmed : UsageCertainty.Assumed,
            "the project names the key without a version, and this is its latest enabled version, which Atlas follows")],
        KeyReference.Possible => [Usage(current, UsageKind.Setting, UsageCertainty.Unknown, current switch
        {
            { FollowsLatestVersion: true } => "the project names the key without a version: Atlas follows the latest enabled one, and does not report when it used which",
            { KeyIdentifier: { } text } => $"the project is encrypted, but Atlas names its key in a form that AtlasCmk does not know: '{text}'",
            _ => "the project is encrypted, but Atlas does not name its key",
        })],
        _ => [],
    };

    private IEnumerable<KeyUsage> OfCluster(EncryptionAtRest current, KeyReference reference, KeyVersionPeriod period, ClusterHoldings holdings)
    {
        var cluster = holdings.Cluster;
        if (!holdings.IsDeleted && OfData(current, reference, period, cluster) is var (certainty, evidence))
        {
            yield return new(current.ProjectId!, key, UsageKind.Cluster, certainty, evidence) { ClusterName = cluster.Name };
        }

        if (cluster.Unsaid.Count > 0)
        {
            yield return new(current.ProjectId, key, UsageKind.Unread, UsageCertainty.Unknown,
                $"Atlas does not report these settings of the cluster: {string.Join(", ", cluster.Unsaid)}") { ClusterName = cluster.Name };
        }

        if (holdings.Unread is { } why)
        {
            yield return new(current.ProjectId!, key, UsageKind.Unread, UsageCertainty.Unknown, why) { ClusterName = cluster.Name };
        }

        foreach (var snapshot in holdings.Snapshots)
        {
            if (OfSnapshot(current, period, cluster, snapshot) is var (sureness, reason))
            {
                yield return new(current.ProjectId!, key, holdings.IsDeleted ? UsageKind.DeletedClusterSnapshot : UsageKind.Snapshot, sureness, reason)
                {
                    ClusterName = cluster.Name,
                    SnapshotId = snapshot.Id,
                    CreatedAt = snapshot.CreatedAt,
                    ExpiresAt = snapshot.ExpiresAt,
                    CopyRegions = snapshot.CopyRegions,
                };
            }
        }

        if (OfPointInTime(current, reference, period, holdings) is { } window)
        {
            yield return window;
        }
    }

    /// <summary>A cluster moves to its project's key by a rolling update. A paused or busy cluster may not have had it.</summary>
    private (UsageCertainty, string)? OfData(EncryptionAtRest current, KeyReference reference, KeyVersionPeriod period, AtlasCluster cluster)
    {
        var isBusy = cluster.Paused || cluster.StateName != "IDLE";
        if (!cluster.IsEncryptedWithAzure)
        {
            if (cluster.MayBeEncryptedWithAzure)
            {
                return (UsageCertainty.Unknown, cluster.EncryptionAtRestProvider is { Length: > 0 } word
                    ? $"Atlas reports the key provider '{word}', which AtlasCmk does not know" : "Atlas does not say which key it is encrypted with");
            }

            return isBusy && !cluster.Paused ? (UsageCertainty.Unknown, $"it is {cluster.StateName}, and may still be leaving the project's key") : null;
        }

        return reference == KeyReference.Named ? (UsageCertainty.Confirmed, "it is encrypted with the project's key, and the project names this version")
            : reference == KeyReference.Latest ? (versions.Count == 1 ? UsageCertainty.Confirmed : UsageCertainty.Assumed,
            $"it is encrypted with the project's key, and this is the key's {(versions.Count == 1 ? "only" : "latest enabled")} version")
            : reference == KeyReference.Possible ? (UsageCertainty.Unknown, "it is encrypted with the project's key, and Atlas does not say under which version")
            : cluster.Paused ? (UsageCertainty.Unknown, "it is paused, and may have been paused when its project left this version; Atlas does not change paused clusters")
            : isBusy ? (UsageCertainty.Unknown, $"it is {cluster.StateName}, and may still be moving from this version to the next")
            : current.Valid != true ? (UsageCertainty.Unknown,
            $"Atlas {(current.Valid is null ? "does not say that it can" : "cannot")} use the project's new key, so it may not have left this version")
            : period.End is null ? (UsageCertainty.Unknown, "Atlas does not report which version encrypts its data, or when that changed (-RotatedAt)")
            : null;
    }

    private (UsageCertainty, string)? OfSnapshot(EncryptionAtRest current, KeyVersionPeriod period, AtlasCluster cluster, BackupSnapshot snapshot)
    {
        if (snapshot.Status == "failed")
        {
            return null;
        }

        if (snapshot.MasterKeyUuid is { } named)
        {
            if (Names(named, key))
            {
                return (UsageCertainty.Confirmed, "its masterKeyUUID names the version");
            }

            if (versions.Any(v => Names(named, v.Identifier)) || Digits(named).Equals(current.Key?.Version, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return snapshot.CreatedAt is not { } taken ? (UsageCertainty.Unknown, "Atlas does not report when it was taken")
            : !period.Includes(taken) ? null
            : !period.HasUsed ? (UsageCertainty.Unknown, $"its project {Names(current)} now, and may have used this key when it was taken (-ExcludeProjectId if it never did)")
            : !cluster.IsEncryptedWithAzure ? (UsageCertainty.Unknown, "its cluster is not encrypted with the project's key now, but may have been when it was taken")
            : period.CertaintyAt(taken) == UsageCertainty.Assumed ? (UsageCertainty.Assumed, $"it was taken {When(period)}")
            : (UsageCertainty.Unknown, "it is not known whether the project had left this version when it was taken");
    }

    /// <summary>A point-in-time restore starts from an earlier snapshot. Without a snapshot from the version's period, no restore reaches it.</summary>
    private KeyUsage? OfPointInTime(EncryptionAtRest current, KeyReference reference, KeyVersionPeriod period, ClusterHoldings holdings)
    {
        var starts = holdings.Snapshots.Where(s => s.Status != "failed" && !period.IsOverAt(s.CreatedAt)).ToList();
        var end = period.WindowEnds(history.RestoreWindow);
        if (!holdings.Cluster.PointInTimeEnabled || starts.Count == 0 || end <= now)
        {
            return null;
        }

        var isSure = holdings.Cluster.IsEncryptedWithAzure && period.HasUsed && (period.End is not null || reference is KeyReference.Named or KeyReference.Latest);
        var last = period.End is not null && starts.All(s => s.ExpiresAt is not null) ? starts.Max(s => s.ExpiresAt) : null;
        return new(current.ProjectId!, key, UsageKind.PointInTime, isSure ? UsageCertainty.Assumed : UsageCertainty.Unknown,
            $"continuous backup is on, and {starts.Count} snapshots are old enough for a restore to a time {When(period)}"
            + (history.RestoreWindow is null ? "; how far back the restore window reaches is not known (-RestoreWindowDays)" : ""))
        {
            ClusterName = holdings.Cluster.Name,
            CreatedAt = starts.Min(s => s.CreatedAt),
            ExpiresAt = end is null || last < end ? last : end,
        };
    }

    /// <summary>For versions created in the same second, only Atlas knows which one it uses.</summary>
    private bool IsOnlyLatest => versions.Count(v => KeyReferences.IsLatestEnabled(v.Identifier, versions)) == 1;

    private KeyUsage Usage(EncryptionAtRest current, string kind, UsageCertainty certainty, string evidence) => new(current.ProjectId!, key, kind, certainty, evidence);

    private static string Names(EncryptionAtRest current) =>
        !current.Enabled ? "has no key in Azure Key Vault" : current.KeyIdentifier is { } other ? $"names another key ({other})" : "does not name its key";

    /// <summary>A version is a UUID without hyphens.</summary>
    private static bool Names(string masterKey, KeyIdentifier version) =>
        Digits(masterKey).Equals(version.Version, StringComparison.OrdinalIgnoreCase) || version.IsSameVersion(masterKey);

    private static string Digits(string masterKey) => masterKey.Replace("-", "", StringComparison.Ordinal);

    private static string When(KeyVersionPeriod period) => period.End is { } end ? $"when the version was in use (until {Text(end)})" : period.IsFollowed
        ? "when this was the newest version of the key, which the project follows" : "when the version was in use";

    private static string Text(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}

/// <summary>A dedicated cluster, existing or deleted, with its backups.</summary>
internal sealed record ClusterHoldings(AtlasCluster Cluster, bool IsDeleted)
{
    public IReadOnlyList<BackupSnapshot> Snapshots { get; init; } = [];

    /// <summary>Why the backups are unknown, or null.</summary>
    public string? Unread { get; init; }
}

/// <summary>Everything of one project that can need a key.</summary>
internal sealed record ProjectHoldings(EncryptionAtRest Encryption, IReadOnlyList<ClusterHoldings> Clusters)
{
    /// <summary>What could not be read or may be missing, and why.</summary>
    public IReadOnlyList<string> Unread { get; init; } = [];
}
