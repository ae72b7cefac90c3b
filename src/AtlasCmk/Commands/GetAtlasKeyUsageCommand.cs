using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Lists everything that needs a version of a key, or may need it: projects, clusters and backups, in every visible project that uses the key's vault.</summary>
/// <remarks>
/// <para>Companies share vaults and keys, so every project that the session can see is asked for its key, and each that names a key of the same vault, whichever it is, is read whole: its setting, its encrypted clusters, their backups of every kind and age, windows of continuous backup, and backups of deleted clusters. Copies in other regions are named with the snapshot.</para>
/// <para>Certainty says how sure it is. Confirmed: Atlas says so. Assumed: it follows from times, since Atlas documents no field that names the Azure key of a backup: a backup needs the version if it was taken after the version was made and not after it was left (OldKeyLeftAt of a piped rotation, or -RotatedAt); five minutes are added at both ends, since three clocks tell these times. Unknown: nothing tells, one way or the other, or it could not be read; a project that names another key of the vault may have used this one. What does not need the version is not listed.</para>
/// <para>What is piped is gathered first, and each version is judged once, with all that the piped rotations know of it.</para>
/// </remarks>
/// <example>
/// <para>Everything that needs the version in use</para>
/// <code>Get-AtlasEncryptionAtRest | Get-AtlasKeyUsage</code>
/// </example>
/// <example>
/// <para>What still needs the version that was left by a rotation</para>
/// <code>$rotation | Get-AtlasKeyUsage</code>
/// <para>$rotation is what Invoke-AtlasKeyRotation gave.</para>
/// </example>
/// <example>
/// <para>What of an older version is still needed, an hour after the last project had left it</para>
/// <code>Get-AtlasAkvKey | Where-Object IsInUse -eq $false | Get-AtlasKeyUsage -RotatedAt ([DateTimeOffset]::Now.AddHours(-1))</code>
/// </example>
/// <example>
/// <para>The backups among it that keep copies in other regions</para>
/// <code>Get-AtlasKeyUsage -KeyIdentifier $key | Where-Object CopyRegions</code>
/// </example>
/// <note>Atlas: Project Read Only for each project. Azure: Reader on the vault, for the times at which versions were made; without it more stays Unknown.</note>
/// <note>It takes one request for each visible project, and two for each that is read, with one for each cluster.</note>
/// <error>KeyMissing KeyIdentifierInvalid RotatedInFuture RotatedBeforeCreation NoAccessToProject</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/backup/cloud-backup/cloud-backup-encryption/">Atlas: encrypted backups and the key that they need</seealso>
/// <seealso cref="TestAtlasKeyRetirementCommand"/>
[Cmdlet(VerbsCommon.Get, "AtlasKeyUsage")]
[OutputType(typeof(KeyUsage))]
public sealed class GetAtlasKeyUsageCommand : KeyUsageCommand
{
    private protected override void Emit(WorkItem item, KeyUsageReport report)
    {
        foreach (var usage in report.Usages)
        {
            item.Emit(usage);
        }
    }
}
