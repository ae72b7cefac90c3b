using AtlasCmk.Tests.Fakes;
using AtlasCmk.Clients;
using AtlasCmk.Sandbox.World;
using AtlasCmk.Tests.Clients;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace AtlasCmk.Tests.Contracts;

/// <summary>Every call that the module can make, the ones that no quickstart needs too, against the published descriptions.</summary>
public sealed class ModuleCallTests
{
    [ContractFact]
    public async Task Every_call_to_Atlas_is_described()
    {
        var clock = new FakeTimeProvider();
        await using var session = await SandboxSession.StartAsync(clock, new() { Stage = "active", Mixed = true, Projects = 3, KeepExchanges = true });
        var (atlas, project, world) = (session.Atlas, session.ProjectId, session.Server.Description);
        await foreach (var _ in atlas.ListProjectsAsync(default))
        {
        }

        await atlas.ListOrganizationsAsync(default);
        await atlas.GetProjectAsync(project, default);
        await atlas.GetEncryptionAtRestAsync(project, default);
        await atlas.UpdateEncryptionAtRestAsync(project, Whole(world), default);
        var created = await atlas.CreatePrivateEndpointAsync(project, "US_WEST", default);
        clock.Advance(session.Server.World.Durations.Provisioning);
        await atlas.GetPrivateEndpointAsync(project, created.EndpointId, default);
        await atlas.ListPrivateEndpointsAsync(project, default);
        await atlas.DeletePrivateEndpointAsync(project, created.EndpointId, default);
        var clusters = await atlas.ListClustersAsync(project, default);
        await atlas.ListDeletedClustersWithBackupsAsync(project, default);
        foreach (var cluster in clusters.Where(c => c.Kind == ClusterKind.Dedicated))
        {
            await atlas.ListSnapshotsAsync(cluster, default);
            await atlas.GetSearchNodeEncryptionAsync(cluster, default);
        }

        session.Server.World.Do(() => session.Server.World.Projects[0].BackupCompliancePolicy = new("backup@example.com", true, TimeProvider.System.GetUtcNow()));
        await atlas.RequiresEncryptionByBackupPolicyAsync(project, default);
        await atlas.ListFlexClustersAsync(project, default);
        await atlas.ListServerlessInstancesAsync(project, default);
        await atlas.FindClusterAsync(project, "orders", default);
        await atlas.UpdateClusterEncryptionAsync(project, "orders", "AZURE", default);
        var principal = session.Server.World.Do(() => WorldSetup.MakeApplication(session.Server.World, "MongoDB Atlas", WorldSetup.AtlasAzureAppId));
        session.Server.World.Do(() => session.Server.World.Tenant.Applications.Add(principal));
        var role = await atlas.CreateServicePrincipalAsync(project, new(world.TenantId, principal.ObjectId, WorldSetup.AtlasAzureAppId), default);
        await atlas.AuthorizeServicePrincipalAsync(project, role.RoleId, default);
        await atlas.ListServicePrincipalsAsync(project, default);
        await atlas.ListEventsAsync(project, [ProjectEvent.KeyRotationStarted, ProjectEvent.AzureKeyRotated], clock.GetUtcNow().AddDays(-1), default);
        await atlas.UpdateEncryptionAtRestAsync(project, new() { RoleId = role.RoleId }, default);

        AssertDescribed(session);
        Assert.Equal(
            typeof(AtlasOperations).GetFields().Where(f => f.FieldType == typeof(AtlasOperation)).Select(f => f.Name).Order(StringComparer.OrdinalIgnoreCase),
            Published.OperationsIn(session.Server.Exchanges).Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
    }

    [ContractFact]
    public async Task Every_call_to_Azure_is_described_whichever_way_Azure_answers()
    {
        await using var session = await SandboxSession.StartAsync(new SteppingTime { LongestStep = TimeSpan.FromSeconds(10) }, new() { Stage = "pending", KeepExchanges = true });
        var keyVault = session.Connection.OpenKeyVault(session.Log);
        var (world, arm) = (session.Server.Description, session.Server.World.Arm);
        arm.PageSize = 2;
        var vault = new KeyVaultReference(AzureCloud.Public, world.SubscriptionId, world.ResourceGroup, world.KeyVaultName);
        var connections = await keyVault.ListConnectionsAsync(vault, default);
        Assert.Equal(3, connections.Count);
        foreach (var (connection, behavior) in connections.Zip(["immediate", "updating", "operation"]))
        {
            arm.ConnectionUpdate = behavior;
            var read = await keyVault.GetConnectionAsync(connection.Id, default);
            await keyVault.SetConnectionStatusAsync(read!, "Approved", "by a test", TimeSpan.FromMinutes(1), default);
        }

        await keyVault.DeleteConnectionAsync(connections[0].Id, TimeSpan.FromMinutes(1), default);
        arm.SlowConnectionDelete = true;
        await keyVault.DeleteConnectionAsync(connections[1].Id, TimeSpan.FromMinutes(1), default);

        await keyVault.GetVaultAsync(vault, default);
        var key = KeyIdentifierReading.Parse(world.KeyIdentifier);
        await keyVault.ListKeyVersionsAsync(vault, key.KeyName, default);
        await keyVault.GetKeyVersionAsync(vault, key.KeyName, key.Version!, default);
        await keyVault.GetProviderRegistrationAsync(vault, "Microsoft.Network", default);
        var roles = await keyVault.ListRoleAssignmentsAsync(vault, session.Server.World.Tenant.OperatorApplication.ObjectId, default);
        await keyVault.ListRoleAssignmentsAtAsync(vault, $"{vault.ResourceId}/keys/{key.KeyName}", default);
        await keyVault.GetRoleDefinitionAsync(vault, roles[0].RoleDefinitionId, default);
        await keyVault.ListRoleDefinitionsAsync(vault, default);
        var settings = await keyVault.GetVaultAsync(vault, default);
        await keyVault.RemoveFromAccessPolicyAsync(vault, settings!.AccessPolicies[0], default);
        await keyVault.AddToAccessPolicyAsync(vault, settings.AccessPolicies[0], default);
        var role = new RoleAssignment($"{vault.ResourceId}/providers/Microsoft.Authorization/roleAssignments/{Guid.NewGuid()}", vault.ResourceId,
            roles[0].RoleDefinitionId, roles[0].PrincipalId) { Description = "by a test" };
        await keyVault.CreateRoleAssignmentAsync(vault, role, default);
        await keyVault.DeleteRoleAssignmentAsync(vault, role, default);

        AssertDescribed(session);
        Assert.Equal(
            [
                "Keys_GetVersion", "Keys_ListVersions", "PrivateEndpointConnections_Delete", "PrivateEndpointConnections_Get", "PrivateEndpointConnections_ListByResource",
                "PrivateEndpointConnections_Put", "Providers_Get", "RoleAssignments_Create", "RoleAssignments_Delete", "RoleAssignments_ListForScope", "RoleDefinitions_Get", "RoleDefinitions_List",
                "Vaults_Get", "Vaults_UpdateAccessPolicy",
            ],
            Published.OperationsIn(session.Server.Exchanges).Order(StringComparer.Ordinal));
    }

    [ContractFact]
    public async Task Every_call_to_a_vaults_keys_is_described()
    {
        await using var session = await SandboxSession.StartAsync(TimeProvider.System, new() { KeepExchanges = true });
        var (world, keys) = (session.Server.Description, session.Connection.OpenKeys(session.Log));
        var vault = new KeyVaultReference(AzureCloud.Public, world.SubscriptionId, world.ResourceGroup, world.KeyVaultName);
        var key = KeyIdentifierReading.Parse(world.KeyIdentifier);
        await keys.ListKeysAsync(vault, default);
        await keys.HasRotationPolicyAsync(vault, key.KeyName, default);
        await keys.RotateAsync(vault, key.KeyName, default);
        var made = await keys.CreateVersionAsync(vault, Given.NewVersion(vault.Name, key.KeyName), default);
        await keys.SetEnabledAsync(made.Identifier, false, default);
        await keys.SetTagsAsync(made.Identifier, new Dictionary<string, string> { ["owner"] = "data" }, default);

        AssertDescribed(session);
        Assert.Equal(
            ["CreateKey", "GetKeyRotationPolicy", "GetKeys", "RotateKey", "UpdateKey"],
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
