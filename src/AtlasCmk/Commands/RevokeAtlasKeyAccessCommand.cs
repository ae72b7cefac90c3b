using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Freezes the data of a project: takes from Atlas the access to its key in Azure Key Vault, so that Atlas pauses the clusters.</summary>
/// <remarks>
/// <para>The method says what is taken. KeyVersion disables the version that the project uses, for everybody, and tags it AtlasCmkFreeze with the time and your identity; other tags stay. If the project names its key without a version, every enabled version of the key is disabled. AccessPolicy takes get, encrypt and decrypt from Atlas's identity, for all keys of the vault; a policy that says all loses that. RoleAssignment takes the roles that let it encrypt or decrypt; one that is inherited from above the vault, comes through a group, or is more than access to keys is refused, with its scope. Where a vault is given and no key, the roles at single keys go too.</para>
/// <para>A project that names its key without a version follows the latest enabled version. If only that one were disabled, Atlas would fall back to an older one. So KeyVersion disables every enabled version, the latest last. If one cannot be disabled, the ones after it stay as they are, and the output says which were taken. Afterwards the versions are listed again. A version that was created or enabled during the freeze is an error (NewVersionEnabled), because Atlas uses it. A rotation policy of the key can create one at any time; it is named before the question and in the output (MayEnd).</para>
/// <para>If another project follows a key of which you disable one version, the question says what happens to that project. It falls back to an older enabled version (FallsBack), or it stops too (AlsoStops).</para>
/// <para>First it is found out what stops: the project's clusters with their sizes, backups that cannot be restored meanwhile, and whoever else shares what is taken: other projects that this key of Atlas sees, other identities that use the key by access policies or roles, other keys of the vault. Then the command asks. Where more than the project stops, it asks a second time, which -Force answers. Where it cannot be told in full what stops, it refuses without -Force.</para>
/// <para>After each change Azure is asked again. Taken means that it showed the access gone. NotTaken and Unseen mean that it did not, or could not be asked, and end in an error.</para>
/// <para>Before the first change, all that is about to be taken is written to -RecordPath, and is on the disk. A file that is there is never overwritten. Grant-AtlasKeyAccess gives back exactly what it tells, from any machine. Run again after an interruption, with the same path, the command goes on, and the record stays as it is. Where Atlas has got more access since, or more clusters run under the key than the record tells of, it refuses: the next freeze needs a separate record, so that the thaw waits for all of them.</para>
/// <para>Where Atlas itself is the suspect, give the vault (-VaultName, -ResourceGroupName, -SubscriptionId) and -Force: Atlas is not asked for anything, and which clusters stop is not known; who else uses the key, Azure tells all the same. A session for Azure alone will do (Connect-Atlas -AzureOnly). A right that was granted just now takes some minutes to work in Azure: with -Wait or a vault, a change that is refused for that is tried again for up to five minutes, and a warning says so.</para>
/// <para>One object is emitted for each thing that happens, with its time. With -Wait it is emitted as it happens, so that the order of the output is the order of events, whichever project they are of, and the last ones are Atlas's own word: the key is not valid, and every encrypted cluster that Atlas shows is paused. How Atlas reports a cluster that it stopped for its key is not documented: one page says that it is paused, another that its processes are shut down. A cluster that is neither IDLE nor paused for ten minutes while the key is not valid counts as stopped (ClusterStopped); one that Atlas goes on to report as IDLE leads to WaitTimedOut, although the key is taken.</para>
/// </remarks>
/// <example>
/// <para>Freeze the session's project, and follow it until Atlas has paused the clusters</para>
/// <code>Revoke-AtlasKeyAccess -Method KeyVersion -RecordPath ./freeze.json -Wait</code>
/// <para>The command asks first. With -WhatIf it only says what would stop; in a runbook add -Confirm:$false. What it emits is the evidence: keep it, for example with Export-Clixml.</para>
/// </example>
/// <example>
/// <para>In an emergency, without Atlas</para>
/// <code>Revoke-AtlasKeyAccess -Method AccessPolicy -VaultName $vault -ResourceGroupName rg-keys -SubscriptionId $subscription -AtlasObjectId $objectId -RecordPath ./emergency.json -Force -Confirm:$false</code>
/// <para>$objectId is that of the service principal that Atlas signs in to Azure as.</para>
/// </example>
/// <note>Atlas: Project Owner for the project; Project Read Only for each project that might share the key. None where the vault is given.</note>
/// <note>Azure: Reader on the vault; and for KeyVersion Key Vault Crypto Officer (or update in an access policy, and getrotationpolicy to see a rotation policy), from where the vault's network lets in; for AccessPolicy Key Vault Contributor; for RoleAssignment Role Based Access Control Administrator.</note>
/// <note>Azure does not show here which groups Atlas's identity is in. Rights through a group remain: other policies and groups that may be such a group are named first (MayRemain). Only -Wait shows that Atlas has lost the key, and that -AtlasObjectId is Atlas's identity.</note>
/// <error>AccessNotTaken NewVersionEnabled RecordChanged NotEnabledForProject KeyNotUnderstood KeyNotNamed VaultNotNamed VaultNotConfigured KeyNotInUse KeyIdentifierInvalid KeyOfAnotherVault VersionNotNamed SubscriptionMissing VaultUnknown VaultAccessUnknown KeyVersionStateUnknown AtlasIdentityUnknown ObjectIdIsOwn SeveralProjects MethodDoesNotFit RoleInherited RoleThroughGroup RoleTooBroad NothingToRevoke ImpactUnknown RecordNotAFile RecordExists RecordUnreadable RecordNotWritten RecordOfAnother RecordOutdated ChangedMeanwhile CannotAsk WaitTimedOut KeyUnknown KeyVersionUnknown KeyRightsMissing KeyDisabled VaultNotReachable VaultInAnotherCloud CannotConfirm AzureSignInFailed AzureTokenExpired AzureTokenRefused AzureWrongTenant AzureRoleTooSmall ScopeLocked DisallowedByPolicy AzureConflict SubscriptionNotFound ResourceGroupNotFound VaultNotFound AzureThrottled AzureServerError AzureApiError</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: revoke access to an encryption key</seealso>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-kms-encryption/">Atlas: what happens when a key cannot be used</seealso>
/// <seealso cref="GrantAtlasKeyAccessCommand"/>
[Cmdlet(VerbsSecurity.Revoke, "AtlasKeyAccess", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = ProjectSet)]
[OutputType(typeof(KeyAccessEvidence))]
public sealed class RevokeAtlasKeyAccessCommand : KeyAccessCmdletBase
{
    private const string ProjectSet = "Project";
    private const string VaultSet = "Vault";

