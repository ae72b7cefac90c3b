using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>The behaviors of Resource Manager that were not recorded, each reached by an option, and the recorded ones beside them.</summary>
public sealed class ResourceManagerBehaviorTests
{
    private const string Approve = """{"properties":{"privateLinkServiceConnectionState":{"status":"Approved"}}}""";
    private const string Reject = """{"properties":{"privateLinkServiceConnectionState":{"status":"Rejected"}}}""";

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    private Task<SandboxServer> StartAsync(params (string Name, string Value)[] behaviors) =>
        SandboxServer.StartAsync(new SandboxOptions { Stage = "pending", Arm = behaviors }, _time);

    private static string Url(SandboxServer server, string? name = null) =>
        $"{server.VaultPath()}/privateEndpointConnections/{name ?? server.World.Do(() => server.World.Projects[0].Vault.Connections[0].Name)}?{SandboxHttp.ArmApi}";

    private static async Task<string> OperationAsync(HttpClient client, SandboxServer server, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PutAsync(Url(server), content);
        return Assert.Single(answer.Headers.GetValues("Azure-AsyncOperation"));
    }

    [Fact]
    public async Task The_operation_is_the_decision_its_time_and_the_etag_as_recorded()
    {
        await using var server = await StartAsync();
        using var client = server.ArmClient();
        var operation = await OperationAsync(client, server, Reject);
        var (_, connection) = await client.SendAsync(HttpMethod.Get, Url(server));

        var told = JsonNode.Parse(Base64Url.DecodeFromChars(operation.Split("kv-operation=")[1]))!;
        Assert.Equal("privateEndpointConnections/reject", told["code"]!.GetValue<string>());
        Assert.Equal(_time.GetUtcNow().UtcDateTime, told["st"]!.GetValue<DateTime>());
        Assert.Equal(connection["etag"]!.GetValue<string>(), told["etag"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("connection", HttpStatusCode.OK, null)]
    [InlineData("status", HttpStatusCode.OK, "InProgress")]
    [InlineData("empty", HttpStatusCode.OK, null)]
    [InlineData("noContent", HttpStatusCode.NoContent, null)]
    [InlineData("notFound", HttpStatusCode.NotFound, null)]
    public async Task The_address_of_the_operation_answers_as_configured(string behavior, HttpStatusCode status, string? state)
    {
        await using var server = await StartAsync(("operationAnswer", behavior));
        using var client = server.ArmClient();
        var operation = await OperationAsync(client, server, Approve);

        using var answer = await client.GetAsync(operation);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((status, state), (answer.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text)!["status"]?.GetValue<string>()));
        Assert.Equal(behavior == "connection", text.Contains("privateLinkServiceConnectionState", StringComparison.Ordinal));

        _time.Advance(server.World.Durations.Decision);
        if (state is not null)
        {
            var (_, done) = await client.SendAsync(HttpMethod.Get, operation);
            Assert.Equal("Succeeded", done["status"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task A_connection_that_was_approved_when_it_was_made_has_neither_description_nor_etag()
    {
        await using var server = await StartAsync();
        server.Command("addForeignConnection", new { name = "trusted", approved = true });
        using var client = server.ArmClient();
        var (_, connection) = await client.SendAsync(HttpMethod.Get, Url(server, "trusted"));

        Assert.Equal("""{"status":"Approved","actionsRequired":"None"}""", connection["properties"]!["privateLinkServiceConnectionState"]!.ToJsonString());
        Assert.False(connection.ContainsKey("etag"));
        Assert.False(connection["properties"]!.AsObject().ContainsKey("groupIds"));
    }

    [Theory]
    [InlineData("consumer", "^pe-[0-9a-f]{24}-[a-z]{5}$")]
    [InlineData("withGuid", @"^pe-[0-9a-f]{24}-[a-z]{5}\.[0-9a-f-]{36}$")]
    public async Task A_connection_is_named_by_its_consumer(string behavior, string pattern)
    {
        await using var server = await StartAsync(("connectionNames", behavior));
        Assert.All(server.World.Do(() => server.World.Projects[0].Vault.Connections.Select(c => c.Name).ToList()), name => Assert.Matches(pattern, name));
    }

    [Fact]
    public async Task A_list_may_leave_out_the_status_that_the_connection_itself_has()
    {
        await using var server = await StartAsync(("listsLeaveOutState", "true"));
        using var client = server.ArmClient();
        var (_, list) = await client.SendAsync(HttpMethod.Get, $"{server.VaultPath()}/privateEndpointConnections?{SandboxHttp.ArmApi}");
        var (_, vault) = await client.SendAsync(HttpMethod.Get, $"{server.VaultPath()}?{SandboxHttp.ArmApi}");
        var (_, one) = await client.SendAsync(HttpMethod.Get, Url(server));

        Assert.All([.. list["value"]!.AsArray(), .. vault["properties"]!["privateEndpointConnections"]!.AsArray()], c => Assert.False(HasState(c!)));
        Assert.True(HasState(one));

        static bool HasState(JsonNode connection) => connection["properties"]!.AsObject().ContainsKey("privateLinkServiceConnectionState");
    }

    [Theory]
    [InlineData("false", HttpStatusCode.OK)]
    [InlineData("true", HttpStatusCode.Conflict)]
    public async Task A_rejection_is_undone_or_final(string isFinal, HttpStatusCode expected)
    {
        await using var server = await StartAsync(("rejectionIsFinal", isFinal), ("connectionUpdate", "immediate"));
        using var client = server.ArmClient();
        await client.SendAsync(HttpMethod.Put, Url(server), Reject);
        var (status, _) = await client.SendAsync(HttpMethod.Put, Url(server), Approve);
        Assert.Equal(expected, status);
    }

    /// <summary>Atlas looks at the connection after a while, and replaces it then, whatever becomes of it.</summary>
    [Theory]
    [InlineData(false, "ACTIVE")]
    [InlineData(true, "PENDING_RECREATION")]
    public async Task A_rejection_undone_in_time_has_no_effect_for_Atlas(bool isLate, string status)
    {
        await using var server = await StartAsync(("connectionUpdate", "immediate"));
        using var client = server.ArmClient();
        await client.SendAsync(HttpMethod.Put, Url(server), Reject);
        _time.Advance(isLate ? server.World.Durations.Notice : TimeSpan.Zero);
        var (answer, _) = await client.SendAsync(HttpMethod.Put, Url(server), Approve);
        _time.Advance(server.World.Durations.Activation - TimeSpan.FromMilliseconds(isLate ? 1 : 0));

        Assert.Equal(HttpStatusCode.OK, answer);
        Assert.Equal(status, server.World.Do(() => server.World.Projects[0].Endpoints[0].Status));
    }

    [Fact]
    public async Task Answers_have_the_recorded_headers()
    {
        await using var server = await StartAsync();
        using var client = server.ArmClient();
        using var answer = await client.GetAsync(Url(server));

        Assert.Equal("no-cache", answer.Headers.CacheControl!.ToString());
        Assert.Single(answer.Headers.GetValues("x-ms-keyvault-service-version"));
    }

    [Fact]
    public async Task A_behavior_that_is_not_known_is_refused_with_those_that_are()
    {
        await using var server = await StartAsync();
        var e = Assert.Throws<WorldCommandException>(() => server.Command("setArm", new { operationAnswer = "later" }));
        Assert.Contains("noContent", e.Message, StringComparison.Ordinal);
    }
}
