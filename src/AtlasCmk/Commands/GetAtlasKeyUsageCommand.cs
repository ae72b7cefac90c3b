using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Lists the projects, clusters and backups that need a key version, or may need it.</summary>
/// <remarks>
/// <para>Every project that the session can read is checked: its settings, its clusters, all their snapshots, continuous backup windows, and backups of deleted
/// clusters. A project that was disabled, or moved to another key or vault, may still have backups that need the version. Atlas keeps no record of previous
/// keys. If a project never used the key, exclude it with -ExcludeProjectId. Copies in other regions are listed with the snapshot.</para>
/// <para>Certainty has three values. Confirmed: Atlas reports it. Assumed: it follows from times, because Atlas documents no field that names the Azure key of
/// a backup. A backup needs the version if it was taken between the version's creation and the time the project left it. That time is OldKeyLeftAt of a piped
/// rotation, or -RotatedAt. Five minutes are added at both ends, because the times come from three clocks. Unknown: AtlasCmk could not determine or read it
/// (Kind Unread). Items that do not need the version are not listed.</para>
/// <para>If a project names the key without a version, Atlas follows the latest enabled version. The setting then needs the latest one (Confirmed), and every
/// other version of the key is Unknown. A backup cannot need a version that was created after it. A backup needs the newest version at the time it was taken
/// (Assumed), unless its masterKeyUUID names another one. Older versions that Azure still lists may be needed too (Unknown), because Atlas does not report when
/// it changes the version.</para>
/// <para>-ClusterName and -SnapshotId ask from a backup's side: which versions of the project's key does it need? Without a key, all versions of the
/// project's current key are checked, and only that project is read. A backup that an earlier key protects is not found in this way.</para>
/// <para>Pipeline input is collected first. Each version is then checked once, with all piped rotations.</para>
/// </remarks>
/// <example>
/// <para>List everything that needs the version in use</para>
/// <code>Get-AtlasEncryptionAtRest | Get-AtlasKeyUsage</code>
/// </example>
/// <example>
/// <para>List what still needs the previous version after a rotation</para>
/// <code>$rotation | Get-AtlasKeyUsage</code>
/// <para>$rotation is the output of Invoke-AtlasKeyRotation.</para>
/// </example>
/// <example>
/// <para>List what still needs older versions, one hour after the last project stopped using them</para>
/// <code>Get-AtlasAkvKey | Where-Object -Not IsInUse | Get-AtlasKeyUsage -RotatedAt ([DateTimeOffset]::Now.AddHours(-1))</code>
/// </example>
/// <example>
/// <para>List only the backups that have copies in other regions</para>
/// <code>Get-AtlasKeyUsage -KeyIdentifier $key | Where-Object CopyRegions</code>
/// </example>
/// <example>
/// <para>Which versions of the key do the backups of a cluster need, and until when?</para>
/// <code>Get-AtlasKeyUsage -ClusterName orders | Sort-Object KeyVersion, ExpiresAt</code>
/// <para>Add -SnapshotId with the ID of a snapshot to ask for that one alone.</para>
/// </example>
/// <note>Atlas: Project Read Only for each project. Azure: Reader on the vault, to read when versions were created; without it more stays Unknown.</note>
/// <note>The command sends three requests for each project, and one for each cluster.</note>
/// <error>ProjectMissing PatternInvalid KeyMissing KeyIdentifierInvalid KeyUnknown ProjectNotExcludable RotatedInFuture RotatedBeforeCreation NoAccessToProject</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/backup/cloud-backup/cloud-backup-encryption/">Atlas: encrypted backups and the key that they need</seealso>
/// <seealso cref="TestAtlasKeyRetirementCommand"/>
[Cmdlet(VerbsCommon.Get, "AtlasKeyUsage")]
[OutputType(typeof(KeyUsage))]
public sealed class GetAtlasKeyUsageCommand : KeyUsageCmdletBase
{
    private Func<KeyUsage, bool> _chosen = _ => true;

    /// <summary>Only backups and data of these clusters. Wildcards are allowed. Without a key, every version of the project's key is checked.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValueOf("ClusterName")]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ClusterCompleter))]
    public string[]? ClusterName { get; set; }

    /// <summary>Only these snapshots, by their IDs. Without a key, every version of the project's key is checked.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? SnapshotId { get; set; }

    /// <summary>A piped object names its own cluster, which is no choice for the other objects.</summary>
    private protected override void Begin() => _chosen = Choice(ClusterName);

    private protected override bool TryAskForBackups(SessionContext session, string? projectId)
    {
        if ((ClusterName ?? SnapshotId) is null)
        {
            return false;
        }

        var id = projectId ?? throw InputErrors.ProjectMissing();
        var (chosen, reader, snapshots) = (Choice(ClusterName), new ReadKeyUsage(new([id]) { OfIncludedOnly = true }, session), SnapshotId ?? []);
        Pump.Start(session.AtlasSession, IsForced, async item =>
        {
            var usages = await reader.OfBackupsAsync(id).ConfigureAwait(false);
            foreach (var usage in usages.Where(chosen))
            {
                item.Emit(usage);
            }

            foreach (var unknown in snapshots.Except(usages.Select(u => u.SnapshotId ?? ""), StringComparer.OrdinalIgnoreCase))
            {
                Pump.Warning($"Nothing shows that snapshot {unknown} needs a version of the key of project {id}. Check the ID: Atlas may not list such a snapshot.");
            }
        });
        return true;
    }

    /// <summary>What could not be read stays: it may be about a chosen backup.</summary>
    private Func<KeyUsage, bool> Choice(string[]? names)
    {
        var (clusters, snapshots) = (names is null ? null : new WildcardChoice(names), SnapshotId);
        return usage => (clusters is null || clusters.Includes(usage.ClusterName) || (usage.Kind == UsageKind.Unread && usage.ClusterName is null))
            && (snapshots is null || snapshots.Contains(usage.SnapshotId, StringComparer.OrdinalIgnoreCase) || usage.Kind == UsageKind.Unread);
    }

    private protected override void Emit(WorkItem item, KeyUsageReport report)
    {
        if (report.ProjectsExcluded.Count > 0)
        {
            Pump.Warning($"Not checked, because -ExcludeProjectId states that they never used the key: {string.Join(", ", report.ProjectsExcluded)}.");
        }

        foreach (var usage in report.Usages.Where(_chosen))
        {
            item.Emit(usage);
        }
    }
}
