using System.Net;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class CloudProviderAccessTests
{
    [Fact]
    public async Task A_role_replaces_the_stored_secret()
    {
        await using var host = await AtlasHost.StartAsync("enabled");
        var principal = host.World.Command("addAzureApplication", new { clientId = WorldSetup.AtlasAzureAppId })["objectId"]!.GetValue<string>();
        var roles = $"{host.ProjectPath}/cloudProviderAccess";
        var request = new { providerName = "AZURE", tenantId = host.World.World.Tenant.Id, servicePrincipalId = principal, atlasAzureAppId = WorldSetup.AtlasAzureAppId };
        var role = await AtlasHost.ReadAsync(await host.SendAsync(HttpMethod.Post, roles, request), HttpStatusCode.OK);
        var id = role["_id"]!.GetValue<string>();
        var change = new { azureKeyVault = new { roleId = id } };

        await host.RefusedAsync(400, "CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED", HttpMethod.Patch, host.EncryptionPath, change);
        await host.PatchAsync($"{roles}/{id}", new { providerName = "AZURE" });
        await host.RefusedAsync(400, "INCORRECT_PROVIDER_AUTH_CREDENTIALS", HttpMethod.Patch, host.EncryptionPath, change);
        host.World.Command("setRole", new { role = "Key Vault Reader", objectId = principal });
        host.World.Command("setAccessPolicy", new { objectId = principal });

        var answer = (await host.PatchAsync(host.EncryptionPath, change))["azureKeyVault"]!.AsObject();
        Assert.True(answer["valid"]!.GetValue<bool>());
        Assert.False(answer.ContainsKey("clientID"));
        Assert.Null(host.World.Project.Encryption.Azure!.Secret);
        Assert.Equal("ENCRYPTION_AT_REST", (await host.GetAsync($"{roles}/{id}"))["featureUsages"]![0]!["featureType"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("unknown", "CANNOT_AUTHENTICATE_SERVICE_PRINCIPAL")]
    [InlineData("foreign", "CLOUD_PROVIDER_ACCESS_AZURE_SERVICE_PRINCIPAL_INVALID")]
    public async Task A_principal_that_does_not_belong_to_Atlas_is_not_authorized(string kind, string code)
    {
        await using var host = await AtlasHost.StartAsync();
        var principal = kind == "unknown" ? Guid.NewGuid().ToString() : host.World.Command("addAzureApplication")["objectId"]!.GetValue<string>();
        var roles = $"{host.ProjectPath}/cloudProviderAccess";
        var request = new { providerName = "AZURE", tenantId = host.World.World.Tenant.Id, servicePrincipalId = principal, atlasAzureAppId = WorldSetup.AtlasAzureAppId };
        var role = await AtlasHost.ReadAsync(await host.SendAsync(HttpMethod.Post, roles, request), HttpStatusCode.OK);

        await host.RefusedAsync(400, code, HttpMethod.Patch, $"{roles}/{role["_id"]}", new { providerName = "AZURE" });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Under_private_networking_the_secret_stays_until_the_role_has_been_tried(bool mayUseKeys)
    {
        await using var host = await AtlasHost.StartAsync("active");
        var principal = host.World.Command("addAzureApplication", new { clientId = WorldSetup.AtlasAzureAppId })["objectId"]!.GetValue<string>();
        host.World.Command("setRole", new { role = "Key Vault Reader", objectId = principal });
        if (mayUseKeys)
        {
            host.World.Command("setAccessPolicy", new { objectId = principal });
        }

        var roles = $"{host.ProjectPath}/cloudProviderAccess";
        var request = new { providerName = "AZURE", tenantId = host.World.World.Tenant.Id, servicePrincipalId = principal };
        var id = (await AtlasHost.ReadAsync(await host.SendAsync(HttpMethod.Post, roles, request), HttpStatusCode.OK))["_id"]!.GetValue<string>();
        await host.RefusedAsync(400, "CLOUD_PROVIDER_ACCESS_ROLE_NOT_AUTHORIZED", HttpMethod.Patch, host.EncryptionPath, new { azureKeyVault = new { roleId = id } });
        await host.PatchAsync($"{roles}/{id}", new { providerName = "AZURE" });

        var before = (await host.PatchAsync(host.EncryptionPath, new { azureKeyVault = new { roleId = id } }))["azureKeyVault"]!;
        Assert.Equal((true, true, null), (before["valid"]!.GetValue<bool>(), before["clientID"] is not null, before["roleId"]));
        host.World.Pass(host.World.World.Durations.Validation);

        var after = (await host.GetAsync(host.EncryptionPath))["azureKeyVault"]!;
        Assert.True(after["valid"]!.GetValue<bool>());
        Assert.Equal((mayUseKeys, mayUseKeys), (after["clientID"] is null, after["roleId"] is not null));
    }
}
