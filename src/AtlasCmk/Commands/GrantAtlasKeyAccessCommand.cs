using System.Management.Automation;
using AtlasCmk.Isolation;

namespace AtlasCmk.Commands;

/// <summary>Thaws a project's data: restores exactly the key access that Revoke-AtlasKeyAccess removed.</summary>
/// <remarks>
/// <para>The record that Revoke-AtlasKeyAccess wrote lists what was removed, so you can restore it from any computer. Access that already exists is left
/// unchanged, so you can run the command again at any time. A record that contains more than a freeze can remove is refused: another identity, another
/// permission, or a role that does not use keys or allows more.</para>
/// <para>For a project that follows the latest version, a freeze disables every version of the key. Each version in the record is enabled again, the latest
/// first. Versions that were disabled before the freeze stay disabled. A warning names enabled versions that are not in the record: Atlas uses the latest
/// enabled version.</para>
/// <para>Before it asks for confirmation, the command shows what it would restore, to which identity, in which vault, and how old the record is. A record is a
/// file, so it is compared with the current state in Azure and Atlas. It checks the AtlasCmkFreeze tag on the key version, the project's key and vault, Atlas's
/// identity, and the time. Anything that differs, or cannot be compared, requires an additional confirmation, which -Force skips.</para>
/// <para>Atlas reports its identity only for a project that signs in with a role. For other projects give -AtlasObjectId. Without it, restoring an access
/// policy or a role requires the additional confirmation.</para>
/// <para>The checksum in a record detects accidental changes. It is not a signature: anyone who can write the file can also write the checksum. A record with a
/// wrong checksum is refused without -Force. Records of earlier versions have no checksum, which the additional confirmation mentions.</para>
/// <para>The command reads from Azure again after each change. Given means that Azure shows the access. NotGiven and Unseen mean that Azure does not show it,
/// or could not be read, and result in an error. The tag is removed; other tags stay.</para>
/// <para>Azure needs a few minutes to apply a grant, and Atlas checks the key at intervals. With -Wait, the command waits until Atlas reports the key as valid,
/// and each cluster that was running before the freeze is IDLE again. Each poll makes Atlas try the key. If the record does not list the clusters that were
/// running, the command waits for the key only, with a warning. If Azure refuses a change because a permission was granted only recently, -Wait retries it for
/// up to five minutes.</para>
/// <para>Each event is one output object with its time. With -Wait, the order of the output is the order of events, across all records.</para>
/// </remarks>
/// <example>
/// <para>Thaw a project, and wait until its clusters run again</para>
/// <code>Grant-AtlasKeyAccess -RecordPath ./freeze.json -Wait</code>
/// </example>
/// <example>
/// <para>Thaw a project without waiting for Atlas, and show what was restored</para>
/// <code>Grant-AtlasKeyAccess ./freeze.json | Where-Object Event -eq Given</code>
/// </example>
/// <example>
/// <para>Freeze a project, then thaw it with the output of the freeze</para>
/// <code>$evidence = Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath ./freeze.json; $evidence | Grant-AtlasKeyAccess -Wait</code>
/// <para>Each object names the record, which is used once.</para>
/// </example>
/// <note>Atlas: Project Read Only, with -Wait.</note>
/// <note>Azure: Reader on the vault, and the role that Revoke-AtlasKeyAccess needed.</note>
/// <error>
/// AccessNotGiven RecordChanged CannotAsk RecordMissing RecordNotAFile RecordUnreadable RecordOfAnother RecordNamesNoProject NotEnabledForProject
/// MethodDoesNotFit RoleNotOfKeys RoleTooBroad RoleDiffers VaultUnknown VaultAccessUnknown KeyVersionStateUnknown WaitTimedOut KeyVersionUnknown
/// KeyRightsMissing KeyDisabled VaultNotReachable VaultInAnotherCloud CannotConfirm AzureSignInFailed AzureTokenExpired AzureTokenRefused
/// AzureWrongTenant AzureRoleTooSmall ScopeLocked DisallowedByPolicy AzureConflict SubscriptionNotFound ResourceGroupNotFound VaultNotFound
/// AzureThrottled AzureServerError AzureApiError
/// AzContextMissing AzContextMoved AzContextGivesNoToken AzContextInAnotherCloud AzContextInUnknownCloud
/// </error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-kms-encryption/">Atlas: what happens when a key cannot be used</seealso>
/// <seealso cref="RevokeAtlasKeyAccessCommand"/>
[Cmdlet(VerbsSecurity.Grant, "AtlasKeyAccess", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(KeyAccessEvidence))]
public sealed class GrantAtlasKeyAccessCommand : AtlasProjectCmdletBase
{
    /// <summary>The records that Revoke-AtlasKeyAccess wrote: as paths, files, or its piped output. A record that is named several times is used once.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateText]
    public string[] RecordPath { get; set; } = [];

