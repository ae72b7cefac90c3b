using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Puts a project under a key in Azure Key Vault, or changes the key, the credentials or the networking of one that is.</summary>
/// <remarks>
/// <para>The first time, Atlas needs the key, the resource group, the subscription, the tenant and the application's client id and secret; where the session is signed in to Azure by the Az context, subscription and tenant default to the context's. Afterwards each can be changed alone, and only what is given is sent. The vault's name and the cloud follow from the key identifier.</para>
/// <para>-RequirePrivateNetworking makes Atlas reach the vault over private endpoints only. Atlas then disables multi-cloud clusters of the project: they are named, and a second question is asked, which -Force answers. It may be part of the very first enablement, for a vault that was never public.</para>
/// <para>-Wait waits until Atlas reports the key valid. While private networking is required and no endpoint is ACTIVE, Atlas cannot look; then the command returns at once, and a warning says what is pending.</para>
/// <para>-AzureCredential alone replaces the client secret: the new one first signs in to Microsoft Entra, so that a wrong one never reaches Atlas, and the command waits until Atlas reports the key valid. Atlas restores a snapshot with the credentials of its time: FormerCredentialsNeededUntil says until when the former application and its rights must stay. Another application, or with -RoleId another role, may lack its rights on the key, and clusters would stop: those that are encrypted are named, and a second question is asked, which -Force answers.</para>
/// <para>-RoleId, from Register-AtlasAzureServicePrincipal, stands instead of -TenantId and -AzureCredential: Atlas then keeps no secret. -MigrateToRole moves a project that has a client secret: the command waits until Atlas has used the key by the role, and until then Atlas keeps the secret in force.</para>
/// <para>A key identifier may end after the name: https://{vault}.vault.azure.net/keys/{name}. Atlas then changes to a newer enabled version by itself. Disabling one version is no freeze, since Atlas falls back to the version before it. Only Atlas's events show when a change has arrived. -WhatIf, the question and a warning say so. A later change to an identifier with a version pins the project to that version.</para>
/// <para>Refused before anything is sent: a key identifier of a managed HSM, of another vault or cloud; another vault, resource group, subscription or cloud while the project has private endpoints; an end of private networking while it has any.</para>
/// <para>A key version that the project does not use yet is checked in Azure, where this session is signed in to it and may read keys: it has to be enabled, active, valid for more than 48 hours, RSA, and allowed to encrypt and decrypt. Of a key without a version, the latest enabled version is checked. Where Azure does not show it, Atlas alone judges it, and -Verbose says so.</para>
/// </remarks>
/// <example>
/// <para>Enable a project</para>
/// <code>Set-AtlasEncryptionAtRest -KeyIdentifier $key -ResourceGroupName rg-keys -SubscriptionId $subscription -TenantId $tenant -AzureCredential $application -Wait</code>
/// <para>$application is a PSCredential: client id and client secret of the application that Atlas signs in with.</para>
/// </example>
/// <example>
/// <para>Let Atlas follow the latest enabled version of the key; a warning says what that means</para>
/// <code>Set-AtlasEncryptionAtRest -KeyIdentifier ($key -replace '/[0-9a-f]{32}$')</code>
/// <para>$key is the identifier of one version; without the version, it is that of the key.</para>
/// </example>
/// <example>
/// <para>Replace the client secret</para>
/// <code>Set-AtlasEncryptionAtRest -AzureCredential $application</code>
/// </example>
/// <example>
/// <para>Have Atlas sign in without a secret from now on, by the service principal that is registered</para>
/// <code>Set-AtlasEncryptionAtRest -MigrateToRole</code>
/// </example>
/// <example>
/// <para>Require private networking, and change nothing else</para>
/// <code>Get-AtlasEncryptionAtRest | Set-AtlasEncryptionAtRest -RequirePrivateNetworking</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: none for you; Atlas's application needs Key Vault Reader, and get, encrypt and decrypt on keys (access policy, or the role Key Vault Crypto User).</note>
/// <error>SessionSettingsInvalid FirstEnablementIncomplete NothingToChange KeyIdentifierInvalid KeyOfAnotherVault KeyOfAnotherCloud KeyUnknown KeyVersionUnknown KeyVersionUnusable KeyNotUsable KeyNotFound KeyIdentifierRefused KeyUnreachable MoveWithoutKey VaultIsFixed EndpointsRemain AzureCredentialsRefused AtlasLacksKeyRights ClientSecretRefused NewCredentialsNotValid RoleAndSecret RoleInForce RoleNotGiven RoleUnknown RoleNotAuthorized RoleCannotBeValidated TenantUnknown MigrationNotAsked MigrationRefused MigrationNotValidated NotEnabledForProject FeatureUnsupported WaitTimedOut CannotAsk CannotConfirm ChangedMeanwhile</error>
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

    /// <summary>The key version to use, as a full URL: https://{vault}.vault.azure.net/keys/{name}/{version}. The version is 32 hexadecimal digits. Without a version, Atlas follows the latest enabled one.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    [ValueOf("KeyIdentifier")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(Completers.KeyCompleter))]
    public string? KeyIdentifier { get; set; }

    /// <summary>The vault's name. Default: taken from the key identifier.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.VaultCompleter))]
    public string? KeyVaultName { get; set; }

    /// <summary>The resource group that holds the vault.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    [ValidateName]
    [ArgumentCompleter(typeof(Completers.ResourceGroupCompleter))]
    public string? ResourceGroupName { get; set; }

    /// <summary>The Azure subscription that holds the vault, a UUID.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    [AzureUuid("subscription ID", IsSubscription = true)]
    public Guid? SubscriptionId { get; set; }

    /// <summary>The Microsoft Entra tenant of the application that Atlas signs in with, a UUID.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    [AzureUuid("tenant ID")]
    public Guid? TenantId { get; set; }

    /// <summary>The application that Atlas signs in to Azure with: its client id as user name, its client secret as password. Atlas keeps the secret, and never returns it.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    [Credential]
    public PSCredential? AzureCredential { get; set; }

    /// <summary>The cloud provider access role that Atlas signs in by, 24 hexadecimal digits, instead of a client secret. With -MigrateToRole it may be left out where the project has one alone.</summary>
    [Parameter]
    [ValueOf("RoleId")]
    [ValidateAtlasId]
    [ArgumentCompleter(typeof(Completers.RoleCompleter))]
    public string? RoleId { get; set; }

    /// <summary>Moves the project from its client secret to a role, in place, and waits until Atlas has used the key by it. If it never does, the secret stays in force.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MigrateSet)]
    public SwitchParameter MigrateToRole { get; set; }

    /// <summary>The Azure cloud, as Atlas spells it. Default: taken from the key identifier, with which it has to agree.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    [ValidateSet("AZURE", "AZURE_CHINA", "AZURE_US_GOVERNMENT")]
    public string? AzureEnvironment { get; set; }

    /// <summary>Whether Atlas may reach the vault over private endpoints only; -RequirePrivateNetworking:$false ends that, once no endpoint is left.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    public SwitchParameter RequirePrivateNetworking { get; set; }

    /// <summary>Whether search nodes are encrypted with the key too; -EnabledForSearchNodes:$false ends that.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    public SwitchParameter EnabledForSearchNodes { get; set; }

    /// <summary>Waits until Atlas reports the key valid; a new secret alone, and -MigrateToRole, always wait.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long to wait at most, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 600;

    /// <summary>Answers the second question beforehand: multi-cloud clusters of the project may be disabled, and Atlas may sign in to Azure as another identity.</summary>
    [Parameter(ParameterSetName = ChangeSet)]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected override void Process()
    {
        var request = Request();
        EncryptionAtRestRules.CheckAlone(request);
        if (CurrentAtlasSession is { AzureSubscriptionId: { } subscription } session)
        {
            request = request with { Context = new(session.AzureTenantId, subscription, null) };
        }

        var timeout = TimeSpan.FromSeconds(TimeoutSec);
        TimeSpan? wait = Wait || request.IsRotationOfSecret() ? timeout : null;
        foreach (var project in Projects.Where(p => IsFirst(p)))
        {
            Run(project, item => MigrateToRole
                ? new MigrateToRole(project, item).RunAsync(RoleId, timeout)
                : new SetEncryptionAtRest(project, item).RunAsync(request, wait));
        }
    }

    private EncryptionAtRestRequest Request() => new()
    {
        Key = KeyIdentifier is null ? null : AtlasCmk.KeyIdentifier.ParseKey(KeyIdentifier),
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

    /// <summary>A switch that was not given is no "false": nothing is sent for it.</summary>
    private bool? Given(string parameter, SwitchParameter value) =>
        MyInvocation.BoundParameters.ContainsKey(parameter) ? value.ToBool() : null;
}
