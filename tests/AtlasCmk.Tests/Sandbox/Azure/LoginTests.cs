using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Hosting;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class LoginTests
{
    private const string ArmScope = "https://management.azure.com/.default";

    [Fact]
    public async Task Microsofts_own_library_signs_in_with_the_applications_secret()
    {
        await using var server = await SandboxServer.StartAsync();
        using var http = server.Client();

        var token = await Credential(server, http).GetTokenAsync(new TokenRequestContext([ArmScope], isCaeEnabled: true), CancellationToken.None);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        var (status, _) = await http.SendAsync(HttpMethod.Get, $"{server.VaultPath()}?{SandboxHttp.ArmApi}");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.InRange(token.ExpiresOn - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(61));
    }

    /// <summary>MSAL reads the known hosts once in a process, so which test sees that depends on the order of the tests.</summary>
    [Fact]
    public async Task The_known_hosts_are_those_of_the_clouds()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.Client();

        var (status, body) = await client.SendAsync(HttpMethod.Get, "https://login.microsoftonline.com/common/discovery/instance?api-version=1.1");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration", (string?)body["tenant_discovery_endpoint"]);
        Assert.Equal(
            ["login.chinacloudapi.cn", "login.microsoftonline.com", "login.microsoftonline.us"],
            body["metadata"]!.AsArray().Select(cloud => (string)cloud!["preferred_network"]!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Microsofts_own_library_reports_a_wrong_secret()
    {
        await using var server = await SandboxServer.StartAsync();
        using var http = server.Client();

        var failure = await Assert.ThrowsAsync<AuthenticationFailedException>(() =>
            Credential(server, http, secret: "wrong").GetTokenAsync(new TokenRequestContext([ArmScope]), CancellationToken.None).AsTask());

        Assert.Contains("AADSTS7000215", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grant_type=client_credentials&client_id={id}&client_secret=nope&scope={arm}", 401, "invalid_client", 7000215)]
    [InlineData("grant_type=client_credentials&client_id={id}&scope={arm}", 401, "invalid_client", 7000216)]
    [InlineData("grant_type=client_credentials&client_id=a1&client_secret=x&scope={arm}", 400, "unauthorized_client", 700016)]
    [InlineData("grant_type=client_credentials&client_id={id}&client_secret={secret}&scope=https://management.azure.com/", 400, "invalid_scope", 70011)]
    [InlineData("grant_type=client_credentials&client_id={id}&client_secret={secret}&scope=https://storage.azure.com/.default", 400, "invalid_resource", 500011)]
    [InlineData("grant_type=password&client_id={id}", 400, "unsupported_grant_type", 70003)]
    [InlineData("grant_type=client_credentials", 400, "invalid_request", 900144)]
    public async Task A_refusal_names_its_cause(string form, int status, string error, int number)
    {
        await using var server = await SandboxServer.StartAsync();

        var (answered, body) = await PostAsync(server, server.Description.TenantId, form);

        Assert.Equal((status, error, number), (answered, body["error"]!.GetValue<string>(), body["error_codes"]![0]!.GetValue<int>()));
        Assert.StartsWith($"AADSTS{number}: ", body["error_description"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.DoesNotContain(server.Description.AzureClientSecret, body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_tenant_and_an_expired_secret_have_different_numbers()
    {
        await using var server = await SandboxServer.StartAsync();
        const string good = "grant_type=client_credentials&client_id={id}&client_secret={secret}&scope={arm}";

        var (_, unknown) = await PostAsync(server, Guid.Empty.ToString(), good);
        server.Command("expireAzureSecret", new { });
        var (_, expired) = await PostAsync(server, server.Description.TenantId, good);

        Assert.Equal(90002, unknown["error_codes"]![0]!.GetValue<int>());
        Assert.Equal(7000222, expired["error_codes"]![0]!.GetValue<int>());
    }

    [Fact]
    public async Task A_token_dies_after_an_hour()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await SandboxServer.StartAsync(time: time);
        var (_, answer) = await PostAsync(server, server.Description.TenantId, "grant_type=client_credentials&client_id={id}&client_secret={secret}&scope={arm}");
        using var client = server.Client(answer["access_token"]!.GetValue<string>());

        time.Advance(TimeSpan.FromHours(1));
        var (status, body) = await client.SendAsync(HttpMethod.Get, $"{server.VaultPath()}?{SandboxHttp.ArmApi}");

        Assert.Equal((HttpStatusCode.Unauthorized, "ExpiredAuthenticationToken"), (status, body.Code()));
    }

    [Fact]
    public async Task The_managed_identity_answers_only_to_its_header()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.Client();
        var url = $"http://127.0.0.1:{server.Description.HttpPort}{Face.IdentityEndpointPath}?api-version=2019-08-01&resource=https://vault.azure.net";

        var (refused, _) = await client.SendAsync(HttpMethod.Get, url);
        client.DefaultRequestHeaders.Add("X-IDENTITY-HEADER", server.IdentityHeader);
        var (granted, body) = await client.SendAsync(HttpMethod.Get, url);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (refused, granted));
        using var vault = server.Client(body["access_token"]!.GetValue<string>());
        var (status, _) = await vault.SendAsync(HttpMethod.Get, $"{server.VaultHost()}/keys/atlas-cmk?{SandboxHttp.VaultApi}");
        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task The_metadata_service_knows_user_assigned_identities()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.Client();
        client.DefaultRequestHeaders.Add("Metadata", "true");
        var url = $"http://127.0.0.1:{server.Description.HttpPort}/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https://management.azure.com/";

        var (granted, body) = await client.SendAsync(HttpMethod.Get, $"{url}&client_id={server.Description.AzureClientId}");
        var (refused, _) = await client.SendAsync(HttpMethod.Get, $"{url}&client_id={Guid.Empty}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (granted, refused));
        Assert.Equal(server.Description.AzureClientId, body["client_id"]!.GetValue<string>());
    }

    private static ClientSecretCredential Credential(SandboxServer server, HttpClient http, string? secret = null) => new(
        server.Description.TenantId,
        server.Description.AzureClientId,
        secret ?? server.Description.AzureClientSecret,
        new ClientSecretCredentialOptions { Transport = new HttpClientTransport(http), Retry = { MaxRetries = 0 } });

    private static async Task<(int Status, JsonObject Body)> PostAsync(SandboxServer server, string tenant, string form)
    {
        using var client = server.Client();
        using var content = new StringContent(
            form.Replace("{id}", server.Description.AzureClientId, StringComparison.Ordinal)
                .Replace("{secret}", Uri.EscapeDataString(server.Description.AzureClientSecret), StringComparison.Ordinal)
                .Replace("{arm}", ArmScope, StringComparison.Ordinal),
            new MediaTypeHeaderValue("application/x-www-form-urlencoded"));
        using var answer = await client.PostAsync($"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/token", content);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject());
    }
}
