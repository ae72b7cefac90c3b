using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class AccessTests
{
    [Fact]
    public async Task Unlisted_addresses_and_empty_lists_are_distinguished()
    {
        await using var host = await AtlasHost.StartAsync();
        host.World.Command("setAccessList", """{"accessList":["203.0.113.0/24"]}""");
        var error = await host.RefusedAsync(403, "IP_ADDRESS_NOT_ON_ACCESS_LIST", HttpMethod.Get, host.ProjectPath);
        Assert.Equal("127.0.0.1", error["parameters"]![0]!.GetValue<string>());

        host.World.Command("setAccessList", """{"accessList":[]}""");
        await host.RefusedAsync(403, "RESOURCE_REQUIRES_ACCESS_LIST", HttpMethod.Get, host.ProjectPath);

        host.World.Command("setAccessList");
        host.World.Command("setOrganizationState", new { requiresAccessList = true });
        await host.RefusedAsync(403, "ORG_REQUIRES_ACCESS_LIST", HttpMethod.Get, host.ProjectPath);

        host.World.Command("setAccessList", """{"accessList":["127.0.0.0/8"]}""");
        await host.GetAsync(host.ProjectPath);
    }

    [Fact]
    public async Task A_foreign_project_is_401_and_one_that_does_not_exist_404_as_recorded()
    {
        await using var host = await AtlasHost.StartAsync();
        var stranger = host.World.Command("addApiKey", """{"roles":["GROUP_OWNER"],"projectIds":["660000000000000000000000"]}""");
        var client = host.Client(stranger["publicKey"]!.GetValue<string>(), stranger["privateKey"]!.GetValue<string>());

        await host.RefusedAsync(401, "NOT_IN_GROUP", HttpMethod.Get, host.ProjectPath, client: client);
        await host.RefusedAsync(404, "GROUP_NOT_FOUND", HttpMethod.Get, "/api/atlas/v2/groups/66aaaaaaaaaaaaaaaaaaaaaa");
        await host.RefusedAsync(404, "INVALID_GROUP_ID", HttpMethod.Get, "/api/atlas/v2/groups/nonsense");
    }

    [Theory]
    [InlineData("GROUP_READ_ONLY", false, false, false)]
    [InlineData("ORG_READ_ONLY", false, false, false)]
    [InlineData("GROUP_CLUSTER_MANAGER", false, true, false)]
    [InlineData("GROUP_OWNER", true, true, true)]
    [InlineData("ORG_OWNER", true, true, true)]
    public async Task Every_operation_asks_for_its_role(string role, bool endpoints, bool clusters, bool clusterKeys)
    {
        await using var host = await AtlasHost.StartAsync("encrypted");
        var client = host.ClientWith(role);

        async Task Expect(bool allowed, HttpMethod method, string path, object? body = null)
        {
            using var response = await host.SendAsync(method, path, body, client: client);
            Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal(!allowed, (await response.Content.ReadAsStringAsync()).Contains("\"USER_UNAUTHORIZED\"", StringComparison.Ordinal));
        }

        await Expect(true, HttpMethod.Get, host.EncryptionPath);
        await Expect(endpoints, HttpMethod.Get, host.EndpointsPath);
        await Expect(endpoints, HttpMethod.Patch, host.EncryptionPath, new { enabledForSearchNodes = true });
        await Expect(clusters, HttpMethod.Patch, $"{host.ProjectPath}/clusters/ledger", new { paused = true });
        await Expect(clusterKeys, HttpMethod.Patch, $"{host.ProjectPath}/clusters/orders", new { encryptionAtRestProvider = "NONE" });
    }

    [Fact]
    public async Task Inactive_or_suspended_organizations_and_invalid_projects_have_their_own_errors()
    {
        await using var host = await AtlasHost.StartAsync();
        host.World.Command("setOrganizationState", new { state = "inactive" });
        await host.RefusedAsync(400, "INACTIVE_ORG", HttpMethod.Get, host.ProjectPath);
        host.World.Command("setOrganizationState", new { state = "suspended" });
        await host.RefusedAsync(402, "ACCOUNT_SUSPENDED", HttpMethod.Get, "/api/atlas/v2/groups");
        host.World.Command("setOrganizationState", new { state = "active" });

        host.World.Command("setProject", new { state = "invalid" });
        await host.RefusedAsync(404, "INVALID_ATLAS_GROUP", HttpMethod.Get, host.EncryptionPath);
        host.World.Command("setProject", new { state = "deleted" });
        await host.RefusedAsync(404, "GROUP_NOT_FOUND", HttpMethod.Get, host.EncryptionPath);
    }

    [Fact]
    public async Task Service_accounts_get_tokens_use_them_and_give_them_back()
    {
        await using var host = await AtlasHost.StartAsync();
        var token = (await TokenAsync(host))["access_token"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, (await UseAsync(host, token)).StatusCode);

        using var revoked = await FormAsync(host, "revoke", ("token", token), ("token_type_hint", "access_token"));
        Assert.Equal(HttpStatusCode.OK, revoked.StatusCode);
        Assert.Empty(await revoked.Content.ReadAsStringAsync());
        var refused = await UseAsync(host, token);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Contains("invalid_token", refused.Headers.WwwAuthenticate.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_lives_for_an_hour()
    {
        await using var host = await AtlasHost.StartAsync();
        var answer = await TokenAsync(host);
        Assert.Equal(3600, answer["expires_in"]!.GetValue<int>());
        host.World.Clock.Advance(TimeSpan.FromSeconds(3600));

        Assert.Equal(HttpStatusCode.Unauthorized, (await UseAsync(host, answer["access_token"]!.GetValue<string>())).StatusCode);
    }

    [Fact]
    public async Task Token_requests_are_limited_to_fifty_a_minute_and_tokens_to_a_hundred()
    {
        await using var host = await AtlasHost.StartAsync();
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 50; i++)
            {
                await TokenAsync(host);
            }

            using var limited = await FormAsync(host, "token", ("grant_type", "client_credentials"));
            var error = await AtlasHost.ReadAsync(limited, HttpStatusCode.TooManyRequests);
            Assert.Equal("RATE_LIMITED", error["errorCode"]!.GetValue<string>());
            Assert.Equal("""["/api/oauth/token",50,1]""", error["parameters"]!.ToJsonString());
            Assert.Equal(60, limited.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
            host.World.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        using var full = await FormAsync(host, "token", ("grant_type", "client_credentials"));
        Assert.Equal("access_denied", (await AtlasHost.ReadAsync(full, HttpStatusCode.Forbidden))["error"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("wrong", "client_credentials", 401, "invalid_client")]
    [InlineData(null, "password", 400, "unsupported_grant_type")]
    [InlineData(null, "", 400, "invalid_request")]
    public async Task Errors_of_the_token_endpoint_have_the_shape_of_OAuth(string? secret, string grant, int status, string error)
    {
        await using var host = await AtlasHost.StartAsync();
        using var response = await FormAsync(host, "token", secret, ("grant_type", grant));

        Assert.Equal(error, (await AtlasHost.ReadAsync(response, (HttpStatusCode)status))["error"]!.GetValue<string>());
    }

    private static async Task<JsonObject> TokenAsync(AtlasHost host)
    {
        using var response = await FormAsync(host, "token", ("grant_type", "client_credentials"));
        return await AtlasHost.ReadAsync(response, HttpStatusCode.OK);
    }

    private static Task<HttpResponseMessage> FormAsync(AtlasHost host, string what, params (string Name, string Value)[] fields) =>
        FormAsync(host, what, null, fields);

    private static async Task<HttpResponseMessage> FormAsync(AtlasHost host, string what, string? secret, params (string Name, string Value)[] fields)
    {
        var account = host.World.World.Credentials.Single(c => c.IsServiceAccount);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/oauth/{what}");
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{account.Id}:{secret ?? account.Secret}")));
        request.Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await host.Anonymous().SendAsync(request);
    }

    private static async Task<HttpResponseMessage> UseAsync(AtlasHost host, string token)
    {
        var client = host.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await host.SendAsync(HttpMethod.Get, host.ProjectPath, client: client);
    }
}
