using System.Globalization;

namespace AtlasCmk;

/// <summary>What of a project needs a key version, or may need it. Pure: no request is made here.</summary>
/// <remarks>
/// Sources: "Restore needs the key active at snapshot time" (Atlas, encryption at rest using customer key management).
/// Atlas documents no field that names the Azure key of a cluster or a backup: <c>masterKeyUUID</c> is documented for AWS
/// alone, and believed only where it names a version that is known. Whatever remains is decided by times, in doubt as needed.
/// </remarks>
internal sealed class KeyUsageRules(KeyIdentifier key, IReadOnlyList<KeyVersion> versions, KeyDeparture departure, DateTimeOffset now)
{
    public IEnumerable<KeyUsage> Of(ProjectHoldings project)
    {
        var current = project.Encryption;
        var era = KeyEra.Of(key, versions, current, departure);
        return [.. OfSetting(current), .. project.Clusters.SelectMany(c => OfCluster(current, era, c))];
    }

    private IEnumerable<KeyUsage> OfSetting(EncryptionAtRest current) =>
        KeyEra.IsCurrent(key, current) ? [Usage(current, UsageKind.Setting, UsageCertainty.Confirmed, "the project names it as its key")]
        : current is { Enabled: true, KeyIdentifier: null } ? [Usage(current, UsageKind.Setting, UsageCertainty.Unknown, "the project is encrypted, but Atlas does not name its key")]
        : [];

    private IEnumerable<KeyUsage> OfCluster(EncryptionAtRest current, KeyEra era, ClusterHoldings holdings)
    {
        var cluster = holdings.Cluster;
        if (!holdings.IsDeleted && OfData(current, era, cluster) is var (certainty, evidence))
        {
            yield return new(current.ProjectId!, key, UsageKind.Cluster, certainty, evidence) { ClusterName = cluster.Name };
        }

        if (holdings.Unread is { } why)
        {
            yield return new(current.ProjectId!, key, UsageKind.Unread, UsageCertainty.Unknown, why) { ClusterName = cluster.Name };
        }

        foreach (var snapshot in holdings.Snapshots)
        {
            if (OfSnapshot(current, era, cluster, snapshot) is var (sureness, reason))
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

        if (OfPointInTime(current, era, holdings) is { } window)
        {
            yield return window;
        }
    }

    /// <summary>A cluster follows its project's key by a rolling update, which a paused or a busy one may not have had.</summary>
    private (UsageCertainty, string)? OfData(EncryptionAtRest current, KeyEra era, AtlasCluster cluster)
    {
        var isBusy = cluster.Paused || cluster.StateName != "IDLE";
        if (!cluster.IsEncryptedWithAzure)
        {
            return isBusy && !cluster.Paused ? (UsageCertainty.Unknown, $"it is {cluster.StateName}, perhaps on its way from the project's key to none") : null;
        }

        return KeyEra.IsCurrent(key, current) ? (UsageCertainty.Confirmed, "it is encrypted with the project's key, and the project names this version")
            : cluster.Paused ? (UsageCertainty.Unknown, "it is paused, and may have been when its project left this version: Atlas changes no paused cluster")
            : isBusy ? (UsageCertainty.Unknown, $"it is {cluster.StateName}, perhaps on its way from this version to the next")
            : current.Valid != true ? (UsageCertainty.Unknown, $"Atlas {(current.Valid is null ? "does not say that it can" : "cannot")} use the project's new key, so it may not have left this version")
            : era.End is null ? (UsageCertainty.Unknown, "Atlas does not tell which version its data are under, nor when it changed (-RotatedAt)")
            : null;
    }

    private (UsageCertainty, string)? OfSnapshot(EncryptionAtRest current, KeyEra era, AtlasCluster cluster, BackupSnapshot snapshot)
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

            if (versions.Any(v => Names(named, v.Identifier)) || (current.KeyIdentifier is { } now && now.EndsWith($"/{Digits(named)}", StringComparison.OrdinalIgnoreCase)))
            {
                return null;
            }
        }

        return snapshot.CreatedAt is not { } taken ? (UsageCertainty.Unknown, "Atlas does not tell when it was taken")
            : !era.Includes(taken) ? null
            : !cluster.IsEncryptedWithAzure ? (UsageCertainty.Unknown, "its cluster is not encrypted with the project's key now, but may have been when it was taken")
            : era.CertaintyAt(taken) == UsageCertainty.Assumed ? (UsageCertainty.Assumed, $"it was taken {When(era)}")
            : (UsageCertainty.Unknown, era.HasUsed ? "nothing tells whether the project had left this version when it was taken" : "its project names another key now, and may have used this one when it was taken");
    }

    /// <summary>A restore to a point in time starts from a snapshot before it: without one as old as the version's use, no window reaches that far back.</summary>
    private KeyUsage? OfPointInTime(EncryptionAtRest current, KeyEra era, ClusterHoldings holdings)
    {
        var starts = holdings.Snapshots.Where(s => s.Status != "failed" && !era.IsOverAt(s.CreatedAt)).ToList();
        var end = era.WindowEnds(departure.RestoreWindow);
        if (!holdings.Cluster.PointInTimeEnabled || starts.Count == 0 || end <= now)
        {
            return null;
        }

        var isSure = holdings.Cluster.IsEncryptedWithAzure && era.HasUsed && (era.End is not null || KeyEra.IsCurrent(key, current));
        var last = era.End is not null && starts.All(s => s.ExpiresAt is not null) ? starts.Max(s => s.ExpiresAt) : null;
        return new(current.ProjectId!, key, UsageKind.PointInTime, isSure ? UsageCertainty.Assumed : UsageCertainty.Unknown,
            $"continuous backup is on, and {starts.Count} snapshots are old enough for a restore to a time {When(era)}"
            + (departure.RestoreWindow is null ? "; how far back the restore window reaches is not known (-RestoreWindowDays)" : ""))
        {
            ClusterName = holdings.Cluster.Name,
            CreatedAt = starts.Min(s => s.CreatedAt),
            ExpiresAt = end is null || last < end ? last : end,
        };
    }

    private KeyUsage Usage(EncryptionAtRest current, string kind, UsageCertainty certainty, string evidence) => new(current.ProjectId!, key, kind, certainty, evidence);

    /// <summary>A version is a UUID without its hyphens.</summary>
    private static bool Names(string masterKey, KeyIdentifier version) =>
        Digits(masterKey).Equals(version.Version, StringComparison.OrdinalIgnoreCase) || version.IsSameVersion(masterKey);

    private static string Digits(string masterKey) => masterKey.Replace("-", "", StringComparison.Ordinal);

    private static string When(KeyEra era) => era.End is { } end ? $"when the version was in use (until {Text(end)})" : "when the version was in use";

    private static string Text(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);
}
