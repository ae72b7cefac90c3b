using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Puts a project under a key in Azure Key Vault, or changes the key, the credentials or the networking of one that is.</summary>
/// <remarks>
/// <para>The first time, Atlas needs the key, the resource group, the subscription, the tenant and the application's client id and secret; where the session is signed in to Azure by the Az context, subscription and tenant default to the context's. Afterwards each can be changed alone, and only what is given is sent. The vault's name and the cloud follow from the key identifier.</para>
/// <para>-RequirePrivateNetworking makes Atlas reach the vault over private endpoints only. Atlas then disables multi-cloud clusters of the project: they are named, and a second question is asked, which -Force answers. It may be part of the very first enablement, for a vault that was never public.</para>
/// <para>-Wait waits until Atlas reports the key valid. While private networking is required and no endpoint is ACTIVE, Atlas cannot look; then the command returns at once, and a warning says what is pending.</para>
/// <para>Refused before anything is sent: a key identifier without a version, of a managed HSM, of another vault or cloud; another vault, resource group or subscription while the project has private endpoints; an end of private networking while it has any.</para>
/// </remarks>
/// <example>
/// <para>Enable a project</para>
/// <code>Set-AtlasEncryptionAtRest -KeyIdentifier $key -ResourceGroupName rg-keys -SubscriptionId $subscription -TenantId $tenant -AzureCredential $application -Wait</code>
/// <para>$application is a PSCredential: client id and client secret of the application that Atlas signs in with.</para>
/// </example>
/// <example>
/// <para>Require private networking, and change nothing else</para>
/// <code>Get-AtlasEncryptionAtRest | Set-AtlasEncryptionAtRest -RequirePrivateNetworking</code>
/// </example>
/// <note>Atlas: Project Owner. Atlas's application in Azure: Key Vault Reader, and get, encrypt and decrypt on keys (access policy, or the role Key Vault Crypto User).</note>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-over-private-endpoint/">Atlas: manage customer keys with Azure Key Vault over private endpoints</seealso>
/// <seealso cref="DisableAtlasEncryptionAtRestCommand"/>
[Cmdlet(VerbsCommon.Set, "AtlasEncryptionAtRest", SupportsShouldProcess = true)]
[OutputType(typeof(EncryptionAtRest))]
public sealed class SetAtlasEncryptionAtRestCommand : AtlasProjectCmdlet
{
    /// <summary>The key version to use, as a full URL: https://{vault}.vault.azure.net/keys/{name}/{version}. The version is 32 hexadecimal digits.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyIdentifier { get; set; }

    /// <summary>The vault's name. Default: taken from the key identifier.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? KeyVaultName { get; set; }

    /// <summary>The resource group that holds the vault.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ResourceGroupName { get; set; }

    /// <summary>The Azure subscription that holds the vault, a UUID.</summary>
    [Parameter]
    public Guid? SubscriptionId { get; set; }

    /// <summary>The Microsoft Entra tenant of the application that Atlas signs in with, a UUID.</summary>
    [Parameter]
    public Guid? TenantId { get; set; }

    /// <summary>The application that Atlas signs in to Azure with: its client id as user name, its client secret as password. Atlas keeps the secret, and never returns it.</summary>
    [Parameter]
    [Credential]
    public PSCredential? AzureCredential { get; set; }

    /// <summary>The Azure cloud, as Atlas spells it. Default: taken from the key identifier, with which it has to agree.</summary>
    [Parameter]
    [ValidateSet("AZURE", "AZURE_CHINA", "AZURE_US_GOVERNMENT")]
    public string? AzureEnvironment { get; set; }

    /// <summary>Whether Atlas may reach the vault over private endpoints only; -RequirePrivateNetworking:$false ends that, once no endpoint is left.</summary>
    [Parameter]
    public SwitchParameter RequirePrivateNetworking { get; set; }

    /// <summary>Whether search nodes are encrypted with the key too; -EnabledForSearchNodes:$false ends that.</summary>
    [Parameter]
    public SwitchParameter EnabledForSearchNodes { get; set; }

    /// <summary>Waits until Atlas reports the key valid.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long -Wait waits, in seconds.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 600;

    /// <summary>Answers the second question beforehand: multi-cloud clusters of the project may be disabled.</summary>
    [Parameter]
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

        TimeSpan? wait = Wait ? TimeSpan.FromSeconds(TimeoutSec) : null;
        foreach (var project in Projects)
        {
            Run(project, item => new SetEncryptionAtRest(project, item).RunAsync(request, wait));
        }
    }

    private EncryptionAtRestRequest Request() => new()
    {
        Key = KeyIdentifier is null ? null : AtlasCmk.KeyIdentifier.Parse(KeyIdentifier),
        KeyVaultName = KeyVaultName,
        ResourceGroupName = ResourceGroupName,
        SubscriptionId = SubscriptionId?.ToString("D"),
        TenantId = TenantId?.ToString("D"),
        ClientId = AzureCredential?.UserName,
        ClientSecret = AzureCredential?.Password,
        Cloud = AzureCloud.Find(AzureEnvironment),
        RequirePrivateNetworking = Given(nameof(RequirePrivateNetworking), RequirePrivateNetworking),
        EnabledForSearchNodes = Given(nameof(EnabledForSearchNodes), EnabledForSearchNodes),
    };

    /// <summary>A switch that was not given is no "false": nothing is sent for it.</summary>
    private bool? Given(string parameter, SwitchParameter value) =>
        MyInvocation.BoundParameters.ContainsKey(parameter) ? value.ToBool() : null;
}
