using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Tells whether a version of a key can be disabled without leaving anything behind that cannot be read any more.</summary>
/// <remarks>
/// <para>SafeToDisable is No while anything needs the version, and Unknown while that cannot be told of something; HeldBy lists it all, with certainty and evidence, as Get-AtlasKeyUsage does. SafeAfter is when the last of it expires by itself. A restore needs the version that was in use when the backup was taken, so a version may be needed for as long as backups are kept.</para>
/// <para>It says Yes only with -ProjectScopeComplete, by which the caller states what no API can tell: that no other project, of this organisation or of any other, uses the key or has used it. ProjectsPassedOver names the visible ones that the statement is about too; one that used the key before belongs into -IncludeProjectId.</para>
/// <para>Every visible project that names a key of the same vault is read. Piped rotations tell of their own projects when these had left the version: pipe those of all projects that shared it, and each version gets one verdict. Of other projects of the vault it stays Unknown, while they have what could be of its time, unless -RotatedAt says of all, without a pipe, when the last had left it.</para>
/// <para>It changes nothing, and no cmdlet of this module deletes a key.</para>
/// </remarks>
/// <example>
/// <para>May the version in use go? No, and this is why</para>
/// <code>Get-AtlasEncryptionAtRest | Test-AtlasKeyRetirement | ForEach-Object HeldBy</code>
/// </example>
/// <example>
/// <para>May the version go that was left by a rotation, in clusters whose continuous backup reaches 7 days back?</para>
/// <code>$rotation | Test-AtlasKeyRetirement -RestoreWindowDays 7 -ProjectScopeComplete</code>
/// <para>$rotation is what Invoke-AtlasKeyRotation gave: one rotation, or those of all projects that share the key.</para>
/// </example>
/// <example>
/// <para>May the versions go that the project does not use any more? The last rotation was complete an hour ago</para>
/// <code>Get-AtlasAkvKey | Where-Object IsInUse -eq $false | Test-AtlasKeyRetirement -RotatedAt ([DateTimeOffset]::Now.AddHours(-1)) -ProjectScopeComplete</code>
/// </example>
/// <example>
/// <para>When at the latest is a version free?</para>
/// <code>Test-AtlasKeyRetirement -KeyIdentifier $key | ForEach-Object SafeAfter</code>
/// </example>
/// <note>Atlas: Project Read Only for each project. Azure: Reader on the vault, for the times at which versions were made; without it more stays Unknown.</note>
/// <note>The verdict is of the moment: a project that is put back on the version needs it again.</note>
/// <error>KeyMissing KeyIdentifierInvalid RotatedInFuture RotatedBeforeCreation NoAccessToProject</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-kms-encryption/">Atlas: encryption at rest using customer key management</seealso>
/// <seealso cref="GetAtlasKeyUsageCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "AtlasKeyRetirement")]
[OutputType(typeof(KeyRetirement))]
public sealed class TestAtlasKeyRetirementCommand : KeyUsageCommand
{
    /// <summary>States that no other project or organisation uses the key, or has used it: no API tells.</summary>
    [Parameter]
    public SwitchParameter ProjectScopeComplete { get; set; }

    private protected override void Emit(WorkItem item, KeyUsageReport report) => item.Emit(new KeyRetirement(report, ProjectScopeComplete));
}
