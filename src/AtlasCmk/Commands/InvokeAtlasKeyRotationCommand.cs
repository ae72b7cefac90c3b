using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Rotates a project to another version of its key, and waits until the rotation is complete.</summary>
/// <remarks>
/// <para>You name the version (-KeyIdentifier), use the newest one that Atlas can use (-Latest), or create one (-NewVersion). It must be in the project's
/// vault, enabled, active, valid for more than 48 hours, RSA, and allowed to encrypt and decrypt. Only the key identifier is sent, so no secret is
/// needed.</para>
/// <para>-KeyIdentifier and -Latest use Azure Resource Manager, so they work from anywhere, even if the vault's network is closed. -NewVersion connects to the
/// vault itself. Run it where the vault's network allows it: in its virtual network, or on a Hybrid Worker there.</para>
/// <para>The command waits until Atlas reports the key as valid, and every encrypted cluster that started its rotation is IDLE again. A cluster that does not
/// start within -SettlingSec is reported as NotSeen: Atlas does not report which key version a cluster uses, so its state is unknown. OldKeyLeftAt is then
/// empty.</para>
/// <para>With -Latest, a project that already uses the newest version is read once. If its key is valid and no cluster is busy, its clusters are Unchanged, and the command does not wait.</para>
/// <para>A project can name its key without a version. Atlas then follows the latest enabled version automatically. With -Latest a warning says so, and nothing
/// is sent; if Atlas cannot use the key, that is an error. -NewVersion creates a version, and waits until an Atlas event shows that it is used, or every
/// encrypted cluster leaves IDLE and returns. If neither happens within 20 minutes (or -SettlingSec, if you give it), NewKeyInUse is empty, with a warning.
/// OldKeyLeftAt stays empty, because Atlas does not report which version a cluster uses. -RollBackOnFailure is an error for such a project
/// (KeyFollowsLatest).</para>
/// <para>-KeyIdentifier with a version pins such a project to that version. -KeyIdentifier without a version makes a pinned project follow the latest enabled
/// version. Atlas then changes to a newer enabled version automatically. Disabling one version no longer freezes the data, and only Atlas events show when a
/// version change has taken effect. Both changes require an additional confirmation, which -Force skips.</para>
/// <para>Azure cannot create a version conditionally. Commands in one PowerShell process create one version between them. Two processes may each create one at
/// the same time: both then use the first one, and a warning names the unused one.</para>
/// <para>-KeyIdentifier may name another key of a vault that uses Azure RBAC. A role may cover one key and not another, so Atlas's permissions on the new key
/// are checked. Without them the rotation is refused. If they cannot be read, a warning says so.</para>
/// <para>Several projects are rotated at the same time, after one question that names them all. -Confirm:$false answers it. The order of the output is the
/// order of completion.</para>
/// <para>If you run it again after an interruption, it continues with the same version. If Atlas refuses the change, nothing changes. No version is ever
/// disabled or deleted: keep the old version until nothing needs it any more, including snapshots.</para>
/// <para>Atlas has no lock: if the project is moved to another key in the meantime, the command stops with an error. -RollBackOnFailure is sent only while the project still has the new key.</para>
/// </remarks>
/// <example>
/// <para>Rotate to the newest version that Atlas can use, for example after a Key Vault rotation policy created one</para>
/// <code>Invoke-AtlasKeyRotation -Latest</code>
/// </example>
/// <example>
/// <para>Create a new version and rotate to it; roll back if Atlas cannot use it</para>
/// <code>Invoke-AtlasKeyRotation -NewVersion -RollBackOnFailure</code>
/// </example>
/// <example>
/// <para>Pin a project that follows the latest version to the version that it uses now</para>
/// <code>Get-AtlasEncryptionAtRest -ResolveKeyVersion | ForEach-Object { Invoke-AtlasKeyRotation -ProjectId $_.ProjectId -KeyIdentifier $_.ResolvedKeyIdentifier -Force }</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: Reader on the vault; for -NewVersion also Key Vault Crypto Officer.</note>
/// <error>
/// NotEnabledForProject KeyNotUnderstood KeyNotNamed VaultNotNamed KeyFollowsLatest KeyIdentifierInvalid KeyOfAnotherVault KeyOfAnotherCloud
/// KeyUnknown KeyVersionUnknown KeyVersionUnusable NoUsableKeyVersion KeyVersionNotMade KeyUnreachable AtlasLacksKeyRights KeyRightsMissing
/// KeyDisabled VaultNotReachable RotationOvertaken RotatedKeyInvalid RotationRolledBack RollBackFailed WaitTimedOut ChangedMeanwhile CannotAsk CannotConfirm
/// AzureSignInFailed AzureTokenExpired AzureTokenRefused AzureWrongTenant AzureRoleTooSmall SubscriptionNotFound ResourceGroupNotFound VaultNotFound
/// AzureThrottled AzureServerError AzureApiError
/// AzContextMissing AzContextMoved AzContextGivesNoToken
/// </error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security-azure-kms/">Atlas: manage customer keys with Azure Key Vault</seealso>
/// <seealso cref="GetAtlasAkvKeyCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "AtlasKeyRotation", SupportsShouldProcess = true, DefaultParameterSetName = VersionSet)]
[OutputType(typeof(KeyRotation))]
public sealed class InvokeAtlasKeyRotationCommand : AtlasProjectCmdletBase
{
    private const string VersionSet = "Version";
    private const string LatestSet = "Latest";
    private const string NewSet = "New";

