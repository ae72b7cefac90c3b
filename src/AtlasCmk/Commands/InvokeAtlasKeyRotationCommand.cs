using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Rotates a project to another version of its key, and waits until the rotation is complete.</summary>
/// <remarks>
/// <para>The version is one that the caller names (-KeyIdentifier), the newest that Atlas can use (-Latest), or one that is created (-NewVersion). It must be in the project's vault, enabled, active, valid for more than 48 hours, RSA, and allowed to encrypt and decrypt. Only the key identifier is sent, so no secret is needed.</para>
/// <para>-KeyIdentifier and -Latest ask Azure Resource Manager, so they work from anywhere, even where the vault is closed. -NewVersion asks the vault itself, and must run where the vault's network allows it: in its VNet, or on a Hybrid Worker there.</para>
/// <para>The command waits until Atlas reports the key valid, and until every encrypted cluster that was seen to start is IDLE again. A cluster that does not start within -SettlingSec is reported as NotSeen: Atlas names no rotation in a cluster, so whether that one has the new key is not known. OldKeyLeftAt is then empty.</para>
/// <para>With -Latest, a project that is on the newest version already is read once: if its key is valid and no cluster is busy, its clusters are Unchanged, and nothing is waited for.</para>
/// <para>A project can name its key without a version. Atlas then follows the latest enabled version by itself. With -Latest a warning says so, and nothing is sent; if Atlas cannot use the key, that is an error. With -NewVersion a version is created, and the command waits until Atlas is seen to use it: by an event of Atlas, or because every encrypted cluster leaves IDLE and returns. If neither shows within 20 minutes (or -SettlingSec, if you give it), NewKeyInUse is empty, and a warning says that it is not known. OldKeyLeftAt stays empty, since Atlas does not say which version a cluster uses. -RollBackOnFailure is an error there (KeyFollowsLatest).</para>
/// <para>-KeyIdentifier with a version pins such a project to that version. -KeyIdentifier without a version makes a pinned project follow the latest enabled version: Atlas then changes to a newer enabled version by itself, disabling one version is no freeze, and only Atlas's events show when a change has arrived. Both ask a second question, which -Force answers.</para>
/// <para>Azure cannot create a version on a condition. Commands in one PowerShell process take turns, so they create one version. Two processes may each create one at the same moment: both then use the one that was first, and a warning names the one that stays unused.</para>
/// <para>If -KeyIdentifier names another key of a vault that uses Azure RBAC, Atlas's rights on it are checked as Test-AtlasCmkPrerequisite does, since a role may cover one key and not another. Without the rights it is refused. If they cannot be seen, a warning says so.</para>
/// <para>Several projects are rotated at the same time, and each rotation is emitted when it is complete: the order of the output is the order of completion.</para>
/// <para>If you run it again after an interruption, it continues with the same version. If Atlas refuses, nothing has changed. No version is ever disabled or deleted: keep the old one until nothing needs it any more, snapshots included.</para>
/// <para>Atlas has no lock: if the project is moved to another key meanwhile, the command stops and says so.</para>
/// </remarks>
/// <example>
/// <para>Follow Key Vault's own rotation policy: to the newest version that Atlas can use</para>
/// <code>Invoke-AtlasKeyRotation -Latest</code>
/// </example>
/// <example>
/// <para>Create a new version and rotate to it; go back if Atlas cannot use it</para>
/// <code>Invoke-AtlasKeyRotation -NewVersion -RollBackOnFailure</code>
/// </example>
/// <example>
/// <para>Pin a project that follows the latest version to the version that it resolves to now</para>
/// <code>Get-AtlasEncryptionAtRest -ResolveKeyVersion | ForEach-Object { Invoke-AtlasKeyRotation -ProjectId $_.ProjectId -KeyIdentifier $_.ResolvedKeyIdentifier -Force }</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: Reader on the vault; for -NewVersion also Key Vault Crypto Officer.</note>
/// <error>NotEnabledForProject KeyNotUnderstood KeyNotNamed VaultNotNamed KeyFollowsLatest KeyIdentifierInvalid KeyOfAnotherVault KeyOfAnotherCloud KeyUnknown KeyVersionUnknown KeyVersionUnusable NoUsableKeyVersion KeyVersionNotMade KeyUnreachable AtlasLacksKeyRights KeyRightsMissing KeyDisabled VaultNotReachable RotationOvertaken RotatedKeyInvalid RotationRolledBack RollBackFailed ChangedMeanwhile CannotAsk CannotConfirm AzureSignInFailed AzureTokenExpired AzureTokenRefused AzureWrongTenant AzureRoleTooSmall SubscriptionNotFound ResourceGroupNotFound VaultNotFound AzureThrottled AzureServerError AzureApiError</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-azure-kms/">Atlas: manage customer keys with Azure Key Vault</seealso>
/// <seealso cref="GetAtlasAkvKeyCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "AtlasKeyRotation", SupportsShouldProcess = true, DefaultParameterSetName = VersionSet)]
[OutputType(typeof(KeyRotation))]
public sealed class InvokeAtlasKeyRotationCommand : AtlasProjectCmdletBase
{
    private const string VersionSet = "Version";
    private const string LatestSet = "Latest";
    private const string NewSet = "New";

