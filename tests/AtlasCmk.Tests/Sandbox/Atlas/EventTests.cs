using System.Globalization;
using System.Text.Json.Nodes;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>The activity feed of a project: what the world writes down, and how it is read.</summary>
public sealed class EventTests
{
    private static string Path(AtlasHost host, string query = "") => $"{host.ProjectPath}/events{query}";

    private static async Task<string[]> TypesAsync(AtlasHost host, string query = "") =>
        [.. (await host.GetAsync(Path(host, query)))["results"]!.AsArray().Select(e => e!["eventTypeName"]!.GetValue<string>())];

    [Fact]
    public async Task An_event_names_the_API_key_of_a_change_and_none_for_other_causes()
    {
        await using var host = await AtlasHost.StartAsync("encrypted");
        await host.PatchAsync(host.EncryptionPath, new { enabledForSearchNodes = true });

        var newest = (await host.GetAsync(Path(host)))["results"]![0]!;
        Assert.Equal("ENCRYPTION_AT_REST_CONFIGURATION_UPDATED", newest["eventTypeName"]!.GetValue<string>());
        Assert.Equal((host.World.World.Credentials[0].Id, "127.0.0.1"), (newest["publicKey"]!.GetValue<string>(), newest["remoteAddress"]!.GetValue<string>()));

        host.World.Command("setKeyVersion", new { enabled = false });
        host.World.Pass(TimeSpan.FromMinutes(1));
        var lost = (await host.GetAsync(Path(host, "?eventType=ENCRYPTION_AT_REST_CONFIG_NO_LONGER_VALID")))["results"]!.AsArray();
        Assert.False(Assert.Single(lost)!.AsObject().ContainsKey("publicKey"));
    }

    [Fact]
    public async Task A_key_that_is_lost_and_found_again_is_two_pairs_of_events()
    {
        await using var host = await AtlasHost.StartAsync("enabled");
        var start = Since(host);
        foreach (var enabled in new[] { false, true })
        {
            host.World.Command("setKeyVersion", new { enabled });
            await host.GetAsync(host.EncryptionPath);
            await host.GetAsync(host.EncryptionPath);
        }

        Assert.Equal(
            ["AZURE_ENCRYPTION_KEY_VALID", "ENCRYPTION_AT_REST_CONFIG_IS_VALID", "AZURE_ENCRYPTION_KEY_INVALID", "ENCRYPTION_AT_REST_CONFIG_NO_LONGER_VALID"],
            await TypesAsync(host, start));
    }

    [Fact]
    public async Task An_unreachable_vault_and_an_invalid_key_are_distinguished()
    {
        await using var host = await AtlasHost.StartAsync("enabled");
        var start = Since(host);
        foreach (var access in new[] { "Disabled", "Enabled" })
        {
            host.World.Command("setVault", new { publicNetworkAccess = access });
            await host.GetAsync(host.EncryptionPath);
        }

        Assert.Equal(["ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_RESTORED", "ENCRYPTION_AT_REST_KMS_NETWORK_ACCESS_DENIED"], await TypesAsync(host, start));
    }

    [Fact]
    public async Task Changes_are_validated_and_endpoints_are_created_and_deleted()
    {
        await using var host = await AtlasHost.StartAsync("enabled");
        var start = Since(host);
        await host.RefusedAsync(400, "INVALID_AZURE_CREDENTIALS", HttpMethod.Patch, host.EncryptionPath, new { azureKeyVault = new { secret = "wrong" } });
        await host.PatchAsync(host.EncryptionPath, new { azureKeyVault = new { secret = host.World.World.Tenant.AtlasApplication.Secrets[0].Value } });
        await host.PatchAsync(host.EncryptionPath, new { azureKeyVault = new { requirePrivateNetworking = true } });
        using var made = await host.SendAsync(HttpMethod.Post, host.EndpointsPath, new { regionName = "US_EAST" });
        host.World.Command("removeEndpoint", new { region = "US_EAST" });

        Assert.Equal(
            [
                "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_DELETED", "ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_CREATED", "ENCRYPTION_AT_REST_CONFIGURATION_UPDATED",
                "ENCRYPTION_AT_REST_CONFIGURATION_VALIDATION_SUCCEEDED", "ENCRYPTION_AT_REST_CONFIGURATION_UPDATED", "ENCRYPTION_AT_REST_CONFIGURATION_VALIDATION_FAILED",
            ],
            await TypesAsync(host, start));
    }

