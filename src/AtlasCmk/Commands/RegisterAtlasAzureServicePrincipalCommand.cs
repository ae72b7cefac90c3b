using System.Management.Automation;

namespace AtlasCmk.Commands;

/// <summary>Lets Atlas sign in to Azure as the service principal of its own application, so that no client secret has to be kept anywhere.</summary>
/// <remarks>
/// <para>The service principal is made once for a tenant, by an administrator: New-AzADServicePrincipal -ApplicationId 9efedfcc-2eca-4b27-a613-0cad1e114cb7. Its object id is what -ServicePrincipalId takes.</para>
/// <para>The command makes the principal known to the project and has Atlas sign in as it. One that is known already is not doubled.</para>
/// <para>The output has the role's id, for Set-AtlasEncryptionAtRest -RoleId or -MigrateToRole, and, as GrantCommands, the commands of Az with which the vault's owner gives the principal its rights. This command grants nothing in Azure.</para>
/// </remarks>
/// <example>
/// <para>Register the principal, and see what has to be granted</para>
/// <code>(Register-AtlasAzureServicePrincipal -TenantId $tenant -ServicePrincipalId $principal).GrantCommands</code>
/// </example>
/// <example>
/// <para>In every project that the key sees, with one principal</para>
/// <code>Get-AtlasProject | Register-AtlasAzureServicePrincipal -TenantId $tenant -ServicePrincipalId $principal</code>
/// </example>
/// <note>Atlas: Project Owner. Azure: nothing for this command; the person who grants the rights needs Owner or User Access Administrator on the vault.</note>
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

    /// <summary>The object id of the service principal in that tenant, a UUID; not the application's id.</summary>
    [Parameter(Mandatory = true)]
    [AzureUuid("object ID")]
    public Guid ServicePrincipalId { get; set; }

    /// <summary>The application id of Atlas, a UUID.</summary>
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

        foreach (var project in Projects.Where(p => IsFirst(p)))
        {
            Run(project, item => new RegisterServicePrincipal(project, item).RunAsync(request));
        }
    }
}
