using System.Net;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Azure.Tokens;
using AtlasCmk.Sandbox.Hosting;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class ArmVaultTests
{
    [Fact]
    public async Task A_vault_has_every_field_a_check_of_prerequisites_reads()
    {
        await using var server = await SandboxServer.StartAsync(new() { Stage = "pending" });
        using var client = server.ArmClient();

        var (_, vault) = await client.SendAsync(HttpMethod.Get, $"{server.VaultPath()}?{SandboxHttp.ArmApi}");

        var properties = vault["properties"]!.AsObject();
        Assert.Equal($"{server.VaultHost()}/", properties["vaultUri"]!.GetValue<string>());
        Assert.True(properties["enablePurgeProtection"]!.GetValue<bool>());
        Assert.Equal(3, properties["privateEndpointConnections"]!.AsArray().Count);
        Assert.False(properties["privateEndpointConnections"]![0]!.AsObject().ContainsKey("name"));
    }

    [Theory]
    [InlineData("", "MissingApiVersionParameter")]
    [InlineData("api-version=yesterday", "InvalidApiVersionParameter")]
    [InlineData("api-version=2026-12-31", "NoRegisteredProviderFound")]
    public async Task An_api_version_is_needed_and_must_be_known(string query, string code)
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.ArmClient();

        var (status, body) = await client.SendAsync(HttpMethod.Get, $"{server.VaultPath()}?{query}");

        Assert.Equal((HttpStatusCode.BadRequest, code), (status, body.Code()));
    }

    [Theory]
    [InlineData("2026-02-01", HttpStatusCode.OK)]
    [InlineData("2023-07-01", HttpStatusCode.BadRequest)]
    public async Task From_the_day_of_their_retirement_older_api_versions_are_gone(string version, HttpStatusCode expected)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2027, 2, 26, 0, 0, 0, TimeSpan.Zero));
        await using var server = await SandboxServer.StartAsync(time: time);
        using var before = server.ArmClient();
        var (old, _) = await before.SendAsync(HttpMethod.Get, $"{server.VaultPath()}?api-version={version}");

        time.Advance(TimeSpan.FromDays(1));
        using var after = server.Client(server.Tokens.Issue(server.World.Tenant.OperatorApplication, server.Tokens.ArmAudience));
        var (status, _) = await after.SendAsync(HttpMethod.Get, $"{server.VaultPath()}?api-version={version}");

        Assert.Equal((HttpStatusCode.OK, expected), (old, status));
    }

    [Fact]
    public async Task A_token_is_needed_of_this_world_for_this_service()
    {
        await using var server = await SandboxServer.StartAsync();
        var expired = server.Tokens.Issue(server.World.Tenant.OperatorApplication, server.Tokens.ArmAudience, TimeSpan.FromSeconds(-1));

        Assert.Equal("AuthenticationFailed", await CodeWith(null));
        Assert.Equal("InvalidAuthenticationToken", await CodeWith(server.Description.AzureAccessToken + "x"));
        Assert.Equal("InvalidAuthenticationToken", await CodeWith("opaque"));
        Assert.Equal("InvalidAuthenticationTokenAudience", await CodeWith(server.Description.KeyVaultAccessToken));
        Assert.Equal("ExpiredAuthenticationToken", await CodeWith(expired));

        async Task<string?> CodeWith(string? token)
        {
            using var client = server.Client(token);
            using var answer = await client.GetAsync($"{server.VaultPath()}?{SandboxHttp.ArmApi}");
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains(server.Description.TenantId, Assert.Single(answer.Headers.WwwAuthenticate).Parameter, StringComparison.Ordinal);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject().Code();
        }
    }

    [Fact]
    public async Task Missing_parts_are_distinguished()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.ArmClient();
        var (subscription, group, vault) = (server.Description.SubscriptionId, server.Description.ResourceGroup, server.Description.KeyVaultName);

        Assert.Equal("SubscriptionNotFound", await CodeOf(server.VaultPath().Replace(subscription, Guid.Empty.ToString(), StringComparison.Ordinal)));
        Assert.Equal("ResourceGroupNotFound", await CodeOf(server.VaultPath().Replace(group, "nowhere", StringComparison.Ordinal)));
        Assert.Equal("ResourceNotFound", await CodeOf(server.VaultPath() + "x"));
        Assert.Equal("VaultNameNotValid", await CodeOf(server.VaultPath().Replace(vault, "no_vault", StringComparison.Ordinal)));

        async Task<string?> CodeOf(string path) => (await client.SendAsync(HttpMethod.Get, $"{path}?{SandboxHttp.ArmApi}")).Body.Code();
    }

    [Fact]
    public async Task Without_a_role_reading_is_refused()
    {
        await using var server = await SandboxServer.StartAsync();
        var stranger = server.World.Do(() => AtlasCmk.Sandbox.World.WorldSetup.MakeApplication(server.World, "stranger"));
        using var client = server.Client(server.Tokens.Issue(stranger, server.Tokens.ArmAudience));

        var (status, body) = await client.SendAsync(HttpMethod.Get, $"{server.VaultPath()}?{SandboxHttp.ArmApi}");

        Assert.Equal((HttpStatusCode.Forbidden, "AuthorizationFailed"), (status, body.Code()));
        Assert.Contains(stranger.ObjectId, body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        await using var server = await SandboxServer.StartAsync();
        server.Command("addVault", new { });
        server.Command("addVault", new { });
        using var client = server.ArmClient();
        var names = new HashSet<string>();

        string? next = $"{SandboxHttp.Arm}/subscriptions/{server.Description.SubscriptionId}/providers/Microsoft.KeyVault/vaults?{SandboxHttp.ArmApi}&$top=2";
        var pages = 0;
        for (; next is not null; pages++)
        {
            var (_, page) = await client.SendAsync(HttpMethod.Get, next);
            names.UnionWith(page["value"]!.AsArray().Select(vault => vault!["name"]!.GetValue<string>()));
            next = page["nextLink"]?.GetValue<string>();
        }

        Assert.Equal((2, 3), (pages, names.Count));
    }

    [Fact]
    public async Task A_patch_changes_what_it_names_and_nothing_else()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.ArmClient();
        var (_, before) = await client.SendAsync(HttpMethod.Get, $"{server.VaultPath()}?{SandboxHttp.ArmApi}");

        var (_, after) = await client.SendAsync(HttpMethod.Patch, $"{server.VaultPath()}?{SandboxHttp.ArmApi}", """{"properties":{"publicNetworkAccess":"Disabled"}}""");

        Assert.Equal("Disabled", after["properties"]!["publicNetworkAccess"]!.GetValue<string>());
        after["properties"]!["publicNetworkAccess"] = "Enabled";
        Assert.True(JsonNode.DeepEquals(before, after));
    }

    [Theory]
    [InlineData("""{"properties":{"enablePurgeProtection":false}}""", "BadRequest")]
    [InlineData("""{"properties":{"enableSoftDelete":false}}""", "BadRequest")]
    [InlineData("""{"properties":{"softDeleteRetentionInDays":7}}""", "BadRequest")]
    [InlineData("""{"properties":{"publicNetworkAccess":1}}""", "InvalidRequestContent")]
    [InlineData("[]", "InvalidRequestContent")]
    [InlineData("no json", "InvalidRequestContent")]
    public async Task A_patch_that_cannot_be_is_refused(string body, string code)
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.ArmClient();

        var (status, answer) = await client.SendAsync(HttpMethod.Patch, $"{server.VaultPath()}?{SandboxHttp.ArmApi}", body);

        Assert.Equal((HttpStatusCode.BadRequest, code), (status, answer.Code()));
    }

    [Fact]
    public async Task Access_policies_are_added_taken_and_replaced_one_principal_at_a_time()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.ArmClient();
        var principal = Guid.NewGuid().ToString();

        Assert.Equal("get list", await Change("add", "get", "list"));
        Assert.Equal("get list encrypt", await Change("add", "encrypt", "GET"));
        Assert.Equal("get encrypt", await Change("remove", "List"));
        Assert.Equal("decrypt", await Change("replace", "decrypt"));
        Assert.Null(await Change("remove", "decrypt"));

        async Task<string?> Change(string kind, params string[] keys)
        {
            var body = new JsonObject
            {
                ["properties"] = new JsonObject
                {
                    ["accessPolicies"] = new JsonArray(new JsonObject
                    {
                        ["tenantId"] = server.Description.TenantId,
                        ["objectId"] = principal,
                        ["permissions"] = new JsonObject { ["keys"] = new JsonArray([.. keys.Select(key => JsonValue.Create(key))]) },
                    }),
                },
            };
            var (_, answer) = await client.SendAsync(HttpMethod.Put, $"{server.VaultPath()}/accessPolicies/{kind}?{SandboxHttp.ArmApi}", body.ToJsonString());
            var policies = answer["properties"]!["accessPolicies"]!.AsArray();
            Assert.True(policies.Count >= 2);
            return policies.FirstOrDefault(policy => policy!["objectId"]!.GetValue<string>() == principal) is { } own
                ? string.Join(' ', own["permissions"]!["keys"]!.AsArray().Select(key => key!.GetValue<string>()))
                : null;
        }
    }

    [Fact]
    public async Task A_provider_that_is_registered_becomes_so_after_a_while()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await SandboxServer.StartAsync(time: time);
        server.Command("setProvider", new { state = "NotRegistered" });
        using var client = server.ArmClient();
        var url = $"{SandboxHttp.Arm}/subscriptions/{server.Description.SubscriptionId}/providers/Microsoft.Network";

        Assert.Equal("NotRegistered", await State(HttpMethod.Get, url));
        Assert.Equal("Registering", await State(HttpMethod.Post, url + "/register"));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("Registered", await State(HttpMethod.Get, url));

        async Task<string> State(HttpMethod method, string at) =>
            (await client.SendAsync(method, $"{at}?api-version=2022-09-01")).Body["registrationState"]!.GetValue<string>();
    }

    [Fact]
    public async Task Keys_are_readable_through_resource_manager_where_the_network_of_the_vault_is_closed()
    {
        await using var server = await SandboxServer.StartAsync();
        server.Command("setVault", new { publicNetworkAccess = "Disabled" });
        server.Command("setKeyVersion", new { enabled = false, expires = "1.00:00:00" });
        using var client = server.ArmClient();

        var (_, versions) = await client.SendAsync(HttpMethod.Get, $"{server.VaultPath()}/keys/atlas-cmk/versions?{SandboxHttp.ArmApi}");

        var version = Assert.Single(versions["value"]!.AsArray())!["properties"]!;
        Assert.False(version["attributes"]!["enabled"]!.GetValue<bool>());
        Assert.Equal(server.Description.KeyIdentifier.Replace(".net/", ".net:443/", StringComparison.Ordinal), version["keyUriWithVersion"]!.GetValue<string>());
        Assert.True(version["attributes"]!["exp"]!.GetValue<long>() > DateTimeOffset.UtcNow.ToUnixTimeSeconds());
    }
}
