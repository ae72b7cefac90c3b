using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class ArmConnectionTests
{
    private const string Approve = """{"properties":{"privateLinkServiceConnectionState":{"status":"Approved","description":"by the book"}}}""";
    private const string Reject = """{"properties":{"privateLinkServiceConnectionState":{"status":"Rejected"}}}""";

    private readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    /// <summary>recordings/azure-connection-exchanges.json.</summary>
    [Fact]
    public async Task A_decision_is_answered_as_it_was_recorded()
    {
        await using var server = await Pending();
        using var client = server.ArmClient();
        using var content = new StringContent(Reject, Encoding.UTF8, "application/json");

        using var answer = await client.PutAsync(Url(server), content);
        var first = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsObject();
        var operation = Assert.Single(answer.Headers.GetValues("Azure-AsyncOperation"));
        var (_, soon) = await client.SendAsync(HttpMethod.Get, operation);
        _time.Advance(server.World.Durations.Decision);
        var (_, later) = await client.SendAsync(HttpMethod.Get, Url(server));

        Assert.Equal((HttpStatusCode.OK, ("Rejected", "Updating")), (answer.StatusCode, Statuses(first)));
        Assert.StartsWith(Url(server) + "&kv-operation=", operation, StringComparison.Ordinal);
        Assert.Null(answer.Headers.RetryAfter);
        Assert.Equal(("Rejected", "Updating"), Statuses(soon));
        Assert.Equal(("Rejected", "Succeeded"), Statuses(later));
        Assert.Matches("^[0-9a-f]{32}$", later["etag"]!.GetValue<string>());
        Assert.NotEqual(first["etag"]!.GetValue<string>(), later["etag"]!.GetValue<string>());

        static (string, string) Statuses(JsonObject connection) => (State(connection).Status, State(connection).Provisioning);
    }

    [Fact]
    public async Task A_change_of_the_vault_is_refused_while_another_one_is_under_way()
    {
        await using var server = await Pending();
        using var client = server.ArmClient();
        var names = server.World.Do(() => server.World.Projects[0].Vault.Connections.Select(c => c.Name).ToList());

        var (first, _) = await client.SendAsync(HttpMethod.Put, Url(server, names[0]), Approve);
        var (second, body) = await client.SendAsync(HttpMethod.Put, Url(server, names[1]), Approve);
        var (policy, _) = await client.SendAsync(HttpMethod.Put, $"{server.VaultPath()}/accessPolicies/add?{SandboxHttp.ArmApi}", """{"properties":{"accessPolicies":[]}}""");
        var (vault, _) = await client.SendAsync(HttpMethod.Patch, $"{server.VaultPath()}?{SandboxHttp.ArmApi}", "{}");
        var (read, _) = await client.SendAsync(HttpMethod.Get, Url(server, names[1]));
        _time.Advance(server.World.Durations.Decision);
        var (again, _) = await client.SendAsync(HttpMethod.Put, Url(server, names[1]), Approve);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict, "ConflictError"), (first, second, body.Code()));
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict, HttpStatusCode.OK), (policy, vault, read));
        Assert.Equal(HttpStatusCode.OK, again);
    }

    [Fact]
    public async Task A_change_is_refused_while_the_request_of_another_one_is_on_its_way()
    {
        await using var server = await Pending();
        using var client = server.ArmClient();
        server.Gate.Close("privateEndpointConnections");
        var names = server.World.Do(() => server.World.Projects[0].Vault.Connections.Select(c => c.Name).ToList());

        var first = client.SendAsync(HttpMethod.Put, Url(server, names[0]), Approve);
        while (server.Gate.Held == 0)
        {
            await Task.Yield();
        }

        var (second, body) = await client.SendAsync(HttpMethod.Put, $"{server.VaultPath()}/accessPolicies/add?{SandboxHttp.ArmApi}", """{"properties":{"accessPolicies":[]}}""");
        server.Gate.Open();

        Assert.Equal((HttpStatusCode.Conflict, "ConflictError"), (second, body.Code()));
        Assert.Equal(HttpStatusCode.OK, (await first).Status);
    }

    [Fact]
    public async Task An_approval_is_answered_at_once_and_reaches_Atlas_later()
    {
        await using var server = await Pending();
        server.Command("setArm", new { connectionUpdate = "immediate" });
        using var client = server.ArmClient();

        var (status, connection) = await client.SendAsync(HttpMethod.Put, Url(server), Approve);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(("Approved", "by the book", "Succeeded"), State(connection));
        Assert.Equal("PENDING_ACCEPTANCE", AtlasStatus(server));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("ACTIVE", AtlasStatus(server));
    }

    [Fact]
    public async Task A_rejection_can_be_undone_and_a_disconnection_is_final()
    {
        await using var server = await Pending();
        server.Command("setArm", new { connectionUpdate = "immediate" });
        using var client = server.ArmClient();

        await client.SendAsync(HttpMethod.Put, Url(server), Reject);
        var (status, connection) = await client.SendAsync(HttpMethod.Put, Url(server), Approve);
        server.Command("setConnection", new { name = connection["name"]!.GetValue<string>(), status = "Disconnected" });
        var (afterwards, body) = await client.SendAsync(HttpMethod.Put, Url(server), Approve);

        Assert.Equal((HttpStatusCode.OK, "Approved"), (status, State(connection).Status));
        Assert.Equal((HttpStatusCode.Conflict, "Conflict"), (afterwards, body.Code()));
    }

    [Theory]
    [InlineData("""{"etag":"W/\"old\"","properties":{"privateLinkServiceConnectionState":{"status":"Approved"}}}""", 412, "PreconditionFailed")]
    [InlineData("""{"properties":{"privateLinkServiceConnectionState":{"status":"Maybe"}}}""", 400, "BadRequest")]
    [InlineData("""{"properties":{"privateLinkServiceConnectionState":{"status":"Disconnected"}}}""", 400, "BadRequest")]
    [InlineData("""{"properties":{}}""", 400, "BadRequest")]
    [InlineData("""{"properties":{"privateLinkServiceConnectionState":"Approved"}}""", 400, "InvalidRequestContent")]
    public async Task An_invalid_decision_changes_nothing(string body, int status, string code)
    {
        await using var server = await Pending();
        using var client = server.ArmClient();

        var (answered, answer) = await client.SendAsync(HttpMethod.Put, Url(server), body);
        var (_, connection) = await client.SendAsync(HttpMethod.Get, Url(server));

        Assert.Equal((status, code), ((int)answered, answer.Code()));
        Assert.Equal("Pending", State(connection).Status);
    }

    [Fact]
    public async Task The_etag_of_the_answer_is_accepted_and_changes()
    {
        await using var server = await Pending();
        using var client = server.ArmClient();
        var (_, before) = await client.SendAsync(HttpMethod.Get, Url(server));
        var body = JsonNode.Parse(Approve)!.AsObject();
        body["etag"] = before["etag"]!.GetValue<string>();

        var (status, after) = await client.SendAsync(HttpMethod.Put, Url(server), body.ToJsonString());

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotEqual(before["etag"]!.GetValue<string>(), after["etag"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(false, HttpStatusCode.NoContent)]
    [InlineData(true, HttpStatusCode.NotFound)]
    public async Task A_connection_that_is_not_there_is_answered_as_described_or_as_usual(bool isNotFound, HttpStatusCode expected)
    {
        await using var server = await Pending();
        server.Command("setArm", new { missingConnectionIsNotFound = isNotFound });
        using var client = server.ArmClient();

        var (read, _) = await client.SendAsync(HttpMethod.Get, Url(server, "absent"));
        var (put, _) = await client.SendAsync(HttpMethod.Put, Url(server, "absent"), Approve);
        var (deleted, _) = await client.SendAsync(HttpMethod.Delete, Url(server, "absent"));

        Assert.Equal((expected, HttpStatusCode.NotFound, HttpStatusCode.NoContent), (read, put, deleted));
    }

    [Fact]
    public async Task An_update_may_continue_in_the_provisioning_state()
    {
        await using var server = await Pending();
        server.Command("setArm", new { connectionUpdate = "updating" });
        using var client = server.ArmClient();

        var (_, first) = await client.SendAsync(HttpMethod.Put, Url(server), Approve);
        _time.Advance(TimeSpan.FromSeconds(1));
        var (_, later) = await client.SendAsync(HttpMethod.Get, Url(server));

        Assert.Equal("Updating", State(first).Provisioning);
        Assert.Equal(("Approved", "by the book", "Succeeded"), State(later));
    }

    [Theory]
    [InlineData("operation", "Succeeded", "Approved")]
    [InlineData("failed", "Failed", "Pending")]
    public async Task An_update_may_be_an_operation_to_ask_about(string behavior, string end, string status)
    {
        await using var server = await Pending();
        server.Command("setArm", new { connectionUpdate = behavior });
        using var client = server.ArmClient();

        using var content = new StringContent(Approve, Encoding.UTF8, "application/json");
        using var answer = await client.PutAsync(Url(server), content);
        var operation = Assert.Single(answer.Headers.GetValues("Azure-AsyncOperation"));
        Assert.StartsWith(SandboxHttp.Arm, operation, StringComparison.Ordinal);
        Assert.NotNull(answer.Headers.RetryAfter);

        var (_, running) = await client.SendAsync(HttpMethod.Get, operation);
        _time.Advance(TimeSpan.FromSeconds(1));
        var (_, done) = await client.SendAsync(HttpMethod.Get, operation);
        var (_, connection) = await client.SendAsync(HttpMethod.Get, Url(server));

        Assert.Equal("InProgress", running["status"]!.GetValue<string>());
        Assert.Equal(end, done["status"]!.GetValue<string>());
        Assert.Equal(end == "Failed", done.ContainsKey("error"));
        Assert.Equal(status, State(connection).Status);
    }

    [Fact]
    public async Task A_removal_answers_with_the_connection_and_Atlas_makes_a_new_one()
    {
        await using var server = await Pending();
        using var client = server.ArmClient();

        var (status, connection) = await client.SendAsync(HttpMethod.Delete, Url(server));
        var (after, _) = await client.SendAsync(HttpMethod.Get, $"{server.VaultPath()}/privateEndpointConnections/{connection["name"]}?{SandboxHttp.ArmApi}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NoContent), (status, after));
        Assert.Equal("""{"provisioningState":"Disconnected"}""", connection["properties"]!.ToJsonString());
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("PENDING_RECREATION", AtlasStatus(server));
    }

    [Fact]
    public async Task A_slow_removal_is_followed_by_its_location()
    {
        await using var server = await Pending();
        server.Command("setArm", new { slowConnectionDelete = true });
        using var client = server.ArmClient();

        using var answer = await client.DeleteAsync(Url(server));
        var (waiting, _) = await client.SendAsync(HttpMethod.Get, answer.Headers.Location!.ToString());
        var (_, meanwhile) = await client.SendAsync(HttpMethod.Get, Url(server));
        _time.Advance(TimeSpan.FromSeconds(1));
        var (done, _) = await client.SendAsync(HttpMethod.Get, answer.Headers.Location.ToString());

        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted, HttpStatusCode.NoContent), (answer.StatusCode, waiting, done));
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Equal("Deleting", State(meanwhile).Provisioning);
    }

    [Fact]
    public async Task Approving_requires_a_separate_permission()
    {
        await using var server = await Pending();
        server.Command("addRole", """{"name":"writer","actions":["Microsoft.KeyVault/vaults/privateEndpointConnections/*"]}""");
        var writer = server.World.Do(() => WorldSetup.MakeApplication(server.World, "writer"));
        server.Command("setRole", new { role = "writer", objectId = writer.ObjectId });
        using var client = server.Client(server.Tokens.Issue(writer, server.Tokens.ArmAudience));

        var (status, body) = await client.SendAsync(HttpMethod.Put, Url(server), Approve);

        Assert.Equal((HttpStatusCode.Forbidden, "LinkedAuthorizationFailed"), (status, body.Code()));
    }

    [Fact]
    public async Task The_list_comes_in_pages()
    {
        await using var server = await Pending();
        server.Command("setArm", new { pageSize = 2 });
        using var client = server.ArmClient();

        var (_, first) = await client.SendAsync(HttpMethod.Get, $"{server.VaultPath()}/privateEndpointConnections?{SandboxHttp.ArmApi}");
        var (_, second) = await client.SendAsync(HttpMethod.Get, first["nextLink"]!.GetValue<string>());

        Assert.Equal((2, 1), (first["value"]!.AsArray().Count, second["value"]!.AsArray().Count));
        Assert.False(second.ContainsKey("nextLink"));
    }

    private static (string Status, string Description, string Provisioning) State(JsonObject connection)
    {
        var properties = connection["properties"]!;
        var state = properties["privateLinkServiceConnectionState"]!;
        return (state["status"]!.GetValue<string>(), state["description"]?.GetValue<string>() ?? "", properties["provisioningState"]!.GetValue<string>());
    }

    private static string Url(SandboxServer server, string? name = null) =>
        $"{server.VaultPath()}/privateEndpointConnections/{name ?? server.World.Do(() => server.World.Projects[0].Vault.Connections[0].Name)}?{SandboxHttp.ArmApi}";

    private static string AtlasStatus(SandboxServer server) => server.World.Do(() => server.World.Projects[0].Endpoints[0].Status);

    private Task<SandboxServer> Pending() => SandboxServer.StartAsync(new SandboxOptions { Stage = "pending" }, _time);
}
