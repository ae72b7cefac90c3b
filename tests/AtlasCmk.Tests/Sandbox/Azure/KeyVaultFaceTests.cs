using System.Net;
using AtlasCmk.Sandbox.Hosting;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class KeyVaultFaceTests
{
    [Fact]
    public async Task Without_a_token_the_answer_says_where_to_get_one()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.Client();

        using var answer = await client.GetAsync($"{server.VaultHost()}/keys?{SandboxHttp.VaultApi}");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var challenge = Assert.Single(answer.Headers.WwwAuthenticate);
        Assert.Equal("Bearer", challenge.Scheme);
        Assert.Equal($"authorization=\"https://login.microsoftonline.com/{server.Description.TenantId}\", resource=\"https://vault.azure.net\"", challenge.Parameter);
    }

    [Theory]
    [InlineData("")]
    [InlineData("api-version=1.0")]
    public async Task An_api_version_is_needed_and_must_be_known(string query)
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.VaultClient();

        var (status, body) = await client.SendAsync(HttpMethod.Get, $"{server.VaultHost()}/keys?{query}");

        Assert.Equal((HttpStatusCode.BadRequest, "BadParameter"), (status, body.Code()));
    }

    [Theory]
    [InlineData("""{"publicNetworkAccess":"Disabled"}""", "ForbiddenByConnection")]
    [InlineData("""{"defaultAction":"Deny"}""", "ForbiddenByFirewall")]
    public async Task A_closed_network_refuses_every_caller(string change, string inner)
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.VaultClient();
        server.Command("setVault", change);

        var (status, body) = await client.SendAsync(HttpMethod.Get, $"{server.VaultHost()}/keys?{SandboxHttp.VaultApi}");

        Assert.Equal((HttpStatusCode.Forbidden, "Forbidden", inner), (status, body.Code(), body.InnerCode()));
    }

    [Fact]
    public async Task A_firewall_accepts_its_listed_addresses()
    {
        await using var server = await SandboxServer.StartAsync();
        server.Command("setVault", """{"defaultAction":"Deny","ipRules":["127.0.0.0/8"]}""");
        using var client = server.VaultClient();

        var (status, _) = await client.SendAsync(HttpMethod.Get, $"{server.VaultHost()}/keys?{SandboxHttp.VaultApi}");

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Theory]
    [InlineData(false, "AccessDenied")]
    [InlineData(true, "ForbiddenByRbac")]
    public async Task A_missing_right_of_Atlas_is_refused_as_the_permission_model_of_the_vault_does(bool rbac, string inner)
    {
        await using var server = await SandboxServer.StartAsync();
        server.Command("setVault", new { rbac });
        using var client = server.Client(server.Tokens.Issue(server.World.Tenant.AtlasApplication, server.Tokens.VaultAudience));

        var (status, body) = await client.SendAsync(HttpMethod.Post, $"{server.VaultHost()}/keys/atlas-cmk/rotate?{SandboxHttp.VaultApi}");

        Assert.Equal((HttpStatusCode.Forbidden, inner), (status, body.InnerCode()));
    }

    [Fact]
    public async Task A_key_is_created_rotated_disabled_and_enabled_again()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.VaultClient();
        var key = $"{server.VaultHost()}/keys/fresh";

        var (_, created) = await client.SendAsync(HttpMethod.Post, $"{key}/create?{SandboxHttp.VaultApi}",
            """{"kty":"RSA","key_size":3072,"key_ops":["encrypt","decrypt"],"attributes":{"exp":4102444800},"tags":{"a":"b"}}""");
        var (_, rotated) = await client.SendAsync(HttpMethod.Post, $"{key}/rotate?{SandboxHttp.VaultApi}");
        var version = created["key"]!["kid"]!.GetValue<string>();
        var (_, disabled) = await client.SendAsync(HttpMethod.Patch, $"{version}?{SandboxHttp.VaultApi}", """{"attributes":{"enabled":false}}""");
        var (refused, why) = await client.SendAsync(HttpMethod.Get, $"{version}?{SandboxHttp.VaultApi}");
        var (_, versions) = await client.SendAsync(HttpMethod.Get, $"{key}/versions?{SandboxHttp.VaultApi}");
        var (_, enabled) = await client.SendAsync(HttpMethod.Patch, $"{version}?{SandboxHttp.VaultApi}", """{"attributes":{"enabled":true}}""");

        Assert.StartsWith($"{key}/", version, StringComparison.Ordinal);
        Assert.Equal(4102444800, created["attributes"]!["exp"]!.GetValue<long>());
        Assert.NotEqual(version, rotated["key"]!["kid"]!.GetValue<string>());
        Assert.Equal(["encrypt", "decrypt"], rotated["key"]!["key_ops"]!.AsArray().Select(one => one!.GetValue<string>()));
        Assert.False(disabled["attributes"]!["enabled"]!.GetValue<bool>());
        Assert.Equal((HttpStatusCode.Forbidden, "KeyDisabled"), (refused, why.InnerCode()));
        Assert.Equal([false, true], versions["value"]!.AsArray().Select(one => one!["attributes"]!["enabled"]!.GetValue<bool>()).Order());
        Assert.True(enabled["attributes"]!["enabled"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("create", """{"kty":"RSA","key_size":1024}""")]
    [InlineData("create", """{"kty":"DES"}""")]
    [InlineData("create", """{"kty":"RSA-HSM"}""")]
    [InlineData("create", """{"kty":"RSA","key_ops":["fly"]}""")]
    [InlineData("create", """{"key_size":2048}""")]
    [InlineData("create", "no json")]
    public async Task A_key_that_cannot_be_is_refused(string operation, string body)
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.VaultClient();

        var (status, answer) = await client.SendAsync(HttpMethod.Post, $"{server.VaultHost()}/keys/new/{operation}?{SandboxHttp.VaultApi}", body);

        Assert.Equal((HttpStatusCode.BadRequest, "BadParameter"), (status, answer.Code()));
        Assert.Null(server.World.Do(() => server.World.Projects[0].Vault.FindKey("new")));
    }

    [Fact]
    public async Task Versions_come_in_pages_of_25_whose_links_name_the_port()
    {
        await using var server = await SandboxServer.StartAsync();
        for (var i = 0; i < 30; i++)
        {
            server.Command("addKeyVersion", new { });
        }

        using var client = server.VaultClient();
        var (_, first) = await client.SendAsync(HttpMethod.Get, $"{server.VaultHost()}/keys/atlas-cmk/versions?{SandboxHttp.VaultApi}");
        var next = first["nextLink"]!.GetValue<string>();
        var (_, second) = await client.SendAsync(HttpMethod.Get, next);
        var (tooMany, _) = await client.SendAsync(HttpMethod.Get, $"{server.VaultHost()}/keys/atlas-cmk/versions?{SandboxHttp.VaultApi}&maxresults=26");

        Assert.Equal((25, 6), (first["value"]!.AsArray().Count, second["value"]!.AsArray().Count));
        Assert.StartsWith($"{server.VaultHost()}:443/", next, StringComparison.Ordinal);
        Assert.False(second.ContainsKey("nextLink"));
        Assert.Equal(HttpStatusCode.BadRequest, tooMany);
    }

    [Fact]
    public async Task A_rotation_policy_decides_how_long_the_next_version_lives()
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.VaultClient();
        var key = $"{server.VaultHost()}/keys/atlas-cmk";
        const string policy = """{"lifetimeActions":[{"trigger":{"timeAfterCreate":"P60D"},"action":{"type":"Rotate"}}],"attributes":{"expiryTime":"P90D"}}""";

        var (_, none) = await client.SendAsync(HttpMethod.Get, $"{key}/rotationpolicy?{SandboxHttp.VaultApi}");
        var (tooShort, _) = await client.SendAsync(HttpMethod.Put, $"{key}/rotationpolicy?{SandboxHttp.VaultApi}", policy.Replace("P90D", "P27D", StringComparison.Ordinal));
        var (_, set) = await client.SendAsync(HttpMethod.Put, $"{key}/rotationpolicy?{SandboxHttp.VaultApi}", policy);
        var (_, rotated) = await client.SendAsync(HttpMethod.Post, $"{key}/rotate?{SandboxHttp.VaultApi}");

        Assert.Equal("Notify", none["lifetimeActions"]![0]!["action"]!["type"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.BadRequest, tooShort);
        Assert.Equal("P60D", set["lifetimeActions"]![0]!["trigger"]!["timeAfterCreate"]!.GetValue<string>());
        Assert.Equal(90 * 86400, rotated["attributes"]!["exp"]!.GetValue<long>() - rotated["attributes"]!["created"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("https://no-such-vault.vault.azure.net/keys", HttpStatusCode.MisdirectedRequest)]
    [InlineData("https://127.0.0.1:{0}/keys/none", HttpStatusCode.NotFound)]
    public async Task Missing_items_are_not_found(string url, HttpStatusCode expected)
    {
        await using var server = await SandboxServer.StartAsync();
        using var client = server.VaultClient();

        var (status, _) = await client.SendAsync(
            HttpMethod.Get, $"{url.Replace("{0}", $"{server.Description.Port}", StringComparison.Ordinal)}?{SandboxHttp.VaultApi}");

        Assert.Equal(expected, status);
    }
}
