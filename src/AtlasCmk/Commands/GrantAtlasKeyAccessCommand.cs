using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Thaws the data of a project: gives Atlas back exactly the access to its key that Revoke-AtlasKeyAccess took.</summary>
/// <remarks>
/// <para>What was taken is in the record that Revoke-AtlasKeyAccess wrote; nothing else is needed, and any machine will do. What is there already is left as it is, so the command may be run again at any time.</para>
/// <para>Azure takes some minutes to let a grant work, and Atlas looks at its own pace. With -Wait the command follows until Atlas reports the key valid, and every cluster that was running before the freeze is IDLE again; each look of it makes Atlas try the key.</para>
/// <para>One object is emitted for each thing that happens, with its time, as it happens.</para>
/// </remarks>
/// <example>
/// <para>Thaw what was frozen</para>
/// <code>Grant-AtlasKeyAccess -RecordPath ./freeze.json -Wait</code>
/// </example>
/// <example>
/// <para>Give back without asking Atlas, and see what was missing</para>
/// <code>Grant-AtlasKeyAccess ./freeze.json | Where-Object Event -eq Given</code>
/// </example>
/// <note>Atlas: Project Read Only, with -Wait.</note>
/// <note>Azure: Reader on the vault, and what Revoke-AtlasKeyAccess needed.</note>
/// <error>RecordMissing RecordNotAFile RecordUnreadable RecordNamesNoProject VaultUnknown WaitTimedOut KeyVersionUnknown KeyRightsMissing KeyDisabled VaultNotReachable VaultInAnotherCloud CannotConfirm AzureSignInFailed AzureTokenExpired AzureTokenRefused AzureWrongTenant AzureRoleTooSmall ScopeLocked DisallowedByPolicy AzureConflict SubscriptionNotFound ResourceGroupNotFound VaultNotFound AzureThrottled AzureServerError AzureApiError</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-kms-encryption/">Atlas: what happens when a key cannot be used</seealso>
/// <seealso cref="RevokeAtlasKeyAccessCommand"/>
[Cmdlet(VerbsSecurity.Grant, "AtlasKeyAccess", SupportsShouldProcess = true)]
[OutputType(typeof(KeyAccessEvidence))]
public sealed class GrantAtlasKeyAccessCommand : KeyAccessCommand
{
    /// <summary>The records that Revoke-AtlasKeyAccess wrote.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string[] RecordPath { get; set; } = [];

    /// <summary>The project to wait for, 24 hexadecimal digits. Default: the one that the record names; needed only where that was written without Atlas.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValueOf("ProjectId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.ProjectCompleter))]
    public override string[]? ProjectId { get; set; }

    /// <summary>Waits until Atlas reports it: the key valid, and the clusters that were running before IDLE again.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override void Begin() => Pump.InOrderOfCompletion = Wait;

    private protected override void Process()
    {
        var session = Wait ? CurrentAtlasSession : FindSession();
        var (azure, records) = (OpenAzure(session, Wait), Records);
        foreach (var path in RecordPath.Select(FilePath))
        {
            Pump.Start(session, IsForced, async item =>
            {
                var record = records.Read(path) ?? throw Failures.RecordMissing(path);
                var project = Wait ? ProjectOf(session!, record, path) : null;
                await new GrantKeyAccess(azure, item, Pump, session?.Time ?? TimeProvider.System).RunAsync(record, path, project, Timeout, item.Emit).ConfigureAwait(false);
            });
        }
    }

    /// <summary>A record is read off the pipeline thread, where only one may look for its project at a time.</summary>
    private ProjectWork ProjectOf(AtlasSession session, KeyAccessRecord record, string path)
    {
        var id = record.Target.ProjectId ?? (ProjectId is [var only] ? only : throw Failures.RecordNamesNoProject(path));
        lock (Records)
        {
            return Project(session, id);
        }
    }
}
