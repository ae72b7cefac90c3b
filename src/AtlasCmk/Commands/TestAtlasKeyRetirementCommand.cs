using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Tests whether a version of a key can be disabled without making any data or backup unreadable.</summary>
/// <remarks>
/// <para>SafeToDisable is No while anything needs the version, and Unknown while that is unclear for something. HeldBy lists it all, with certainty and evidence, as Get-AtlasKeyUsage does. SafeAfter is when the last of it expires. A restore needs the version that was in use when the backup was taken, so a version may be needed for as long as backups are kept.</para>
/// <para>Every visible project is read, whichever key or vault it names now: projects that were disabled or moved keep backups that need the version. What cannot be read makes the verdict Unknown. A project that never used the key can be left out with -ExcludeProjectId; ProjectsExcluded lists those projects as your statement.</para>
/// <para>It says Yes only with -ProjectScopeComplete. With it you state what no API can show: that no project that this session cannot see uses the key, or has used it.</para>
/// <para>Piped rotations say when their own projects had left the version (OldKeyLeftAt): pipe those of all projects that shared it, and each version gets one verdict. An empty OldKeyLeftAt means that not every cluster was seen to follow; -RotatedAt does not change that. Other projects stay Unknown while they have backups from that period. Give -RotatedAt without pipeline input to state one time for all projects.</para>
/// <para>Where a project follows the latest version of its key, the latest enabled version is in use, and Reason says what disabling it would do: Atlas falls back to an older enabled version, or the clusters stop. An older version is Unknown while a project follows the key, because Atlas does not say which version it used when, and goes back to an older one by itself. To free older versions, pin the projects to one version (Set-AtlasEncryptionAtRest -KeyIdentifier), and give the time when all clusters had followed.</para>
/// <para>It changes nothing, and no cmdlet of this module deletes a key.</para>
/// </remarks>
/// <example>
/// <para>May the version in use go? No, and this is why</para>
/// <code>Get-AtlasEncryptionAtRest | Test-AtlasKeyRetirement | ForEach-Object HeldBy</code>
/// </example>
/// <example>
/// <para>May the version go that a rotation left, in clusters whose continuous backup reaches 7 days back?</para>
/// <code>$rotation | Test-AtlasKeyRetirement -RestoreWindowDays 7 -ProjectScopeComplete</code>
/// <para>$rotation is what Invoke-AtlasKeyRotation gave: one rotation, or those of all projects that share the key. It can come from a file or a job.</para>
/// </example>
/// <example>
/// <para>May the versions go that the project does not use any more? All clusters had left them an hour ago</para>
/// <code>Get-AtlasAkvKey | Where-Object -Not IsInUse | Test-AtlasKeyRetirement -RotatedAt ([DateTimeOffset]::Now.AddHours(-1)) -ProjectScopeComplete</code>
/// </example>
/// <example>
/// <para>Leave out a project that never used the key</para>
/// <code>$rotation | Test-AtlasKeyRetirement -ExcludeProjectId $unrelated -ProjectScopeComplete</code>
/// </example>
/// <example>
/// <para>When at the latest is a version free?</para>
/// <code>Test-AtlasKeyRetirement -KeyIdentifier $key | ForEach-Object SafeAfter</code>
/// </example>
/// <note>Atlas: Project Read Only for each project. Azure: Reader on the vault, for the times at which versions were made; without it more stays Unknown.</note>
/// <note>The verdict is true for the moment: a project that is put back on the version needs it again.</note>
/// <error>KeyMissing KeyIdentifierInvalid KeyUnknown ProjectNotExcludable RotatedInFuture RotatedBeforeCreation NoAccessToProject</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-kms-encryption/">Atlas: encryption at rest using customer key management</seealso>
/// <seealso cref="GetAtlasKeyUsageCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "AtlasKeyRetirement")]
[OutputType(typeof(KeyRetirement))]
public sealed class TestAtlasKeyRetirementCommand : KeyUsageCmdletBase
{
    /// <summary>States that no project that this session cannot see, of this organization or another, uses the key or has used it. No API shows that. Visible projects are read all the same.</summary>
    [Parameter]
    public SwitchParameter ProjectScopeComplete { get; set; }

    private protected override void Emit(WorkItem item, KeyUsageReport report) => item.Emit(RetirementRules.Of(report, ProjectScopeComplete));
}