    /// <summary>The project to wait for, 24 hexadecimal digits. Default: the project that the record names, with which this ID must agree. Required only if the
    /// record was written without Atlas.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId(MayBeMissing = true)]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public override string[]? ProjectId { get; set; }

    /// <summary>Waits until Atlas reports the key as valid, and the clusters that were running before are IDLE again.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The object ID of Atlas's service principal in Microsoft Entra (not of the application), to compare with the record.</summary>
    [Parameter]
    [AzureUuid("object ID")]
    public Guid? AtlasObjectId { get; set; }

    /// <summary>Skips the additional confirmation if the record does not agree with the current state in Azure and Atlas. It also accepts a record with a wrong checksum, with a warning.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long -Wait waits in total, in seconds: for delayed permissions in Azure, and for Atlas.</summary>
    [Parameter]
    [ValidateRange(1, 604800)]
    public int TimeoutSec { get; set; } = 3600;

    private readonly HashSet<string> _begun = new(OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    private protected override bool IsForced => Force;

    private protected override void Begin() => Pump.InOrderOfCompletion = Wait && !Pump.IsWhatIf;

    private protected override void Process()
    {
        var session = Wait ? CurrentAtlasSession : FindSession();
        var (azure, records, named) = (ContextOf(session), ClientsBridge.OpenRecords(), ProjectName is null ? ProjectId : [.. Projects.Select(p => p.ProjectId)]);
        if (named is [])
        {
            // -ProjectName selected nothing, which is already reported as an error.
            return;
        }

        TimeSpan? timeout = Wait ? TimeSpan.FromSeconds(TimeoutSec) : null;
        foreach (var path in RecordPath.Select(p => Path.GetFullPath(FilePath(p, provider => KeyAccessRecordErrors.RecordNotAFile(p, provider))))
            .Where(p => _begun.Add($"{p} {string.Join(' ', named ?? [])}")))
        {
            Pump.Start(session, IsForced, async item =>
            {
                var record = records.Read(path) ?? throw KeyAccessRecordErrors.RecordMissing(path, named is [var asked] ? asked : null);
                if (named is not null && record.Target.ProjectId is { } own && named.Any(p => p != own))
                {
                    throw KeyAccessRecordErrors.RecordOfAnother(record, named, path);
                }

                var request = new GrantRequest(record, path) { ObjectId = AtlasObjectId?.ToString("D"), Force = Force, Wait = timeout };
                await new GrantKeyAccess(ProjectOf(azure, record, named, path), azure, new(azure, timeout), item).RunAsync(request, item.Emit).ConfigureAwait(false);
            });
        }
    }

    /// <returns>Null if there is no Atlas session, or no project is named.</returns>
    private ProjectContext? ProjectOf(SessionContext context, KeyAccessRecord record, string[]? named, string path)
    {
        var id = record.Target.ProjectId ?? (named is [var only] ? only : Wait ? throw KeyAccessRecordErrors.RecordNamesNoProject(path) : null);
        return id is null || context.AtlasSession is not { AsksAtlas: true } ? null : context.Project(id);
    }
}