    private readonly NewKeyVersions _newVersions = new(NewKeyVersions.LocksOfThisProcess);

    /// <summary>The version to rotate to, as a full URL: https://{vault}.vault.azure.net/keys/{name}/{version}. Without a version, Atlas follows the latest enabled one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VersionSet)]
    [ValueOf("KeyIdentifier")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.KeyCompleter))]
    public string? KeyIdentifier { get; set; }

    /// <summary>Rotates to the newest version of the project's key that Atlas can use.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LatestSet)]
    public SwitchParameter Latest { get; set; }

    /// <summary>Creates a new version in the vault: by the key's rotation policy if it has one, otherwise like the version in use, with the same type, size, operations, tags and lifetime. A warning says what could not be copied. A usable version less than a day old is reused, because an earlier run probably created it. If the project already uses it, a warning shows how to force another one. No version is created while the current key is invalid, or if your Atlas API key is not Project Owner.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NewSet)]
    public SwitchParameter NewVersion { get; set; }

    /// <summary>Moves the project back to the version that it used before, if Atlas cannot use the new one. The rotation is an error then, too.</summary>
    [Parameter]
    public SwitchParameter RollBackOnFailure { get; set; }

    /// <summary>How long a cluster may take to start, in seconds, before it is reported as NotSeen. Where Atlas follows the latest version, also how long it may take to use a new one; if you do not give it, 1200 seconds there.</summary>
    [Parameter]
    [ValidateRange(0, 3600)]
    public int SettlingSec { get; set; } = 60;

    /// <summary>How long to wait for each project, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 604800)]
    public int TimeoutSec { get; set; } = 14400;

    /// <summary>Answers the second question beforehand: the project may be pinned to a version, or follow the latest enabled version from now on.</summary>
    [Parameter(ParameterSetName = VersionSet)]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected override void Begin() => Pump.InOrderOfCompletion = true;

    private protected override void Process()
    {
        var request = new RotationRequest(TimeSpan.FromSeconds(SettlingSec), TimeSpan.FromSeconds(TimeoutSec))
        {
            Key = KeyIdentifier is null ? null : AtlasCmk.KeyIdentifier.ParseKey(KeyIdentifier),
            NewVersion = ParameterSetName == NewSet,
            RollBackOnFailure = RollBackOnFailure,
            TakingUp = MyInvocation.BoundParameters.ContainsKey(nameof(SettlingSec)) ? TimeSpan.FromSeconds(SettlingSec) : TakeUpSigns.Usual,
        };
        foreach (var project in Projects.Where(p => IsFirst(p)))
        {
            Run(project, item => new RotateKey(project, _newVersions, item).RunAsync(request));
        }
    }
}
