using System.Management.Automation;
using AtlasCmk.Pipeline;

namespace AtlasCmk.Commands;

/// <summary>Enables encryption with a key in Azure Key Vault for a project, or changes its key, credentials or networking.</summary>
/// <remarks>
/// <para>The first time, Atlas needs the key, the resource group, the subscription, the tenant, and the application's client ID and secret. If the session uses
/// the Az context, the subscription and tenant default to its values. Later you can change each setting alone: only the parameters that you give are sent. The
/// vault name and the cloud come from the key identifier.</para>
/// <para>-RequirePrivateNetworking makes Atlas use private endpoints only. Atlas then disables the project's multi-cloud clusters: the command names them and
/// requires an additional confirmation, which -Force skips. You can use it when you first enable encryption, so the vault never needs public access.</para>
/// <para>-Wait waits until Atlas reports the key as valid. With private networking, Atlas cannot check the key until an endpoint is ACTIVE. The command then
/// returns at once, and a warning lists the next steps.</para>
/// <para>-AzureCredential alone replaces the client secret. The new secret first signs in to Microsoft Entra, so that an incorrect one never reaches Atlas. The
/// command then waits until Atlas reports the key as valid. Atlas restores a snapshot with the credentials from the time of the snapshot:
/// FormerCredentialsNeededUntil shows how long to keep the previous application and its permissions. Over several projects, the secret is tried once, and the
/// command ends with one summary: how many projects use the new secret, whether you can delete the old one, and until when the application must stay. For this,
/// it reads the settings of each other project that the credentials can read (one request each). Another application, or another role with -RoleId, may lack
/// permissions on the key, and encrypted clusters would stop. The command names these clusters and requires an additional confirmation, which -Force
/// skips.</para>
/// <para>-RoleId, from Register-AtlasAzureServicePrincipal, replaces -TenantId and -AzureCredential: Atlas then stores no secret. -MigrateToRole moves a
/// project from its client secret to a role. The command waits until Atlas has used the key through the role; until then Atlas keeps using the secret.</para>
/// <para>A key identifier can omit the version: https://{vault}.vault.azure.net/keys/{name}. Atlas then changes to a newer enabled version automatically.
/// Disabling one version does not freeze the data, because Atlas falls back to the previous version. Only Atlas events show when a version change has taken
/// effect. -WhatIf, the confirmation and a warning say so. If you later give an identifier with a version, the project is pinned to that version.</para>
/// <para>A key identifier of a managed HSM, or of another vault or cloud, is refused before anything is sent. While the project has private endpoints, it
/// cannot change its vault, resource group, subscription or cloud, or turn off private networking.</para>
/// <para>A new key version is checked in Azure, if the session is signed in to Azure and can read keys. It must be enabled, active, valid for more than 48
/// hours, RSA, and allowed to encrypt and decrypt. For a key without a version, the latest enabled version is checked. If Azure does not return it, only Atlas
/// checks it, and -Verbose says so.</para>
/// <para>Before another key, vault, application or role is set in an enabled project, Azure is asked whether Atlas has the rights on the key. Without them
/// nothing is sent, also with -Force. If Azure does not show the rights, a warning says so.</para>
/// <para>After the confirmation, the settings are read again. If someone else has changed the key, the vault, the identity or the networking, nothing is sent.
/// If the response is lost, the settings show whether the change was made.</para>
/// </remarks>
/// <example>
/// <para>Enable encryption for a project</para>
/// <code>Set-AtlasEncryptionAtRest -KeyIdentifier $key -ResourceGroupName rg-keys -SubscriptionId $subscription -TenantId $tenant -AzureCredential $application -Wait</code>
/// <para>$application is a PSCredential with the client ID and client secret of the application that Atlas signs in with.</para>
/// </example>
/// <example>
/// <para>Make Atlas follow the latest enabled version of the key; a warning explains the consequences</para>
/// <code>Set-AtlasEncryptionAtRest -KeyIdentifier ($key -replace '/[0-9a-f]{32}$')</code>
/// <para>$key is the identifier of one version. The -replace removes the version.</para>
/// </example>
/// <example>
/// <para>Replace the client secret</para>
/// <code>Set-AtlasEncryptionAtRest -AzureCredential $application</code>
/// </example>
/// <example>
/// <para>Move a project from its client secret to the registered service principal</para>
/// <code>Set-AtlasEncryptionAtRest -MigrateToRole</code>
/// </example>
/// <example>
/// <para>Require private networking, without changing anything else</para>
/// <code>Get-AtlasEncryptionAtRest | Set-AtlasEncryptionAtRest -RequirePrivateNetworking</code>
/// </example>
/// <example>
/// <para>Set each project to what a file says</para>
/// <code>$file = New-TemporaryFile
/// "ProjectId,RequirePrivateNetworking", "$((Get-AtlasSession).ProjectId),true" | Set-Content $file
/// Import-Csv $file | Set-AtlasEncryptionAtRest -FromInput</code>
/// <para>Other columns are KeyIdentifier, KeyVaultName, ResourceGroupName, SubscriptionId, TenantId, RoleId, AzureEnvironment and EnabledForSearchNodes.</para>
/// </example>
/// <note>Atlas: Project Owner. Azure: none for you; Atlas's application needs Key Vault Reader, and get, encrypt and decrypt on keys (access policy, or the role Key Vault Crypto User).</note>
/// <error>
/// SessionSettingsInvalid FirstEnablementIncomplete NothingToChange KeyIdentifierInvalid KeyOfAnotherVault KeyOfAnotherCloud KeyUnknown
/// KeyVersionUnknown KeyVersionUnusable KeyNotUsable KeyNotFound KeyIdentifierRefused KeyUnreachable MoveWithoutKey VaultIsFixed EndpointsRemain
/// AzureCredentialsRefused AtlasLacksKeyRights ClientSecretRefused NewCredentialsNotValid RoleAndSecret RoleInForce RoleNotGiven RoleUnknown
/// RoleNotAuthorized RoleCannotBeValidated TenantUnknown MigrationNotAsked MigrationRefused MigrationNotValidated NotEnabledForProject
/// FeatureUnsupported WaitTimedOut CannotAsk CannotConfirm ChangedMeanwhile RowNotUnderstood
/// </error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-secretless/">Atlas: Azure Key Vault without a client secret</seealso>
/// <seealso cref="DisableAtlasEncryptionAtRestCommand"/>
/// <seealso cref="RegisterAtlasAzureServicePrincipalCommand"/>
[Cmdlet(VerbsCommon.Set, "AtlasEncryptionAtRest", SupportsShouldProcess = true, DefaultParameterSetName = ChangeSet)]
[OutputType(typeof(EncryptionAtRest))]
public sealed class SetAtlasEncryptionAtRestCommand : AtlasProjectCmdletBase
{
    private const string ChangeSet = "Change";
    private const string MigrateSet = "Migrate";

