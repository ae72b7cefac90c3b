using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Lets Atlas sign in to Azure as a service principal, so that no client secret is needed.</summary>
/// <remarks>
/// <para>An administrator creates the service principal once per tenant: New-AzADServicePrincipal -ApplicationId 9efedfcc-2eca-4b27-a613-0cad1e114cb7. Pass its
/// object ID as -ServicePrincipalId.</para>
/// <para>The command registers the service principal with the project and makes Atlas sign in as it. A service principal that is already registered is not registered again.</para>
/// <para>The output contains the role ID, for Set-AtlasEncryptionAtRest -RoleId or -MigrateToRole. GrantCommands lists the Az commands with which the vault's
/// owner grants the permissions. This command grants nothing in Azure.</para>
/// </remarks>
/// <example>
/// <para>Register the service principal, and show the commands that grant its permissions</para>
/// <code>(Register-AtlasAzureServicePrincipal -TenantId $tenant -ServicePrincipalId $principal).GrantCommands</code>
/// </example>
/// <example>
/// <para>Register one service principal in every project</para>
/// <code>Get-AtlasProject | Register-AtlasAzureServicePrincipal -TenantId $tenant -ServicePrincipalId $principal</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: none for this command; granting the permissions requires Owner or User Access Administrator on the vault.</note>
/// <error>ApplicationIsNoPrincipal TenantUnknown PrincipalNotRegistered ServicePrincipalRefused CannotConfirm</error>
/// <seealso href="https://www.mongodb.com/docs/atlas/security/azure-kms-secretless/">Atlas: Azure Key Vault without a client secret</seealso>
/// <seealso cref="GetAtlasAzureServicePrincipalCommand"/>
/// <seealso cref="SetAtlasEncryptionAtRestCommand"/>
[Cmdlet(VerbsLifecycle.Register, "AtlasAzureServicePrincipal", SupportsShouldProcess = true)]
[OutputType(typeof(AzureServicePrincipal))]
public sealed class RegisterAtlasAzureServicePrincipalCommand : AtlasProjectCmdletBase
{
    /// <summary>The Microsoft Entra tenant that holds the vault, a UUID.</summary>
    [Parameter(Mandatory = true)]
    [AzureUuid("tenant ID")]
    public Guid TenantId { get; set; }

    /// <summary>The object ID of the service principal in that tenant, a UUID; not the application ID.</summary>
    [Parameter(Mandatory = true)]
    [AzureUuid("object ID")]
    public Guid ServicePrincipalId { get; set; }

    /// <summary>The application ID of Atlas, a UUID.</summary>
    /// <value>9efedfcc-2eca-4b27-a613-0cad1e114cb7, the same for all customers</value>
    [Parameter]
    [AzureUuid("application ID")]
    public Guid AtlasAzureAppId { get; set; } = ServicePrincipalRequest.AtlasApplication;

    private protected override void Process()
    {
        var request = new ServicePrincipalRequest(TenantId.ToString("D"), ServicePrincipalId.ToString("D"), AtlasAzureAppId.ToString("D"));
        if (ServicePrincipalId == AtlasAzureAppId)
        {
            throw SecretlessErrors.ApplicationIsNoPrincipal(ServicePrincipalId);
        }

        foreach (var project in Projects.Where(p => TryBegin(p)))
        {
            Run(project, item => new RegisterServicePrincipal(project, item).RunAsync(request));
        }
    }
}
