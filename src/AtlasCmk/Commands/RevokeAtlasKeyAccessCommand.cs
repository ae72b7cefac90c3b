using System.Management.Automation;
using AtlasCmk.Isolation;

namespace AtlasCmk.Commands;

/// <summary>Freezes a project's data: removes Atlas's access to its key in Azure Key Vault, so that Atlas pauses the clusters.</summary>
/// <remarks>
/// <para>-Method selects what is removed. KeyVersion disables the key version that the project uses, for every user of the key. It tags the version
/// AtlasCmkFreeze with the time and your identity; other tags stay. If the project names its key without a version, every enabled version of the key is
/// disabled. AccessPolicy removes get, encrypt and decrypt from Atlas's identity, for all keys of the vault; a policy that grants "all" loses it.
/// RoleAssignment removes the roles that allow encrypt or decrypt. A role is refused if it is inherited from above the vault, comes through a group, or allows
/// more than key access. The error shows its scope. If you name a vault and no key, roles on single keys are removed too.</para>
/// <para>A project that names its key without a version follows the latest enabled version. If only that version were disabled, Atlas would fall back to an
/// older one. So KeyVersion disables every enabled version, the latest last. If one cannot be disabled, the rest stay enabled, and the output shows which ones
/// were disabled. The versions are then listed again. A version that was created or enabled during the freeze is an error (NewVersionEnabled), because Atlas
/// uses it. A rotation policy of the key can create one at any time. The confirmation and the output mention such a policy (MayEnd).</para>
/// <para>Another project may follow the key whose version you disable. The confirmation shows what happens to that project: it falls back to an older enabled
/// version (FallsBack), or it stops too (AlsoStops).</para>
/// <para>Before it asks for confirmation, the command checks what will stop. It lists the project's clusters with their sizes, backups that cannot be restored
/// during the freeze, and everything else that shares the access. That can be other projects, other identities with an access policy or role for the key, and
/// other keys of the vault. If more than the project stops, an additional confirmation is required, which -Force skips. If AtlasCmk cannot determine everything
/// that stops, it refuses without -Force.</para>
/// <para>The command reads from Azure again after each change. Taken means that Azure shows the access as removed. NotTaken and Unseen mean that Azure still
/// shows it, or could not be read, and result in an error.</para>
/// <para>Everything that will be removed is saved to -RecordPath before the first change. An existing file is never overwritten. Grant-AtlasKeyAccess restores
/// exactly what the record lists, from any computer. If you run the command again after an interruption, with the same path, it continues, and the record stays
/// as it is. It refuses if Atlas was given more access since then, or if more clusters run under the key than the record lists. The next freeze then needs its
/// own record, so that the thaw waits for all of them.</para>
/// <para>If you suspect Atlas itself, name the vault (-VaultName, -ResourceGroupName, -SubscriptionId) and add -Force. The command then sends nothing to Atlas,
/// so it does not know which clusters stop. Azure still lists the other users of the key. An Azure-only session is enough (Connect-Atlas -AzureOnly). A
/// permission that was granted recently takes a few minutes to work in Azure. With -Wait or a vault, a change that is refused for that reason is retried for up
/// to five minutes, with a warning.</para>
/// <para>Each event is one output object with its time. With -Wait, the order of the output is the order of events, across all projects. The last events come
/// from Atlas: the key is invalid, and every encrypted cluster that Atlas lists is paused. Atlas does not document how it reports a cluster that it stopped
/// because of its key. A cluster counts as stopped (ClusterStopped) if it is neither IDLE nor paused for ten minutes while the key is invalid. If Atlas still
/// reports a cluster as IDLE, the error is WaitTimedOut, although the access was removed.</para>
/// </remarks>
/// <example>
/// <para>Freeze the session's project, and wait until Atlas has paused the clusters</para>
/// <code>Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath ./freeze.json -Wait</code>
/// <para>The command asks for confirmation. With -WhatIf it only shows what would stop; in a runbook add -Confirm:$false. The output is evidence: save it, for example with Export-Clixml.</para>
/// </example>
/// <example>
/// <para>Freeze a vault in an emergency, without Atlas</para>
/// <code>Revoke-AtlasKeyAccess -Method AccessPolicy -VaultName $vault -ResourceGroupName rg-keys -SubscriptionId $subscription `
///     -AtlasObjectId $objectId -RecordPath ./emergency.json -Force -Confirm:$false</code>
/// <para>$objectId is the object ID of the service principal that Atlas signs in to Azure as.</para>
/// </example>
/// <note>Atlas: Project Owner for the project; Project Read Only for each project that may share the key. None if you name the vault.</note>
/// <note>Azure: Reader on the vault, and a role for the method. KeyVersion: Key Vault Crypto Officer, used from a network that the vault allows; or update in
/// an access policy, with getrotationpolicy to read a rotation policy. AccessPolicy: Key Vault Contributor. RoleAssignment: Role Based Access Control
/// Administrator.</note>
/// <note>AtlasCmk cannot read the group memberships of Atlas's identity, so access through a group remains. Other policies and groups that may give such access
/// are named first (MayRemain). Only -Wait proves that Atlas has lost the key, and that -AtlasObjectId is Atlas's identity.</note>
/// <error>
/// AccessNotTaken NewVersionEnabled RecordChanged NotEnabledForProject KeyNotUnderstood KeyNotNamed VaultNotNamed VaultNotConfigured KeyNotInUse
/// KeyIdentifierInvalid KeyOfAnotherVault VersionNotNamed SubscriptionMissing VaultUnknown VaultAccessUnknown KeyVersionStateUnknown
/// AtlasIdentityUnknown ObjectIdIsOwn SeveralProjects MethodDoesNotFit RoleInherited RoleThroughGroup RoleTooBroad NothingToRevoke ImpactUnknown
/// RecordNotAFile RecordExists RecordUnreadable RecordNotWritten RecordOfAnother RecordOutdated ChangedMeanwhile CannotAsk WaitTimedOut KeyUnknown
/// KeyVersionUnknown KeyRightsMissing KeyDisabled VaultNotReachable VaultInAnotherCloud CannotConfirm AzureSignInFailed AzureTokenExpired
/// AzureTokenRefused AzureWrongTenant AzureRoleTooSmall ScopeLocked DisallowedByPolicy AzureConflict SubscriptionNotFound ResourceGroupNotFound
/// VaultNotFound AzureThrottled AzureServerError AzureApiError
/// AzContextMissing AzContextMoved AzContextGivesNoToken AzContextInAnotherCloud AzContextInUnknownCloud
/// </error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: revoke access to an encryption key</seealso>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-kms-encryption/">Atlas: what happens when a key cannot be used</seealso>
/// <seealso cref="GrantAtlasKeyAccessCommand"/>
[Cmdlet(VerbsSecurity.Revoke, "AtlasKeyAccess", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ProjectSet)]
[OutputType(typeof(KeyAccessEvidence))]
public sealed class RevokeAtlasKeyAccessCommand : AtlasProjectCmdletBase
{
    private const string ProjectSet = "Project";
    private const string VaultSet = "Vault";