    [Fact]
    public async Task A_cluster_is_named_and_can_be_asked_for()
    {
        await using var host = await AtlasHost.StartAsync("enabled");
        await host.PatchAsync($"{host.ProjectPath}/clusters/orders", new { encryptionAtRestProvider = "AZURE" });
        host.World.Pass(host.World.World.Durations.ClusterUpdate);

        Assert.Equal(["CLUSTER_UPDATE_COMPLETED", "CLUSTER_UPDATE_STARTED", "CLUSTER_UPDATE_SUBMITTED"], await TypesAsync(host, "?clusterNames=orders"));
        Assert.Empty(await TypesAsync(host, "?clusterNames=payments"));
    }

    [Fact]
    public async Task Types_are_chosen_and_left_out_by_name_more_than_one_at_a_time()
    {
        await using var host = await AtlasHost.StartAsync("active");
        var two = "eventType=ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_CREATED&eventType=ENCRYPTION_AT_REST_CONFIGURATION_UPDATED";

        Assert.Equal(5, (await TypesAsync(host, $"?{two}")).Length);
        Assert.Equal(3, (await TypesAsync(host, $"?{two}&excludedEventType=ENCRYPTION_AT_REST_CONFIGURATION_UPDATED")).Length);
    }

    [Fact]
    public async Task The_start_is_part_of_a_span_of_time_and_its_end_is_not()
    {
        await using var host = await AtlasHost.StartAsync("active");
        var (now, then) = (host.World.Clock.GetUtcNow(), host.World.Clock.GetUtcNow().AddSeconds(1));

        Assert.NotEmpty(await TypesAsync(host, $"?minDate={Text(now)}&maxDate={Text(then)}"));
        Assert.Empty(await TypesAsync(host, $"?maxDate={Text(now)}"));
        Assert.Empty(await TypesAsync(host, $"?minDate={Text(then)}"));
        await host.RefusedAsync(400, "INVALID_QUERY_PARAMETER", HttpMethod.Get, Path(host, "?minDate=yesterday"));
    }

    [Fact]
    public async Task The_next_page_keeps_what_was_asked_for()
    {
        await using var host = await AtlasHost.StartAsync("active");
        var first = await host.GetAsync(Path(host, "?eventType=ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_CREATED&itemsPerPage=2"));
        var next = first["links"]!.AsArray().Single(l => l!["rel"]!.GetValue<string>() == "next")!["href"]!.GetValue<string>();
        var second = await host.GetAsync(next);

        Assert.Equal((2, 1, 3), (first["results"]!.AsArray().Count, second["results"]!.AsArray().Count, first["totalCount"]!.GetValue<int>()));
        Assert.Equal("ENCRYPTION_AT_REST_PRIVATE_ENDPOINT_CREATED", second["results"]![0]!["eventTypeName"]!.GetValue<string>());
    }

    [Fact]
    public async Task One_event_is_found_by_its_id_with_its_raw_form_where_wanted()
    {
        await using var host = await AtlasHost.StartAsync("enabled");
        var listed = (await host.GetAsync(Path(host)))["results"]![0]!.AsObject();
        var one = await host.GetAsync(Path(host, $"/{listed["id"]}"));
        var raw = await host.GetAsync(Path(host, $"/{listed["id"]}?includeRaw=true"));
        one.Remove("sandboxUnknownField");

        Assert.True(JsonNode.DeepEquals(listed, one));
        Assert.Equal(listed["id"]!.GetValue<string>(), raw["raw"]!["id"]!.GetValue<string>());
        await host.RefusedAsync(404, "RESOURCE_NOT_FOUND", HttpMethod.Get, Path(host, $"/{new string('a', 24)}"));
    }

    [Fact]
    public async Task Reading_takes_a_role_in_the_project()
    {
        await using var host = await AtlasHost.StartAsync("enabled");
        using var reader = host.ClientWith("GROUP_READ_ONLY");
        using var stranger = host.ClientWith("ORG_MEMBER");

        using var answer = await host.SendAsync(HttpMethod.Get, Path(host), client: reader);
        Assert.True(answer.IsSuccessStatusCode);
        await host.RefusedAsync(401, "NOT_IN_GROUP", HttpMethod.Get, Path(host), client: stranger);
    }

    /// <summary>Everything after now, for what a stage has written.</summary>
    private static string Since(AtlasHost host)
    {
        host.World.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return $"?minDate={Text(host.World.Clock.GetUtcNow())}";
    }

    private static string Text(DateTimeOffset time) => Uri.EscapeDataString(time.ToString("O", CultureInfo.InvariantCulture));
}
