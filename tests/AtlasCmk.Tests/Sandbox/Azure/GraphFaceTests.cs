using System.Net;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>Microsoft Graph as published: applications, their secrets, and its refusals.</summary>
public sealed class GraphFaceTests : IAsyncLifetime
{
    private const string Graph = "https://graph.microsoft.com/v1.0";

    private SandboxServer _server = null!;

    public async Task InitializeAsync() => _server = await SandboxServer.StartAsync(new SandboxOptions());

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private string Address => $"{Graph}/applications(appId='{_server.Description.AzureClientId}')";

    [Fact]
    public async Task An_application_has_several_secrets_and_never_shows_a_value()
    {
        _server.Command("addAzureSecret", new { name = "rotated", expires = "10.00:00:00" });
        using var client = _server.Client(_server.Description.GraphAccessToken);
        var (status, body) = await client.SendAsync(HttpMethod.Get, $"{Address}?$select=id,appId,passwordCredentials");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["@odata.context", "id", "appId", "passwordCredentials"], body.Select(p => p.Key));
        var secrets = body["passwordCredentials"]!.AsArray();
        Assert.Equal([null, "rotated"], secrets.Select(s => (string?)s!["displayName"]));
        Assert.Equal(["customKeyIdentifier", "displayName", "endDateTime", "hint", "keyId", "secretText", "startDateTime"], secrets[0]!.AsObject().Select(p => p.Key));
        Assert.Equal(_server.Description.AzureClientSecret[..3], (string?)secrets[0]!["hint"]);
        Assert.DoesNotContain(_server.Description.AzureClientSecret, body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_without_the_permission_is_refused_even_for_what_is_not_there()
    {
        _server.Command("setGraphPermissions", new { permissions = Array.Empty<string>() });
        using var client = _server.Client(_server.Description.GraphAccessToken);
        foreach (var address in new[] { Address, $"{Graph}/applications(appId='{Guid.NewGuid()}')" })
        {
            var (status, body) = await client.SendAsync(HttpMethod.Get, address);
            Assert.Equal((HttpStatusCode.Forbidden, "Authorization_RequestDenied"), (status, (string?)body["error"]!["code"]));
            Assert.NotNull(body["error"]!["innerError"]!["request-id"]);
        }
    }

    [Fact]
    public async Task Of_an_application_of_another_tenant_only_the_service_principal_is_here()
    {
        _server.Command("setAzureApplication", new { registeredHere = false });
        using var client = _server.Client(_server.Description.GraphAccessToken);
        var (status, body) = await client.SendAsync(HttpMethod.Get, Address);

        Assert.Equal((HttpStatusCode.NotFound, "Request_ResourceNotFound"), (status, (string?)body["error"]!["code"]));
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(HttpMethod.Get, Address.Replace("applications", "servicePrincipals", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task A_token_for_another_part_of_Azure_is_refused()
    {
        using var client = _server.ArmClient();
        var (status, body) = await client.SendAsync(HttpMethod.Get, Address);

        Assert.Equal((HttpStatusCode.Unauthorized, "InvalidAuthenticationToken"), (status, (string?)body["error"]!["code"]));
    }
}
