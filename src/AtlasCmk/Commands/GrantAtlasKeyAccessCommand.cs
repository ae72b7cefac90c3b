using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Thaws the data of a project: gives Atlas back exactly the access to its key that Revoke-AtlasKeyAccess took.</summary>
/// <remarks>
/// <para>What was taken is in the record that Revoke-AtlasKeyAccess wrote; nothing else is needed, and any machine will do. What is there already is left as it is, so the command may be run again at any time. A record that tells of more than a freeze takes is refused: another identity than the one that it is about, another permission, a role that does not use keys or does more.</para>
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
/// <code>$evidence = Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath ./freeze.json -Confirm:$false; $evidence | Grant-AtlasKeyAccess -Wait</code>
/// <para>Each object names the record; it is thawed once.</para>
/// </example>
/// <note>Atlas: Project Read Only, with -Wait.</note>
/// <note>Azure: Reader on the vault, and what Revoke-AtlasKeyAccess needed.</note>
/// <error>RecordMissing RecordNotAFile RecordUnreadable RecordOfAnother RecordNamesNoProject NotEnabledForProject MethodDoesNotFit RoleNotOfKeys RoleTooBroad RoleDiffers VaultUnknown WaitTimedOut KeyVersionUnknown KeyRightsMissing KeyDisabled VaultNotReachable VaultInAnotherCloud CannotConfirm AzureSignInFailed AzureTokenExpired AzureTokenRefused AzureWrongTenant AzureRoleTooSmall ScopeLocked DisallowedByPolicy AzureConflict SubscriptionNotFound ResourceGroupNotFound VaultNotFound AzureThrottled AzureServerError AzureApiError</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-kms-encryption/">Atlas: what happens when a key cannot be used</seealso>
/// <seealso cref="RevokeAtlasKeyAccessCommand"/>
[Cmdlet(VerbsSecurity.Grant, "AtlasKeyAccess", SupportsShouldProcess = true)]
[OutputType(typeof(KeyAccessEvidence))]
public sealed class GrantAtlasKeyAccessCommand : KeyAccessCommand
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

    private readonly HashSet<string> _begun = new(OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);

    private protected override void Begin() => Pump.InOrderOfCompletion = Wait && !Pump.IsWhatIf;

    private protected override void Process()
    {
        var session = Wait ? CurrentAtlasSession : FindSession();
        var (azure, records, named) = (OpenAzure(session), Records, ProjectId);
        foreach (var path in RecordPath.Select(p => Path.GetFullPath(FilePath(p))).Where(p => _begun.Add($"{p} {string.Join(' ', named ?? [])}")))
        {
            Pump.Start(session, IsForced, async item =>
            {
                var record = records.Read(path) ?? throw Failures.RecordMissing(path);
                if (named is not null && record.Target.ProjectId is { } own && named.Any(p => p != own))
                {
                    throw Failures.RecordOfAnother(record, named, path);
                }

                var project = Wait ? ProjectOf(session!, record, named, path) : null;
                await new GrantKeyAccess(Access(azure, Wait), item, Pump, azure.Time).RunAsync(record, path, project, Timeout, item.Emit).ConfigureAwait(false);
            });
        }
    }

    /// <summary>A record is read off the pipeline thread, where only one may look for its project at a time.</summary>
    private ProjectWork ProjectOf(AtlasSession session, KeyAccessRecord record, string[]? named, string path)
    {
        var id = record.Target.ProjectId ?? (named is [var only] ? only : throw Failures.RecordNamesNoProject(path));
        lock (Records)
        {
            return Project(session, id);
        }
    }
}
