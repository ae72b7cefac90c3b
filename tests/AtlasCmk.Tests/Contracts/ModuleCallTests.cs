using AtlasCmk.Clients;
using AtlasCmk.Tests.Clients;
using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>Every call that the module can make, the ones that no quickstart needs too, against the published descriptions.</summary>
public sealed class ModuleCallTests
{
    [ContractFact]
    public async Task Every_call_to_Atlas_is_described()
    {
        await using var session = await SandboxSession.StartAsync(TimeProvider.System, new() { Stage = "active", Mixed = true, Projects = 3, KeepExchanges = true, Provisioning = TimeSpan.Zero });
        var (atlas, project, world) = (session.Atlas, session.ProjectId, session.Server.Description);
        await foreach (var _ in atlas.ListProjectsAsync(default))
        {
        }

        await atlas.GetProjectAsync(project, default);
        await atlas.GetEncryptionAtRestAsync(project, default);
        await atlas.UpdateEncryptionAtRestAsync(project, Whole(world), default);
        var created = await atlas.CreatePrivateEndpointAsync(project, "US_WEST", default);
        await atlas.GetPrivateEndpointAsync(project, created.EndpointId, default);
        await atlas.ListPrivateEndpointsAsync(project, default);
        await atlas.DeletePrivateEndpointAsync(project, created.EndpointId, default);
        await atlas.ListClustersAsync(project, default);
        await atlas.ListFlexClustersAsync(project, default);
        await atlas.ListServerlessInstancesAsync(project, default);
        await atlas.UpdateClusterEncryptionAsync(project, "orders", "AZURE", default);

        AssertDescribed(session);
        Assert.Equal(
            typeof(AtlasOperations).GetFields().Where(f => f.FieldType == typeof(AtlasOperation)).Select(f => f.Name).Order(StringComparer.OrdinalIgnoreCase),
            Published.OperationsIn(session.Server.Exchanges).Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
    }

    [ContractFact]
    public async Task Every_call_to_Azure_is_described_whichever_way_Azure_answers()
    {
        var session = await SandboxSession.StartAsync(TimeProvider.System, new() { Stage = "pending", KeepExchanges = true, Provisioning = TimeSpan.FromSeconds(1) });
        await using var _ = session;
        var keyVault = session.Connection.OpenKeyVault(session.Log);
        var (world, arm) = (session.Server.Description, session.Server.World.Arm);
        arm.PageSize = 2;
        var connections = await keyVault.ListConnectionsAsync(new(AzureCloud.Public, world.SubscriptionId, world.ResourceGroup, world.KeyVaultName), default);
        Assert.Equal(3, connections.Count);
        foreach (var (connection, manner) in connections.Zip(["immediate", "updating", "operation"]))
        {
            arm.ConnectionUpdate = manner;
            var read = await keyVault.GetConnectionAsync(connection.Id, default);
            await keyVault.SetConnectionStatusAsync(read!, "Approved", "by a test", TimeSpan.FromMinutes(1), default);
        }

        await keyVault.DeleteConnectionAsync(connections[0].Id, TimeSpan.FromMinutes(1), default);
        arm.SlowConnectionDelete = true;
        await keyVault.DeleteConnectionAsync(connections[1].Id, TimeSpan.FromMinutes(1), default);

        AssertDescribed(session);
        Assert.Equal(
            ["PrivateEndpointConnections_Delete", "PrivateEndpointConnections_Get", "PrivateEndpointConnections_ListByResource", "PrivateEndpointConnections_Put"],
            Published.OperationsIn(session.Server.Exchanges).Order(StringComparer.Ordinal));
    }

    private static void AssertDescribed(SandboxSession session)
    {
        Violation.AssertNone(Published.CheckRequests(session.Server.Exchanges));
        Violation.AssertNone(Published.CheckAnswers(session.Server.Exchanges));
    }

    private static EncryptionAtRestChange Whole(AtlasCmk.Sandbox.Hosting.SandboxDescription world) => new()
    {
        Enabled = true,
        KeyIdentifier = world.KeyIdentifier,
        KeyVaultName = world.KeyVaultName,
        ResourceGroupName = world.ResourceGroup,
        SubscriptionId = world.SubscriptionId,
        TenantId = world.TenantId,
        ClientId = world.AzureClientId,
        ClientSecret = HttpSetup.Secure(world.AzureClientSecret),
        AzureEnvironment = "AZURE",
        RequirePrivateNetworking = true,
        EnabledForSearchNodes = true,
    };
}
