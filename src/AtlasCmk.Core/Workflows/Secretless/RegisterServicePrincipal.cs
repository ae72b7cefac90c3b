using AtlasCmk.Ports;
using AtlasCmk.Rules;

namespace AtlasCmk.Workflows.Secretless;

/// <summary>Registers a service principal for a project once, and authorizes it. An existing one is authorized again, which changes nothing.</summary>
internal sealed class RegisterServicePrincipal(ProjectContext project, IConfirmation confirmation)
{
    /// <returns>The role. Null if the caller declined.</returns>
    public async Task<AzureServicePrincipal?> RunAsync(ServicePrincipalRequest request)
    {
        var encryption = project.EncryptionAtFirstAsync();
        var role = await FindAsync(request).ConfigureAwait(false);
        var vault = (await encryption.ConfigureAwait(false)).Vault;
        if (!await confirmation.ShouldProcessAsync($"project {project.ProjectId}",
            $"Let Atlas sign in to tenant {request.TenantId} of Azure as the service principal {request.ServicePrincipalId}").ConfigureAwait(false))
        {
            return null;
        }

        role ??= await FindAsync(request).ConfigureAwait(false) ?? await CreateAsync(request).ConfigureAwait(false);
        return (await project.Atlas.AuthorizeServicePrincipalAsync(project.ProjectId, role.RoleId, project.Cancellation).ConfigureAwait(false)).With(vault);
    }

    /// <summary>POST is not idempotent. After a lost response, the list shows whether it was processed.</summary>
    private async Task<AzureServicePrincipal> CreateAsync(ServicePrincipalRequest request)
    {
        try
        {
            return await project.Atlas.CreateServicePrincipalAsync(project.ProjectId, request, project.Cancellation).ConfigureAwait(false);
        }
        catch (AtlasCmkException e) when (e.Outcome == ChangeOutcome.Unknown)
        {
            project.Log.Verbose($"It is unclear whether Atlas registered the service principal ({e.Message}). Checking.");
            return await FindAsync(request).ConfigureAwait(false) ?? throw SecretlessErrors.PrincipalNotRegistered(project.ProjectId, request, e);
        }
    }

    private async Task<AzureServicePrincipal?> FindAsync(ServicePrincipalRequest request) =>
        (await project.Atlas.ListServicePrincipalsAsync(project.ProjectId, project.Cancellation).ConfigureAwait(false)).FirstOrDefault(request.IsMetBy);
}
