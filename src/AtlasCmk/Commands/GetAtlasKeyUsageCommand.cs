using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Lists everything that needs a version of a key, or may need it: projects, clusters and backups, in every visible project.</summary>
/// <remarks>
/// <para>Every project that the session can see is read: its setting, its clusters, their backups of every kind and age, windows of continuous backup, and backups of deleted clusters. A project that was disabled, or moved to another key or vault, may hold backups that need the version. Atlas keeps no record of former keys. If a project never used the key, name it with -ExcludeProjectId. Copies in other regions are named with the snapshot.</para>
/// <para>Certainty says how sure it is. Confirmed: Atlas says so. Assumed: it follows from times, since Atlas documents no field that names the Azure key of a backup. A backup needs the version if it was taken after the version was created and not after it was left (OldKeyLeftAt of a piped rotation, or -RotatedAt). Five minutes are added at both ends, since the times come from three clocks. Unknown: it is not known, or it could not be read (Kind Unread). What does not need the version is not listed.</para>
/// <para>If a project names the key without a version, Atlas follows the latest enabled version. The setting then needs the latest one (Confirmed), and every other version of the key is Unknown. A backup cannot need a version that was created after it. A backup needs the version that was the newest when it was taken (Assumed), unless its masterKeyUUID names another one. Older versions that Azure still shows may be needed too (Unknown), because Atlas does not say when it changes the version.</para>
/// <para>Pipeline input is collected first, and each version is judged once, with everything that the piped rotations say about it.</para>
/// </remarks>
/// <example>
/// <para>Everything that needs the version in use</para>
/// <code>Get-AtlasEncryptionAtRest | Get-AtlasKeyUsage</code>
/// </example>
/// <example>
/// <para>What still needs the version that a rotation left</para>
/// <code>$rotation | Get-AtlasKeyUsage</code>
/// <para>$rotation is what Invoke-AtlasKeyRotation gave.</para>
/// </example>
/// <example>
/// <para>What still needs the older versions, an hour after the last project had left them</para>
/// <code>Get-AtlasAkvKey | Where-Object -Not IsInUse | Get-AtlasKeyUsage -RotatedAt ([DateTimeOffset]::Now.AddHours(-1))</code>
/// </example>
/// <example>
/// <para>The backups among it that keep copies in other regions</para>
/// <code>Get-AtlasKeyUsage -KeyIdentifier $key | Where-Object CopyRegions</code>
/// </example>
/// <note>Atlas: Project Read Only for each project. Azure: Reader on the vault, for the times at which versions were made; without it more stays Unknown.</note>
/// <note>It sends three requests for each visible project, and one for each cluster.</note>
/// <error>KeyMissing KeyIdentifierInvalid KeyUnknown ProjectNotExcludable RotatedInFuture RotatedBeforeCreation NoAccessToProject</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/backup/cloud-backup/cloud-backup-encryption/">Atlas: encrypted backups and the key that they need</seealso>
/// <seealso cref="TestAtlasKeyRetirementCommand"/>
[Cmdlet(VerbsCommon.Get, "AtlasKeyUsage")]
[OutputType(typeof(KeyUsage))]
public sealed class GetAtlasKeyUsageCommand : KeyUsageCmdletBase
{
    private protected override void Emit(WorkItem item, KeyUsageReport report)
    {
        if (report.ProjectsExcluded.Count > 0)
        {
            Pump.Warning($"Not read, because -ExcludeProjectId states that they never used the key: {string.Join(", ", report.ProjectsExcluded)}.");
        }

        foreach (var usage in report.Usages)
        {
            item.Emit(usage);
        }
    }
}
