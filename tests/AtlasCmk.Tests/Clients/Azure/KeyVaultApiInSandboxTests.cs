using System.Text.Json;
using System.Text.Json.Nodes;
using AtlasCmk.Clients;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using AtlasCmk.Tests.Sandbox;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>The Azure side over real connections, TLS and sign-in, against the Sandbox's Resource Manager and Entra.</summary>
public sealed class KeyVaultApiInSandboxTests : IAsyncLifetime
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(1);

    private readonly KeptLog _log = new();
    private SandboxServer _server = null!;
    private AtlasConnection _connection = null!;

    private IKeyVaultApi Api => _connection.OpenKeyVault(_log);

    private KeyVaultReference Vault => new(AzureCloud.Public, _server.Description.SubscriptionId, _server.Description.ResourceGroup, _server.Description.KeyVaultName);

    public async Task InitializeAsync()
    {
        _server = await SandboxServer.StartAsync(new SandboxOptions { Stage = "pending", Provisioning = TimeSpan.FromSeconds(1) });
        _connection = Connect(options => options);
    }

    /// <summary>The sign-in that takes the longest way: Atlas's application, with its secret.</summary>
    private AzureSignIn BySecret => new(AzureAuthentication.ClientSecret)
    {
        TenantId = _server.Description.TenantId,
        ClientId = _server.Description.AzureClientId,
        ClientSecret = ArmFixture.Secret(_server.Description.AzureClientSecret),
    };

    public async Task DisposeAsync()
    {
        _connection.Dispose();
        await _server.DisposeAsync();
    }

    private AtlasConnection Connect(Func<ConnectionOptions, ConnectionOptions> change) =>
        new(change(SandboxFile.Read(_server.DescriptionFile).Options with { Azure = BySecret }));

    private void Command(string name, object argument) =>
        WorldCommands.Execute(_server.World, name, JsonSerializer.SerializeToElement(argument));

    private async Task<PrivateEndpointConnection> PendingAsync() =>
        (await Api.ListConnectionsAsync(Vault, default)).First(c => c.Is(ConnectionStatus.Pending));

    [Theory]
    [InlineData("recorded")]
    [InlineData("immediate")]
    [InlineData("updating")]
    [InlineData("operation")]
    public async Task An_approval_is_carried_out_when_it_returns_by_whichever_way_Azure_chooses(string behavior)
    {
        Command("setArm", new { connectionUpdate = behavior });
        var pending = await PendingAsync();
        var approved = await Api.SetConnectionStatusAsync(pending, ConnectionStatus.Approved, "by the book", s_timeout, default);

        Assert.Equal((pending.ResourceId, "Approved", "by the book", "Succeeded"), (approved.ResourceId, approved.Status, approved.Description, approved.ProvisioningState));
        Assert.Equal("Approved", (await Api.GetConnectionAsync(pending.Id, default))!.Status);
    }

    [Fact]
    public async Task An_operation_that_fails_in_Azure_is_an_error()
    {
        Command("setArm", new { connectionUpdate = "failed" });
        var pending = await PendingAsync();
        var e = await Assert.ThrowsAsync<AzureApiException>(() => Api.SetConnectionStatusAsync(pending, ConnectionStatus.Approved, "", s_timeout, default));
        Assert.Equal("AzureOperationFailed", e.ErrorId);
    }

    [Fact]
    public async Task An_approval_whose_answer_is_lost_was_an_approval()
    {
        var pending = await PendingAsync();
        _server.Faults.Add(new Fault { Method = "PUT", Path = "privateEndpointConnections", LoseAnswer = true });

        var approved = await Api.SetConnectionStatusAsync(pending, ConnectionStatus.Approved, "once", s_timeout, default);

        Assert.Equal(("Approved", "once"), (approved.Status, approved.Description));
        Assert.Contains(_log.VerboseLines, l => l.Contains("no answer; try 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_policy_that_denies_is_named_with_its_assignment()
    {
        var pending = await PendingAsync();
        _server.Command("setPolicy", new { definition = "deny-approvals", assignment = "guardrails" });

        var e = await Assert.ThrowsAsync<AzureApiException>(() => Api.SetConnectionStatusAsync(pending, ConnectionStatus.Approved, "yes", s_timeout, default));

        Assert.Equal("DisallowedByPolicy", e.ErrorId);
        Assert.Contains("policyDefinitions/deny-approvals", e.Message, StringComparison.Ordinal);
        Assert.Contains("policyAssignments/guardrails", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_has_changed_since_it_was_read_is_not_decided_on()
    {
        Command("setArm", new { connectionUpdate = "immediate" });
        var pending = await PendingAsync();
        await Api.SetConnectionStatusAsync(pending, ConnectionStatus.Rejected, "no", s_timeout, default);
        var e = await Assert.ThrowsAsync<AzureApiException>(() => Api.SetConnectionStatusAsync(pending, ConnectionStatus.Approved, "yes", s_timeout, default));
        Assert.Equal("AzureConflict", e.ErrorId);
    }

    /// <summary>The vendor's own live test rejects, approves and finds Approved.</summary>
    [Fact]
    public async Task A_rejection_can_be_undone()
    {
        Command("setArm", new { connectionUpdate = "immediate" });
        var rejected = await Api.SetConnectionStatusAsync(await PendingAsync(), ConnectionStatus.Rejected, "no", s_timeout, default);
        Assert.Equal("Approved", (await Api.SetConnectionStatusAsync(rejected, ConnectionStatus.Approved, "yes", s_timeout, default)).Status);
    }

    [Fact]
    public async Task Decisions_on_one_vault_are_sent_one_after_the_other()
    {
        var pending = (await Api.ListConnectionsAsync(Vault, default)).Where(c => c.Is(ConnectionStatus.Pending)).ToList();
        using var other = Connect(options => options);

        await Task.WhenAll(pending.Select((c, i) => (i % 2 == 0 ? Api : other.OpenKeyVault(_log)).SetConnectionStatusAsync(c, ConnectionStatus.Approved, "", s_timeout, default)));

        Assert.Equal(pending.Select(_ => 200), _server.Requests.Snapshot().Where(r => r.Method == "PUT").Select(r => r.Status));
    }

    [Fact]
    public async Task A_conflict_with_another_client_is_waited_out()
    {
        var pending = await PendingAsync();
        _server.Faults.Add(new Fault { Method = "PUT", Path = "privateEndpointConnections", Status = 409, Body = JsonNode.Parse("""{"error":{"code":"ConflictError","message":"changed"}}""") });

        Assert.Equal("Approved", (await Api.SetConnectionStatusAsync(pending, ConnectionStatus.Approved, "", s_timeout, default)).Status);
        Assert.Equal([409, 200], _server.Requests.Snapshot().Where(r => r.Method == "PUT").Select(r => r.Status));
    }

    /// <summary>A proxy that answers a question about one connection with another one must not have that one approved.</summary>
    [Fact]
    public async Task An_answer_about_another_connection_is_never_what_is_decided_on()
    {
        Command("addForeignConnection", new { name = "stranger" });
        var listed = (await Api.ListConnectionsAsync(Vault, default)).First(c => c.Name != "stranger");
        var stranger = await Api.GetConnectionAsync(new(Vault, "stranger"), default);
        _server.Faults.Add(new Fault { Method = "GET", Path = $"/{listed.Name}", Status = 200, Body = JsonNode.Parse($$"""
            {"id":"{{stranger!.ResourceId}}","name":"stranger","etag":"{{stranger.Etag}}",
            "properties":{"provisioningState":"Succeeded","privateLinkServiceConnectionState":{"status":"Pending"} } }
            """) });

        var e = await Record.ExceptionAsync(async () => await Api.SetConnectionStatusAsync((await Api.GetConnectionAsync(listed.Id, default))!, ConnectionStatus.Approved, "", s_timeout, default));

        Assert.IsAssignableFrom<AtlasCmkException>(e);
        Assert.Equal("Pending", (await Api.GetConnectionAsync(stranger.Id, default))!.Status);
        Assert.DoesNotContain(_server.Requests.Snapshot(), r => r.Method == "PUT" && r.Path.EndsWith("/stranger", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_removed_connection_is_gone_when_the_removal_returns(bool isSlow)
    {
        Command("setArm", new { slowConnectionDelete = isSlow });
        var pending = await PendingAsync();
        await Api.DeleteConnectionAsync(pending.Id, s_timeout, default);
        Assert.Null(await Api.GetConnectionAsync(pending.Id, default));
        await Api.DeleteConnectionAsync(pending.Id, s_timeout, default);
    }

    [Fact]
    public async Task A_list_in_pages_is_complete()
    {
        var whole = await Api.ListConnectionsAsync(Vault, default);
        Command("setArm", new { pageSize = 1 });
        Assert.Equal(whole.Select(c => c.Name), (await Api.ListConnectionsAsync(Vault, default)).Select(c => c.Name));
        Assert.InRange(whole.Count, 2, 100);
    }

    [Fact]
    public async Task The_session_signs_in_once_for_all_its_requests()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Api.ListConnectionsAsync(Vault, default)));
        Assert.Single(_server.Requests.Snapshot(), r => r.Path.EndsWith("/oauth2/v2.0/token", StringComparison.Ordinal));
        Assert.Equal(21, _server.Requests.Snapshot().Count);
    }

    [Fact]
    public async Task A_wrong_secret_is_a_failed_sign_in()
    {
        using var connection = Connect(o => o with { Azure = o.Azure with { ClientSecret = ArmFixture.Secret("wrong") } });
        var e = await Assert.ThrowsAsync<AzureApiException>(() => connection.OpenKeyVault(_log).ListConnectionsAsync(Vault, default));
        Assert.Equal("AzureSignInFailed", e.ErrorId);
        Assert.Contains("AADSTS7000215", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operators_token_works_as_well()
    {
        var signIn = new AzureSignIn(AzureAuthentication.AccessToken) { AccessToken = ArmFixture.Secret(_server.Description.AzureAccessToken) };
        using var connection = Connect(o => o with { Azure = signIn });
        Assert.NotEmpty(await connection.OpenKeyVault(_log).ListConnectionsAsync(Vault, default));
    }

    [Fact]
    public async Task A_vault_that_is_not_there_is_named_as_such()
    {
        var e = await Assert.ThrowsAsync<AzureApiException>(() => Api.ListConnectionsAsync(Vault with { Name = "nowhere" }, default));
        Assert.Equal(FailureKind.NotFound, e.Kind);
        Assert.Contains("nowhere", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_secret_is_in_any_line()
    {
        await Api.SetConnectionStatusAsync(await PendingAsync(), ConnectionStatus.Approved, "", s_timeout, default);
        var said = string.Join('\n', [.. _log.VerboseLines, .. _log.DebugLines]);
        Assert.Contains("→ 200", said, StringComparison.Ordinal);
        Assert.DoesNotContain(_server.Description.AzureClientSecret, said, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", said, StringComparison.Ordinal);
    }
}