    /// <summary>The key version to use, as a full URL: https://{vault}.vault.azure.net/keys/{name}/{version}. The version has 32 hexadecimal digits. Without a
    /// version, Atlas follows the latest enabled version.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    [ValueOf("KeyIdentifier")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.KeyCompleter))]
    public string? KeyIdentifier { get; set; }

    /// <summary>The name of the vault. Default: taken from the key identifier.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.VaultCompleter))]
    public string? KeyVaultName { get; set; }

    /// <summary>The resource group that holds the vault.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ResourceGroupCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>The ID of the Azure subscription that holds the vault, a UUID.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    [AzureUuid("subscription ID", IsSubscription = true)]
    public Guid? SubscriptionId { get; set; }

    /// <summary>The Microsoft Entra tenant of the application that Atlas signs in with, a UUID.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    [AzureUuid("tenant ID")]
    public Guid? TenantId { get; set; }

    /// <summary>The application that Atlas signs in to Azure with: the client ID as user name and the client secret as password. Atlas stores the secret and never returns it.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    [Credential]
    public PSCredential? AzureCredential { get; set; }

    /// <summary>The ID of the cloud provider access role that Atlas signs in with instead of a client secret, 24 hexadecimal digits. Optional with
    /// -MigrateToRole if the project has only one role.</summary>
    [Parameter]
    [ValueOf("RoleId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.RoleCompleter))]
    public string? RoleId { get; set; }

    /// <summary>Moves the project from its client secret to a role, and waits until Atlas has used the key through the role. If Atlas never does, the secret stays in use.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MigrateSet)]
    public SwitchParameter MigrateToRole { get; set; }

    /// <summary>The Azure cloud, as Atlas spells it. Default: taken from the key identifier, with which it must agree.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    [ValidateSet("AZURE", "AZURE_CHINA", "AZURE_US_GOVERNMENT")]
    public string? AzureEnvironment { get; set; }

    /// <summary>Makes Atlas use private endpoints only to reach the vault. -RequirePrivateNetworking:$false turns this off, once no endpoint exists.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    public SwitchParameter RequirePrivateNetworking { get; set; }

    /// <summary>Encrypts search nodes with the key too. -EnabledForSearchNodes:$false turns this off.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    public SwitchParameter EnabledForSearchNodes { get; set; }

    /// <summary>Waits until Atlas reports the key as valid. A new secret alone, and -MigrateToRole, always wait.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>The maximum time to wait, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 600;

    /// <summary>Skips the additional confirmation: multi-cloud clusters of the project may be disabled, and Atlas may sign in to Azure with another identity.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Takes settings from the columns of the piped rows, for example from Import-Csv: columns are named as the parameters, and an empty cell is not
    /// given. A column that is no setting of any command with -FromInput, or a value that cannot be read, is one error for its row. A secret is never taken from a
    /// row. Without this switch, no setting is taken from the pipeline.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    public SwitchParameter FromInput { get; set; }

    private SecretRotation? _rotation;

    private protected override bool IsForced => Force;

    private protected override void Process()
    {
        var row = FromInput ? new SettingsRow(InputObject, EncryptionRow.Columns) : null;
        var request = row is null ? Request() : EncryptionRow.Of(row, Request());
        EncryptionRow.CheckAlone(request, row);
        if (CurrentAtlasSession is { AzureSubscriptionId: { } subscription } session)
        {
            request = request with { Context = new(session.AzureTenantId, subscription, null) };
        }

        _rotation ??= request is { ClientId: { } client } && request.IsRotationOfSecret() ? new(client) : null;
        var timeout = TimeSpan.FromSeconds(TimeoutSec);
        TimeSpan? wait = Wait || request.IsRotationOfSecret() ? timeout : null;
        foreach (var project in Projects)
        {
            if (!TryBegin(project))
            {
                // The settings of another row must not be dropped.
                _ = row is null ? row : throw InputErrors.RowNotUnderstood(row.Project, "an earlier row has the same project");
                continue;
            }

            Run(project, item => MigrateToRole
                ? new MigrateToRole(project, item).RunAsync(RoleId, timeout)
                : new SetEncryptionAtRest(project, item, _rotation).RunAsync(request, wait));
        }
    }

    /// <summary>The old secret is judged once all projects have the new one.</summary>
    private protected override void End()
    {
        if (_rotation is { } rotation)
        {
            Pump.Finish();
            Pump.Start(null, IsForced, _ => rotation.ReportAsync(Pump));
        }
    }

    private EncryptionAtRestRequest Request() => new()
    {
        Key = KeyIdentifier is null ? null : KeyIdentifierReading.ParseKey(KeyIdentifier),
        KeyVaultName = KeyVaultName,
        ResourceGroupName = ResourceGroupName,
        SubscriptionId = SubscriptionId?.ToString("D"),
        TenantId = TenantId?.ToString("D"),
        ClientId = AzureCredential?.UserName,
        ClientSecret = AzureCredential?.Password,
        RoleId = RoleId,
        Cloud = AzureCloud.Find(AzureEnvironment),
        RequirePrivateNetworking = Given(nameof(RequirePrivateNetworking), RequirePrivateNetworking),
        EnabledForSearchNodes = Given(nameof(EnabledForSearchNodes), EnabledForSearchNodes),
    };
}