    private readonly List<(ProjectContext Project, RotationRequest Request)> _projects = [];
    private readonly NewKeyVersions _newVersions = new(NewKeyVersions.LocksOfThisProcess);

    /// <summary>The version to rotate to, as a full URL: https://{vault}.vault.azure.net/keys/{name}/{version}. Without a version, Atlas follows the latest enabled version.</summary>
    [Parameter(Mandatory = true, ParameterSetName = VersionSet)]
    [ValueOf("KeyIdentifier")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.KeyCompleter))]
    public string? KeyIdentifier { get; set; }

    /// <summary>Rotates to the newest version of the project's key that Atlas can use.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LatestSet)]
    public SwitchParameter Latest { get; set; }

    /// <summary>Creates a new version in the vault: with the key's rotation policy if it has one, otherwise with the type, size, operations, tags and lifetime
    /// of the version in use. A warning says what could not be copied. A usable version less than a day old is reused, because an earlier run probably created
    /// it. If the project already uses it, a warning shows how to force another one. No version is created while the current key is invalid, or if your Atlas
    /// API key is not Project Owner.</summary>
    [Parameter(Mandatory = true, ParameterSetName = NewSet)]
    public SwitchParameter NewVersion { get; set; }

    /// <summary>Moves the project back to its previous version if Atlas cannot use the new one. The command still returns an error.</summary>
    [Parameter]
    public SwitchParameter RollBackOnFailure { get; set; }

    /// <summary>How long to wait for a cluster to start its rotation, in seconds, before it is reported as NotSeen. For a project that follows the latest
    /// version, also how long Atlas may take to use a new version (default there: 1200 seconds).</summary>
    [Parameter]
    [ValidateRange(0, 3600)]
    public int SettlingSec { get; set; } = 60;

    /// <summary>How long to wait for each project, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 604800)]
    public int TimeoutSec { get; set; } = 14400;

    /// <summary>Skips the additional confirmation: the project may be pinned to a version, or follow the latest enabled version from now on.</summary>
    [Parameter(ParameterSetName = VersionSet)]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected override void Begin() => Pump.InOrderOfCompletion = true;

    private protected override void Process()
    {
        var request = new RotationRequest(TimeSpan.FromSeconds(SettlingSec), TimeSpan.FromSeconds(TimeoutSec))
        {
            Key = KeyIdentifier is null ? null : KeyIdentifierReading.ParseKey(KeyIdentifier),
            NewVersion = ParameterSetName == NewSet,
            RollBackOnFailure = RollBackOnFailure,
            FollowTimeout = MyInvocation.BoundParameters.ContainsKey(nameof(SettlingSec)) ? TimeSpan.FromSeconds(SettlingSec) : KeyRotationEvents.Usual,
        };
        _projects.AddRange(Projects.Where(p => TryBegin(p)).Select(p => (p, request)));
    }

    /// <summary>The question names all projects, so none is rotated before the input has ended.</summary>
    private protected override void End()
    {
        if (!MayChange([.. _projects.Select(p => p.Project)], "Rotate the key of", "Several projects"))
        {
            return;
        }

        foreach (var (project, request) in _projects)
        {
            Run(project, item => new RotateKey(project, _newVersions, item).RunAsync(request));
        }
    }
}
