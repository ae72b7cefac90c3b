using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Tests whether you can disable a key version without making any data or backup unreadable.</summary>
/// <remarks>
/// <para>SafeToDisable is No while anything needs the version, and Unknown while that is unclear for some item. HeldBy lists these items, with certainty and
/// evidence, like Get-AtlasKeyUsage. SafeAfter is when the last of them expires. A restore needs the version that was in use when the backup was taken. So a
/// version may be needed for as long as backups are kept.</para>
/// <para>Every project that the session can read is checked, whichever key or vault it uses now: projects that were disabled or moved keep backups that need
/// the version. If something cannot be read, the verdict is Unknown. You can exclude a project that never used the key with -ExcludeProjectId; ProjectsExcluded
/// lists those projects as your statement.</para>
/// <para>SafeToDisable is Yes only with -ProjectScopeComplete. With it you state what no API can show: no project outside this session uses or has used the key.</para>
/// <para>Piped rotations show when their projects stopped using the version (OldKeyLeftAt). Pipe the rotations of all projects that shared it: each version
/// gets one verdict. An empty OldKeyLeftAt means that not every cluster was seen to follow; -RotatedAt does not change that. Other projects stay Unknown while
/// they have backups from that period. Give -RotatedAt without pipeline input to state one time for all projects.</para>
/// <para>If a project follows the latest version of its key, the latest enabled version is in use. Reason shows what happens if you disable it: Atlas falls
/// back to an older enabled version, or the clusters stop. An older version is Unknown while a project follows the key: Atlas does not report when it used
/// which version, and goes back to an older one automatically. To free older versions, pin the projects to one version (Set-AtlasEncryptionAtRest
/// -KeyIdentifier), and give the time when all clusters had followed.</para>
/// <para>The command changes nothing. No cmdlet of this module deletes a key.</para>
/// </remarks>
/// <example>
/// <para>Show what needs the version in use</para>
/// <code>Get-AtlasEncryptionAtRest | Test-AtlasKeyRetirement | ForEach-Object HeldBy</code>
/// </example>
/// <example>
/// <para>Test the previous version after a rotation, for clusters with a restore window of 7 days</para>
/// <code>$rotation | Test-AtlasKeyRetirement -RestoreWindowDays 7 -ProjectScopeComplete</code>
/// <para>$rotation is the output of Invoke-AtlasKeyRotation: one rotation, or those of all projects that share the key. It can come from a file or a job.</para>
/// </example>
/// <example>
/// <para>Test the versions that the project no longer uses, one hour after all clusters stopped using them</para>
/// <code>Get-AtlasAkvKey | Where-Object -Not IsInUse | Test-AtlasKeyRetirement -RotatedAt ([DateTimeOffset]::Now.AddHours(-1)) -ProjectScopeComplete</code>
/// </example>
/// <example>
/// <para>Exclude a project that never used the key</para>
/// <code>$rotation | Test-AtlasKeyRetirement -ExcludeProjectId $unrelated -ProjectScopeComplete</code>
/// </example>
/// <example>
/// <para>Show when a version is no longer needed</para>
/// <code>Test-AtlasKeyRetirement -KeyIdentifier $key | ForEach-Object SafeAfter</code>
/// </example>
/// <note>Atlas: Project Read Only for each project. Azure: Reader on the vault, to read when versions were created; without it more stays Unknown.</note>
/// <note>The verdict applies to the current moment: a project that returns to the version needs it again.</note>
/// <error>KeyMissing KeyIdentifierInvalid KeyUnknown ProjectNotExcludable RotatedInFuture RotatedBeforeCreation NoAccessToProject</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-kms-encryption/">Atlas: encryption at rest using customer key management</seealso>
/// <seealso cref="GetAtlasKeyUsageCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "AtlasKeyRetirement")]
[OutputType(typeof(KeyRetirement))]
public sealed class TestAtlasKeyRetirementCommand : KeyUsageCmdletBase
{
    /// <summary>States that no project outside this session, in this organization or another, uses or has used the key. No API shows that. Projects that the
    /// session can read are still checked.</summary>
    [Parameter]
    public SwitchParameter ProjectScopeComplete { get; set; }

    private protected override void Emit(WorkItem item, KeyUsageReport report) => item.Emit(RetirementRules.Of(report, ProjectScopeComplete));
}