    /// <inheritdoc/>
    [Parameter(ParameterSetName = ProjectSet)]
    [SupportsWildcards]
    [ValidateText]
    [ArgumentCompleter(typeof(Completers.ProjectNameCompleter))]
    public override string[]? ProjectName { get; set; }

    /// <summary>What is removed: KeyVersion, AccessPolicy or RoleAssignment.</summary>
    [Parameter(Mandatory = true)]
    public KeyAccessMethod Method { get; set; }

    /// <summary>The file that records what is removed: one for each project, on permanent storage. If the file exists, the command continues the freeze that it describes.</summary>
    [Parameter(Mandatory = true)]
    [ValidateText]
    public string RecordPath { get; set; } = "";

    /// <summary>The key version, as a full URL: https://{vault}.vault.azure.net/keys/{name}/{version}. For a project it is optional, and must be the version
    /// that the project uses. With -VaultName, the method KeyVersion requires it; a URL without a version disables every enabled version of the key. With
    /// -VaultName and without a key, RoleAssignment removes the roles on all keys of the vault.</summary>
    [Parameter]
    [ValueOf("KeyIdentifier")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.KeyVersionCompleter))]
    public string? KeyIdentifier { get; set; }

    /// <summary>The object ID of Atlas's service principal in Microsoft Entra (not of the application). Not needed with -Method KeyVersion, where it is used to
    /// list other users of the key. Not needed for projects that sign in with a role.</summary>
    [Parameter]
    [AzureUuid("object ID")]
    public Guid? AtlasObjectId { get; set; }

    /// <summary>The name of the vault. The command then sends nothing to Atlas, and requires -Force.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VaultSet)]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.VaultCompleter))]
    public string? VaultName { get; set; }

    /// <summary>The resource group that holds the vault.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VaultSet)]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ResourceGroupCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>The ID of the Azure subscription that holds the vault, a UUID. Default: the subscription of the session's Az context.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [AzureUuid("subscription ID", IsSubscription = true)]
    public Guid? SubscriptionId { get; set; }

    /// <summary>Waits until Atlas reports the key as invalid, and every encrypted cluster as paused.</summary>
    [Parameter(ParameterSetName = ProjectSet)]
    public SwitchParameter Wait { get; set; }

    /// <summary>Continues even if AtlasCmk cannot determine everything that stops, and skips the additional confirmation when more than the project stops.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>How long -Wait waits in total, in seconds: for delayed permissions in Azure, and for Atlas.</summary>
    [Parameter]
    [ValidateRange(1, 604800)]
    public int TimeoutSec { get; set; } = 3600;

    private readonly HashSet<string> _named = [];
    private (RevokeRequest Request, AtlasSession? Session)? _atVault;

    private protected override bool IsForced => Force;

    private protected override void Begin() => Pump.InOrderOfCompletion = Wait && !Pump.IsWhatIf;

    private protected override void Process()
    {
        var request = new RevokeRequest(Method, FilePath(RecordPath, provider => KeyAccessRecordErrors.RecordNotAFile(RecordPath, provider)))
        {
            Key = KeyIdentifier is null ? null : KeyIdentifierReading.ParseKey(KeyIdentifier),
            ObjectId = AtlasObjectId?.ToString("D"),
            Force = Force,
            Wait = Wait ? TimeSpan.FromSeconds(TimeoutSec) : null,
        };
        if (ParameterSetName == VaultSet)
        {
            // One freeze for all piped projects; their number is checked at the end.
            _named.UnionWith(ProjectId ?? []);
            _atVault ??= (request, FindSession());
            return;
        }

        foreach (var project in Projects.Where(p => TryBegin(p)))
        {
            var (azure, records) = (ContextOf(CurrentSession), ClientsBridge.OpenRecords());
            Run(project, item => new RevokeKeyAccess(project, azure, new(azure, request.Wait), records, item).RunAsync(request, item.Emit));
        }
    }

    private protected override void End()
    {
        if (_atVault is { } once)
        {
            RevokeAtVault(once.Request, once.Session);
        }
    }

    /// <summary>Uses only the session's Azure sign-in. In an emergency, permissions may have been granted just now, so delays are retried.</summary>
    private void RevokeAtVault(RevokeRequest request, AtlasSession? session)
    {
        if (_named.Count > 1)
        {
            throw KeyAccessErrors.SeveralProjects(VaultName!, _named);
        }

        var cloud = request.Key?.Cloud ?? CloudOf(session);
        var subscription = SubscriptionId?.ToString("D") ?? (session is null ? Surroundings.AzureSubscriptionId : session.AzureSubscriptionId)
            ?? throw ConnectionErrors.SubscriptionMissing(VaultName!);
        var named = request with { Vault = new(cloud, subscription, ResourceGroupName!, VaultName!), ProjectId = _named.SingleOrDefault() };
        var (azure, records) = (ContextOf(session), ClientsBridge.OpenRecords());
        Pump.Start(session, IsForced, item => new RevokeKeyAccess(null, azure, new(azure, TimeSpan.FromSeconds(TimeoutSec)), records, item).RunAsync(named, item.Emit));
    }
}
