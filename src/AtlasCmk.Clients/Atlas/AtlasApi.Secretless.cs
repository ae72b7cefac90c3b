using Newtonsoft.Json.Linq;

namespace AtlasCmk.Clients;

/// <summary>Cloud provider access for Azure.</summary>
internal sealed partial class AtlasApi
{
    public async Task<IReadOnlyList<AzureServicePrincipal>> ListServicePrincipalsAsync(string projectId, CancellationToken cancellation)
    {
        var operation = AtlasOperations.ListGroupCloudProviderAccess;
        var answer = await _channel.SendAsync(operation, operation.At(projectId), cancellation).ConfigureAwait(false);
        return [.. (answer.Read<CloudProviderAccessModel>().AzureServicePrincipals ?? []).Select(model => (model ?? throw answer.Missing("_id")).ToServicePrincipal(projectId))];
    }

    public async Task<AzureServicePrincipal> CreateServicePrincipalAsync(string projectId, ServicePrincipalRequest request, CancellationToken cancellation)
    {
        var operation = AtlasOperations.CreateGroupCloudProviderAccess;
        var body = new JObject
        {
            ["providerName"] = EncryptionProvider.Azure,
            ["atlasAzureAppId"] = request.AtlasAzureAppId,
            ["servicePrincipalId"] = request.ServicePrincipalId,
            ["tenantId"] = request.TenantId,
        };
        var answer = await _channel.SendAsync(operation, operation.At(projectId), "", body, cancellation).ConfigureAwait(false);
        var principal = answer.Read<ServicePrincipalModel>();
        Asked.MustBeIfGiven("service principal", request.ServicePrincipalId, principal.ServicePrincipalId.OrNull(), answer.Untrusted);
        Asked.MustBeIfGiven("tenant", request.TenantId, principal.TenantId.OrNull(), answer.Untrusted);
        return principal.ToServicePrincipal(projectId);
    }

    public async Task<AzureServicePrincipal> AuthorizeServicePrincipalAsync(string projectId, string roleId, CancellationToken cancellation)
    {
        var operation = AtlasOperations.AuthorizeGroupCloudProviderAccessRole;
        var body = new JObject { ["providerName"] = EncryptionProvider.Azure };
        var answer = await _channel.SendAsync(operation, operation.At(projectId, roleId), "", body, cancellation).ConfigureAwait(false);
        return answer.ReadAbout<ServicePrincipalModel>("role", roleId, model => model.Id).ToServicePrincipal(projectId);
    }
}