    /// <summary>What is taken: KeyVersion, AccessPolicy or RoleAssignment.</summary>
    [Parameter(Mandatory = true)]
    public KeyAccessMethod Method { get; set; }

    /// <summary>The file to write what is taken to, before it is taken: one for each project, on a disk that stays. If the file exists, the command continues the freeze that it describes.</summary>
    [Parameter(Mandatory = true)]
    [ValidateText]
    public string RecordPath { get; set; } = "";

    /// <summary>The key version, as a full URL: https://{vault}.vault.azure.net/keys/{name}/{version}. With a project it may be left out, and has to be the one that the project uses. With a vault, KeyVersion needs it; without a version in the URL, it disables every enabled version of the key. With a vault and no key, RoleAssignment takes the roles at all keys of the vault.</summary>
    [Parameter]
    [ValueOf("KeyIdentifier")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.KeyVersionCompleter))]
    public string? KeyIdentifier { get; set; }

    /// <summary>The object id of Atlas's identity in Microsoft Entra: of the service principal, not of the application. KeyVersion does not need it, and with it names the others who use the key; nor does a project need it that signs in by a role, which Atlas tells.</summary>
    [Parameter]
    [AzureUuid("object ID")]
    public Guid? AtlasObjectId { get; set; }

    /// <summary>The vault's name. With it Atlas is not asked for anything, which takes -Force.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VaultSet)]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.VaultCompleter))]
    public string? VaultName { get; set; }

    /// <summary>The resource group that holds the vault.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VaultSet)]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ResourceGroupCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>The Azure subscription that holds the vault, a UUID. Default: that of the session's Az context.</summary>
    [Parameter(ParameterSetName = VaultSet)]
    [AzureUuid("subscription ID", IsSubscription = true)]
    public Guid? SubscriptionId { get; set; }

    /// <summary>Waits until Atlas reports it: the key not valid, and every encrypted cluster paused.</summary>
    [Parameter(ParameterSetName = ProjectSet)]
    public SwitchParameter Wait { get; set; }

    /// <summary>Goes on where it cannot be told in full what stops, and answers the second question beforehand: that more than the project stops.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private readonly HashSet<string> _named = [];
    private (RevokeRequest Request, AtlasSession? Session)? _atVault;

    private protected override bool IsForced => Force;

    private protected override void Begin() => Pump.InOrderOfCompletion = Wait && !Pump.IsWhatIf;

    private protected override void Process()
    {
        var request = new RevokeRequest(Method, FilePath(RecordPath))
        {
            Key = KeyIdentifier is null ? null : AtlasCmk.KeyIdentifier.ParseKey(KeyIdentifier),
            ObjectId = AtlasObjectId?.ToString("D"),
            Force = Force,
            Wait = Wait ? Timeout : null,
        };
        if (ParameterSetName == VaultSet)
        {
            // One freeze, whatever is piped: how many projects it names shows at the end.
            _named.UnionWith(ProjectId ?? []);
            _atVault ??= (request, FindSession());
            return;
        }

        foreach (var project in Projects.Where(p => IsFirst(p)))
        {
            var (azure, records) = (ContextOf(CurrentSession), Records);
            Run(project, item => new RevokeKeyAccess(project, azure, Access(azure, Wait), records, item).RunAsync(request, item.Emit));
        }
    }

    private protected override void End()
    {
        if (_atVault is { } once)
        {
            RevokeAtVault(once.Request, once.Session);
        }
    }

    /// <summary>Whatever session there is, only its sign-in to Azure is used. Whoever is in an emergency has perhaps just got his rights, so that what lags is tried again.</summary>
    private void RevokeAtVault(RevokeRequest request, AtlasSession? session)
    {
        if (_named.Count > 1)
        {
            throw KeyAccessErrors.SeveralProjects(VaultName!, _named);
        }

        var cloud = request.Key?.Cloud ?? CloudOf(session);
        var subscription = SubscriptionId?.ToString("D") ?? (session is null ? Surroundings.AzureSubscriptionId : session.AzureSubscriptionId) ?? throw ConnectionErrors.SubscriptionMissing(VaultName!);
        var named = request with { Vault = new(cloud, subscription, ResourceGroupName!, VaultName!), ProjectId = _named.SingleOrDefault() };
        var (azure, records) = (ContextOf(session), Records);
        Pump.Start(session, IsForced, item => new RevokeKeyAccess(null, azure, Access(azure, waits: true), records, item).RunAsync(named, item.Emit));
    }
}
