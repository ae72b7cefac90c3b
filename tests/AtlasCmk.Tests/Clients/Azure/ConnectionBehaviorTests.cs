using System.Text.Json.Nodes;
using AtlasCmk.Clients;
using AtlasCmk.Sandbox.Hosting;
using AtlasCmk.Sandbox.World;
using AtlasCmk.Tests.Sandbox;
using Xunit;

namespace AtlasCmk.Tests.Clients;

/// <summary>Approval, rejection and removal with each behavior of Azure that the Sandbox has: what succeeded is never reported as failed.</summary>
public sealed class ConnectionBehaviorTests
{
    /// <summary>World time, which is twenty times as fast: one real minute.</summary>
    private static readonly TimeSpan s_timeout = TimeSpan.FromMinutes(20);

    /// <summary>Every behavior with each of its values, but for the one in which Azure itself fails.</summary>
    public static TheoryData<string, string> Behaviors
    {
        get
        {
            var behaviors = new TheoryData<string, string>();
            foreach (var (name, value) in ResourceManagerBehavior.Known.SelectMany(m => m.Value.Where(v => v != ResourceManagerBehavior.FailedOperation), (m, value) => (m.Key, value)))
            {
                behaviors.Add(name, value);
            }

            return behaviors;
        }
    }

    [Theory]
    [MemberData(nameof(Behaviors))]
    public async Task A_connection_is_approved_with_every_behavior(string name, string value)
    {
        await using var azure = await StartAsync((name, value));
        var approved = await azure.Api.SetConnectionStatusAsync(await azure.FirstAsync(), ConnectionStatus.Approved, "by the book", s_timeout, default);

        Assert.Equal(("Approved", "by the book", "Succeeded"), (approved.Status, approved.Description, approved.ProvisioningState));
        Assert.Equal("Approved", azure.Status);
    }

    /// <summary>Atlas replaces a rejected connection, and may have done so by the first look.</summary>
    [Theory]
    [MemberData(nameof(Behaviors))]
    public async Task A_connection_is_rejected_with_every_behavior(string name, string value)
    {
        await using var azure = await StartAsync((name, value));
        var rejected = await azure.Api.SetConnectionStatusAsync(await azure.FirstAsync(), ConnectionStatus.Rejected, "no", s_timeout, default);

        Assert.Equal(("Rejected", "no"), (rejected.Status, rejected.Description));
        Assert.Equal("Rejected", azure.Status);
    }

    [Theory]
    [MemberData(nameof(Behaviors))]
    public async Task A_connection_is_removed_with_every_behavior(string name, string value)
    {
        await using var azure = await StartAsync((name, value));
        var connection = await azure.FirstAsync();

        Assert.Null(await azure.Api.DeleteConnectionAsync(connection.Id, s_timeout, default));
        Assert.Null(azure.Status);
    }

    /// <summary>The answer of the address in Azure-AsyncOperation never decides the result.</summary>
    [Theory]
    [InlineData("status")]
    [InlineData("empty")]
    [InlineData("noContent")]
    [InlineData("notFound")]
    public async Task A_rejection_is_taken_back_with_every_behavior_of_the_operation(string answer)
    {
        await using var azure = await StartAsync(("operationAnswer", answer));
        var rejected = await azure.Api.SetConnectionStatusAsync(await azure.FirstAsync(), ConnectionStatus.Rejected, "no", s_timeout, default);
        var approved = await azure.Api.SetConnectionStatusAsync(rejected, ConnectionStatus.Approved, "yes", s_timeout, default);

        Assert.Equal(("Approved", "Approved"), (approved.Status, azure.Status));
    }

    [Fact]
    public async Task A_rejection_that_is_final_is_an_error_and_stays()
    {
        await using var azure = await StartAsync(("rejectionIsFinal", "true"));
        var rejected = await azure.Api.SetConnectionStatusAsync(await azure.FirstAsync(), ConnectionStatus.Rejected, "no", s_timeout, default);
        var e = await Assert.ThrowsAsync<AzureApiException>(() => azure.Api.SetConnectionStatusAsync(rejected, ConnectionStatus.Approved, "yes", s_timeout, default));

        Assert.Equal(("AzureConflict", "Rejected"), (e.ErrorId, azure.Status));
    }

