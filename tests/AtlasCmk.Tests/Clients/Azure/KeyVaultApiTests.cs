using AtlasCmk.Clients;
using Xunit;
using static AtlasCmk.Tests.Clients.ArmFixture;

namespace AtlasCmk.Tests.Clients;

public sealed class KeyVaultApiTests
{
    private readonly ArmFixture _azure = new();

    [Fact]
    public async Task Get_asks_for_the_connection_with_version_and_token_and_maps_all_of_it()
    {
        _azure.Arm.Answer(200, ConnectionJson("Pending"));

        var connection = await _azure.Api.GetConnectionAsync(Id, default);

        var sent = Assert.Single(_azure.Arm.Requests);
        Assert.Equal(("GET", $"https://management.azure.com{ConnectionPath}?api-version=2026-02-01", $"Bearer {Token}", ""), (sent.Method, sent.Address.AbsoluteUri, sent.Authorization, sent.Body));
        Assert.Equal(("pe-1", "Pending", "Succeeded", "please"), (connection!.Name, connection.Status, connection.ProvisioningState, connection.Description));
        Assert.Equal(("/subscriptions/atlas/x/pe", "None", "e-1", "None"), (connection.PrivateEndpointId, connection.ActionRequired, connection.Etag, connection.VerifiedBy));
        Assert.Equal(ConnectionPath, connection.ResourceId);
    }

    [Theory]
    [InlineData(204, "")]
    [InlineData(404, "")]
    [InlineData(404, """{"error":{"code":"ResourceNotFound","message":"x"}}""")]
    public async Task Get_of_a_connection_that_is_not_there_is_null(int status, string body)
    {
        _azure.Arm.Answer(status, body);
        Assert.Null(await _azure.Api.GetConnectionAsync(Id, default));
    }

