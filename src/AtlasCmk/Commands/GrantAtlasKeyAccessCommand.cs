using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Thaws the data of a project: gives Atlas back exactly the access to its key that Revoke-AtlasKeyAccess took.</summary>
/// <remarks>
/// <para>What was taken is in the record that Revoke-AtlasKeyAccess wrote, and any machine will do. What is there already is left as it is, so you can run the command again at any time. A record that holds more than a freeze takes is refused: another identity, another permission, a role that does not use keys or does more.</para>
/// <para>If every version of a key was disabled, because the project follows the latest one, each version of the record is enabled again, the latest first. Versions that were disabled before the freeze stay disabled. Versions that are enabled and not in the record are named in a warning: Atlas uses the latest enabled version.</para>
/// <para>The command names what it would give, to which identity, in which vault, and how old the record is. Then it asks. A record is a file, so it is compared with what Azure and Atlas say now: the tag AtlasCmkFreeze on the key version, the project's key and vault, Atlas's identity, and the time. What does not agree, or cannot be compared, is named in a second question, which -Force answers.</para>
/// <para>Atlas reports its identity only for a project that signs in with a role. For other projects give -AtlasObjectId; without it the second question is asked where a policy or a role is given back.</para>
/// <para>The checksum in a record shows that the file was changed by accident. It is no signature: with the right to write the file, the checksum can be written too. A record whose checksum does not fit is refused without -Force. Records of earlier versions have no checksum, which the second question says.</para>
/// <para>After each change Azure is asked again. Given means that it showed the access. NotGiven and Unseen mean that it did not, or could not be asked, and end in an error. The tag is removed, and other tags stay.</para>
/// <para>Azure takes some minutes to let a grant work, and Atlas looks at its own pace. With -Wait the command follows until Atlas reports the key valid, and every cluster that was running before the freeze is IDLE again; each look of it makes Atlas try the key. Where the record does not tell which clusters ran, only the key is waited for, and a warning says so. A change that Azure refuses because a right was granted just now is tried again with -Wait, for up to five minutes.</para>
/// <para>One object is emitted for each thing that happens, with its time; with -Wait as it happens, so that the order of the output is the order of events, whichever record they are of.</para>
/// </remarks>
/// <example>
/// <para>Thaw what was frozen</para>
/// <code>Grant-AtlasKeyAccess -RecordPath ./freeze.json -Wait</code>
/// </example>
/// <example>
/// <para>Give back without asking Atlas, and see what was missing</para>
/// <code>Grant-AtlasKeyAccess ./freeze.json | Where-Object Event -eq Given</code>
/// </example>
/// <example>
/// <para>Thaw by the evidence of a freeze</para>
/// <code>$evidence = Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath ./freeze.json; $evidence | Grant-AtlasKeyAccess -Wait</code>
/// <para>Each object names the record; it is thawed once.</para>
/// </example>
/// <note>Atlas: Project Read Only, with -Wait.</note>
/// <note>Azure: Reader on the vault, and what Revoke-AtlasKeyAccess needed.</note>
/// <error>AccessNotGiven RecordChanged CannotAsk RecordMissing RecordNotAFile RecordUnreadable RecordOfAnother RecordNamesNoProject NotEnabledForProject MethodDoesNotFit RoleNotOfKeys RoleTooBroad RoleDiffers VaultUnknown VaultAccessUnknown KeyVersionStateUnknown WaitTimedOut KeyVersionUnknown KeyRightsMissing KeyDisabled VaultNotReachable VaultInAnotherCloud CannotConfirm AzureSignInFailed AzureTokenExpired AzureTokenRefused AzureWrongTenant AzureRoleTooSmall ScopeLocked DisallowedByPolicy AzureConflict SubscriptionNotFound ResourceGroupNotFound VaultNotFound AzureThrottled AzureServerError AzureApiError</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-kms-encryption/">Atlas: what happens when a key cannot be used</seealso>
/// <seealso cref="RevokeAtlasKeyAccessCommand"/>
[Cmdlet(VerbsSecurity.Grant, "AtlasKeyAccess", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(KeyAccessEvidence))]
public sealed class GrantAtlasKeyAccessCommand : KeyAccessCmdletBase
{
    /// <summary>The records that Revoke-AtlasKeyAccess wrote: as paths, files or the evidence that it emitted. One that is named several times is thawed once.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateText]
    public string[] RecordPath { get; set; } = [];

    /// <summary>The project to wait for, 24 hexadecimal digits. Default: the one that the record names, which it must not contradict; needed only where that was written without Atlas.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId(MayBeMissing = true)]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public override string[]? ProjectId { get; set; }

    /// <summary>Waits until Atlas reports it: the key valid, and the clusters that were running before IDLE again.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The object id of Atlas's identity in Microsoft Entra, to compare the record with: of the service principal, not of the application.</summary>
    [Parameter]
    [AzureUuid("object ID")]
    public Guid? AtlasObjectId { get; set; }

    /// <summary>Answers the second question beforehand: the record does not agree with what Azure and Atlas say now. It also lets a record be used whose checksum does not fit, with a warning.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private readonly HashSet<string> _begun = new(OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    private protected override bool IsForced => Force;

    private protected override void Begin() => Pump.InOrderOfCompletion = Wait && !Pump.IsWhatIf;

    private protected override void Process()
    {
        var session = Wait ? CurrentAtlasSession : FindSession();
        var (azure, records, named) = (ContextOf(session), Records, ProjectId);
        foreach (var path in RecordPath.Select(p => Path.GetFullPath(FilePath(p))).Where(p => _begun.Add($"{p} {string.Join(' ', named ?? [])}")))
        {
            Pump.Start(session, IsForced, async item =>
            {
                var record = records.Read(path) ?? throw KeyAccessRecordErrors.RecordMissing(path, named is [var asked] ? asked : null);
                if (named is not null && record.Target.ProjectId is { } own && named.Any(p => p != own))
                {
                    throw KeyAccessRecordErrors.RecordOfAnother(record, named, path);
                }

                var request = new GrantRequest(record, path) { ObjectId = AtlasObjectId?.ToString("D"), Force = Force, Wait = Wait ? Timeout : null };
                await new GrantKeyAccess(ProjectOf(session, record, named, path), azure, Access(azure, Wait), item).RunAsync(request, item.Emit).ConfigureAwait(false);
            });
        }
    }

    /// <summary>A record is read off the pipeline thread, where only one may look for its project at a time.</summary>
    /// <returns>Null where Atlas cannot be asked, or no project is named.</returns>
    private ProjectContext? ProjectOf(AtlasSession? session, KeyAccessRecord record, string[]? named, string path)
    {
        var id = record.Target.ProjectId ?? (named is [var only] ? only : Wait ? throw KeyAccessRecordErrors.RecordNamesNoProject(path) : null);
        if (id is null || session is not { AsksAtlas: true })
        {
            return null;
        }

        lock (Records)
        {
            return ContextOf(session).Project(id);
        }
    }
}