    [Fact]
    public async Task An_approval_that_Azure_does_not_carry_out_is_an_error()
    {
        await using var azure = await StartAsync(("connectionUpdate", "failed"));
        var pending = await azure.FirstAsync();
        var e = await Assert.ThrowsAsync<AzureApiException>(() => azure.Api.SetConnectionStatusAsync(pending, ConnectionStatus.Approved, "yes", s_timeout, default));

        Assert.Equal(("AzureOperationFailed", "Pending"), (e.ErrorId, azure.Status));
    }

    [Fact]
    public async Task A_connection_without_description_and_etag_is_decided_on()
    {
        await using var azure = await StartAsync();
        azure.Server.Command("addForeignConnection", new { name = "trusted", approved = true });
        var trusted = await azure.Api.GetConnectionAsync(new(azure.Vault, "trusted"), default);
        Assert.Equal(("Approved", null, null), (trusted!.Status, trusted.Description, trusted.Etag));

        Assert.Equal("Rejected", (await azure.Api.SetConnectionStatusAsync(trusted, ConnectionStatus.Rejected, "no", s_timeout, default)).Status);
    }

    [Fact]
    public async Task A_status_that_a_list_leaves_out_is_read_from_the_connection()
    {
        await using var azure = await StartAsync(("listsLeaveOutState", "true"));
        Assert.All(await azure.Api.ListConnectionsAsync(azure.Vault, default), c => Assert.Equal("Pending", c.Status));
    }

    [Fact]
    public async Task A_status_that_cannot_be_read_either_stays_unknown_and_is_named()
    {
        await using var azure = await StartAsync(("listsLeaveOutState", "true"));
        var first = await azure.FirstAsync();
        var refusal = JsonNode.Parse("""{"error":{"code":"AuthorizationFailed","message":"no"}}""");
        azure.Server.Faults.Add(new Fault { Method = "GET", Path = $"privateEndpointConnections/{first.Name}", Status = 403, Body = refusal });

        var listed = await azure.Api.ListConnectionsAsync(azure.Vault, default);
        Assert.Equal(["Pending", "Pending", "Unknown"], listed.Select(c => c.Status).Order(StringComparer.Ordinal));
        Assert.Contains(first.Name, Assert.Single(azure.Log.Warnings), StringComparison.Ordinal);
    }

    /// <summary>The answers to the polls are lost, and so is the answer to the approval: the connection itself shows it.</summary>
    [Theory]
    [InlineData("PUT", 1)]
    [InlineData("GET", 2)]
    public async Task An_approval_whose_answers_are_lost_was_an_approval(string method, int times)
    {
        await using var azure = await StartAsync();
        var pending = await azure.FirstAsync();
        azure.Server.Faults.Add(new Fault { Method = method, Path = "privateEndpointConnections/", LoseAnswer = true, Times = times });

        Assert.Equal(("Approved", "Approved"), ((await azure.Api.SetConnectionStatusAsync(pending, ConnectionStatus.Approved, "yes", s_timeout, default)).Status, azure.Status));
    }

    private static async Task<Azure> StartAsync(params (string Name, string Value)[] behaviors) => new(
        await SandboxServer.StartAsync(new SandboxOptions { Stage = "pending", Provisioning = TimeSpan.FromSeconds(10), Arm = behaviors, Speed = 20 }));

    private sealed class Azure : IAsyncDisposable
    {
        private readonly AtlasConnection _connection;
        private VaultConnection? _first;

        public Azure(SandboxServer server)
        {
            Server = server;
            _connection = new(SandboxFile.Read(server.DescriptionFile).Options);
        }

        public SandboxServer Server { get; }

        public KeptLog Log { get; } = new();

        public IKeyVaultApi Api => _connection.OpenKeyVault(Log);

        public KeyVaultReference Vault => new(AzureCloud.Public, Server.Description.SubscriptionId, Server.Description.ResourceGroup, Server.Description.KeyVaultName);

        /// <summary>The status of the first connection in the vault; null once it is gone.</summary>
        public string? Status => Server.World.Do(() => _first!.Vault.Connections.Contains(_first) ? _first.Status : null);

        public async Task<PrivateEndpointConnection> FirstAsync()
        {
            _first = Server.World.Do(() => Server.World.Projects[0].Vault.Connections[0]);
            return (await Api.GetConnectionAsync(new(Vault, _first.Name), default))!;
        }

        public async ValueTask DisposeAsync()
        {
            _connection.Dispose();
            await Server.DisposeAsync();
        }
    }
}