    [Theory]
    [InlineData("ParentResourceNotFound", "VaultNotFound")]
    [InlineData("ResourceGroupNotFound", "ResourceGroupNotFound")]
    [InlineData("SubscriptionNotFound", "SubscriptionNotFound")]
    public async Task If_more_than_the_connection_is_missing_the_error_says_so(string code, string errorId)
    {
        _azure.Arm.Answer(404, Error(code));
        Assert.Equal(errorId, (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.GetConnectionAsync(Id, default))).ErrorId);
        Assert.Equal(errorId, (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.DeleteConnectionAsync(Id, TimeSpan.FromMinutes(5), default))).ErrorId);
    }

    [Fact]
    public async Task A_status_that_is_new_survives_as_it_came()
    {
        _azure.Arm.Answer(200, ConnectionJson("UnderReview"));
        Assert.Equal("UnderReview", (await _azure.Api.GetConnectionAsync(Id, default))!.Status);
    }

    [Fact]
    public async Task List_follows_next_links_and_takes_names_from_ids()
    {
        var nameless = ConnectionJson(name: "pe-2").Replace("\"name\":\"pe-2\",", "", StringComparison.Ordinal);
        _azure.Arm.Answer(200, $$"""{"value":[{{ConnectionJson()}}],"nextLink":"https://management.azure.com:443{{VaultPath}}/privateEndpointConnections?api-version=2026-02-01&$skiptoken=t"}""")
            .Answer(200, $$"""{"value":[{{nameless}}],"nextLink":""}""");

        var connections = await _azure.Api.ListConnectionsAsync(Vault, default);

        Assert.Equal(["pe-1", "pe-2"], connections.Select(c => c.Name));
        Assert.Equal(VaultPath + "/privateEndpointConnections", _azure.Arm.Requests[0].Address.AbsolutePath);
        Assert.Contains("$skiptoken=t", _azure.Arm.Requests[1].Address.Query, StringComparison.Ordinal);
        Assert.Equal(2, _azure.Arm.Requests.Count);
    }

    [Theory]
    [InlineData("https://management.azure.com.evil.example/x")]
    [InlineData("https://evil.example/x?code=hidden")]
    [InlineData("http://management.azure.com/x")]
    [InlineData("http://management.azure.com:443/x")]
    [InlineData("https://management.azure.com:8443/x")]
    [InlineData("//evil.example/x")]
    public async Task A_next_link_to_another_host_or_out_of_TLS_is_not_followed(string link)
    {
        _azure.Arm.Answer(200, $$"""{"value":[],"nextLink":"{{link}}"}""");

        var e = await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.ListConnectionsAsync(Vault, default));

        Assert.Equal("RedirectRefused", e.ErrorId);
        Assert.DoesNotContain("hidden", e.Message, StringComparison.Ordinal);
        Assert.Single(_azure.Arm.Requests);
    }

    [Fact]
    public async Task A_list_that_repeats_itself_ends_in_an_error()
    {
        _azure.Arm.Answer(200, $$"""{"value":[{{ConnectionJson()}}],"nextLink":"https://management.azure.com/again"}""");
        Assert.Equal("UnreadableAnswer", (await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.ListConnectionsAsync(Vault, default))).ErrorId);
        Assert.Equal(2, _azure.Arm.Requests.Count);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("<html>sign in</html>")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"value":7}""")]
    [InlineData("""{"value":[{"name":"pe""")]
    public async Task A_success_that_is_not_what_Azure_promises_is_one_clear_error(string body)
    {
        _azure.Arm.Answer(200, body);
        var e = await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.ListConnectionsAsync(Vault, default));
        Assert.Equal(("UnreadableAnswer", FailureKind.Protocol, 200), (e.ErrorId, e.Kind, e.StatusCode));
    }

    [Fact]
    public async Task A_vault_of_another_cloud_is_refused_before_anything_is_sent()
    {
        var vault = Vault with { Cloud = AzureCloud.China };
        var e = await Assert.ThrowsAsync<AtlasCmkException>(() => _azure.Api.ListConnectionsAsync(vault, default));
        Assert.Equal("VaultInAnotherCloud", e.ErrorId);
        Assert.Empty(_azure.Arm.Requests);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    public async Task A_name_that_would_lead_elsewhere_is_refused_before_anything_is_sent(string name)
    {
        var e = await Assert.ThrowsAsync<AtlasCmkException>(() => _azure.Api.GetConnectionAsync(new(Vault, name), default));
        Assert.Equal(("NotAnAzureResource", FailureKind.InvalidInput), (e.ErrorId, e.Kind));
        Assert.Empty(_azure.Arm.Requests);
    }

    [Fact]
    public async Task A_name_cannot_add_a_query()
    {
        _azure.Arm.Answer(204);
        await _azure.Api.GetConnectionAsync(new(Vault with { ResourceGroupName = "r g?x=1&api-version=9#f" }, "pe%2F1"), default);
        var address = Assert.Single(_azure.Arm.Requests).Address;
        Assert.Equal("?api-version=2026-02-01", address.Query);
        Assert.Contains("/resourceGroups/r%20g%3Fx%3D1%26api-version%3D9%23f/", address.AbsolutePath, StringComparison.Ordinal);
        Assert.EndsWith("/pe%252F1", address.AbsolutePath, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("e-7", """{"etag":"e-7","properties":{"privateLinkServiceConnectionState":{"status":"Approved","description":"why"}}}""")]
    [InlineData(null, """{"properties":{"privateLinkServiceConnectionState":{"status":"Approved","description":"why"}}}""")]
    public async Task Setting_the_status_sends_the_decision_and_nothing_else(string? etag, string body)
    {
        _azure.Arm.Answer(200, ConnectionJson());

        var changed = await _azure.Api.SetConnectionStatusAsync(Connection(etag: etag), "Approved", "why", TimeSpan.FromMinutes(5), default);

        Assert.Equal(["PUT", "GET"], _azure.Arm.Requests.Select(r => r.Method));
        var sent = _azure.Arm.Requests[0];
        Assert.Equal(("PUT", ConnectionPath, body), (sent.Method, sent.Address.AbsolutePath, sent.Body));
        Assert.Equal("Approved", changed.Status);
    }

    /// <summary>Key Vault takes a rejection back (recorded): a refusal has another reason, and says so itself.</summary>
    [Theory]
    [InlineData(409, "Conflict", "AzureConflict")]
    [InlineData(400, "PrivateEndpointConnectionStateTransitionInvalid", "AzureApiError")]
    [InlineData(409, "ScopeLocked", "ScopeLocked")]
    [InlineData(403, "AuthorizationFailed", "AzureRoleTooSmall")]
    public async Task A_refusal_of_a_rejected_connection_is_quoted_and_not_explained_away(int status, string code, string errorId)
    {
        _azure.Arm.Answer(status, Error(code)).Answer(200, ConnectionJson("Rejected"));

        var e = await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.SetConnectionStatusAsync(Connection("Rejected"), "Approved", "", TimeSpan.FromMinutes(5), default));

        Assert.Equal((errorId, code), (e.ErrorId, e.ErrorCode));
        Assert.Contains("Azure's own text.", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"pe-1"}""")]
    [InlineData("""{"name":"pe-1","properties":null}""")]
    [InlineData("""{"name":"pe-1","properties":{"provisioningState":"Succeeded"}}""")]
    [InlineData("""{"name":"pe-1","properties":{"privateLinkServiceConnectionState":{"status":" "}}}""")]
    public async Task A_connection_without_a_state_is_listed_as_unknown_beside_the_others(string member)
    {
        _azure.Arm.Answer(200, $$"""{"value":[{{member}},{{ConnectionJson("Pending", name: "pe-2")}}]}""");

        var connections = await _azure.Api.ListConnectionsAsync(Vault, default);

        Assert.Equal([("pe-1", "Unknown"), ("pe-2", "Pending")], connections.Select(c => (c.Name, c.Status)));
    }

    [Fact]
    public async Task A_conflict_with_what_was_wanted_is_a_success()
    {
        _azure.Arm.Answer(412, Error("PreconditionFailed")).Answer(200, ConnectionJson("Approved"));
        Assert.Equal("Approved", (await _azure.Api.SetConnectionStatusAsync(Connection(etag: "old"), "Approved", "", TimeSpan.FromMinutes(5), default)).Status);
    }

    [Fact]
    public async Task A_conflict_on_a_pending_connection_does_not_mention_a_rejection()
    {
        _azure.Arm.Answer(409, Error("Conflict")).Answer(200, ConnectionJson("Pending"));
        var e = await Assert.ThrowsAsync<AzureApiException>(() => _azure.Api.SetConnectionStatusAsync(Connection(), "Approved", "", TimeSpan.FromMinutes(5), default));
        Assert.Equal("AzureConflict", e.ErrorId);
    }
}
