using AtlasCmk.Tests.Clients;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Prerequisites;

/// <summary>The number of requests of the checks, for any number of clusters.</summary>
public sealed class PrerequisiteCostTests
{
    [Fact]
    public async Task A_project_with_25_clusters_costs_nine_requests_to_Atlas_and_ten_to_Azure()
    {
        await using var world = await CheckedWorld.AtStageAsync("active", asAtlas: true);
        for (var i = 4; i <= 25; i++)
        {
            world.Command("addCluster", new { kind = "azure", name = $"cluster-{i}" });
        }

        world.Command("setVault", new { rbac = true });
        world.Command("addForeignConnection", new { });
        var checks = await world.CheckAsync(world.Wanted());

        Assert.Equal(25, checks.Count(c => c.Name == "ClusterTier"));
        var faces = world.Server.Requests.Snapshot().CountBy(r => r.Face == "atlas").ToDictionary();

        // A fresh session: the challenge of the digest, and three sign-ins, are among them; so are the second project's endpoints.
        Assert.InRange(faces[true], 1, 9);
        Assert.InRange(faces[false], 1, 10);
    }

    /// <summary>Resource Manager lists versions without their operations, so the followed version is read separately.</summary>
    [Fact]
    public async Task A_key_without_a_version_costs_one_request_to_Azure_more()
    {
        await using var world = await CheckedWorld.AtStageAsync("active", asAtlas: true);
        await world.CheckAsync(world.Wanted());
        var before = world.Server.Requests.Snapshot().Count;
        await world.CheckAsync(world.Wanted());
        var pinned = world.Server.Requests.Snapshot().Count - before;
        await world.CheckAsync(world.Wanted() with { KeyIdentifier = world.About.KeyIdentifier[..world.About.KeyIdentifier.LastIndexOf('/')] });

        Assert.InRange(world.Server.Requests.Snapshot().Count - before - (2 * pinned), 0, 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Three_round_trips_are_enough_and_one_more_where_another_project_uses_the_vault(bool isEnabled)
    {
        var (world, barrier) = (new World(), new RequestBarrier());
        world.Atlas.OnTheWay = world.KeyVault.OnTheWay = world.Entra.OnTheWay = world.Applications.OnTheWay = barrier.PassAsync;
        world.Atlas.Encryption.Set(isEnabled ? Given.Encryption() : Given.NotEnabled);
        world.Atlas.Projects.Add(new(Given.ProjectId, "one", "org", 1, default));
        world.Atlas.Projects.Add(new("66c9e8f1dd6c9960802420ea", "two", "org", 1, default));
        world.KeyVault.Connections.Set([new PrivateEndpointConnection(Given.Connection("pe-stranger"), ConnectionStatus.Pending)]);
        var settings = new EncryptionAtRestRequest { ClientId = Given.Client, ClientSecret = ArmFixture.Secret("secret"), TenantId = Given.Tenant,
            SubscriptionId = Given.Subscription, ResourceGroupName = Given.Vault.ResourceGroupName };

        var work = new TestPrerequisite(world.Project).RunAsync(new() { KeyIdentifier = Given.Key, Settings = settings }, diagnose: true);
        await barrier.LetThroughAsync(8);
        await barrier.LetThroughAsync(7);
        await barrier.LetThroughAsync(2);
        await barrier.LetThroughAsync(isEnabled ? 1 : 0);
        await work.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(isEnabled ? 18 : 17, world.Journal.Count);
        Assert.Equal(isEnabled ? 1 : 0, world.Count("GET privateEndpoints of 66c9e8f1dd6c9960802420ea"));
        Assert.Equal(1, world.Count("GET kv-atlas/roleAssignments"));
    }

    [Fact]
    public void Who_is_signed_in_to_Azure_is_read_once_for_all_projects()
    {
        var world = new World();
        world.Atlas.Encryption.Set(Given.Encryption());

        foreach (var id in (string[])[Given.ProjectId, "66c9e8f1dd6c9960802420ea"])
        {
            world.Run(() => new TestPrerequisite(world.Session.Project(id)).RunAsync(new(), diagnose: false));
        }

        Assert.Equal(1, world.Count("sign in"));
    }

    [Fact]
    public void Other_projects_are_not_asked_where_every_connection_has_its_owner()
    {
        var world = new World();
        world.Atlas.Encryption.Set(Given.Encryption());
        world.Atlas.Projects.Add(new("66c9e8f1dd6c9960802420ea", "two", "org", 1, default));
        world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", EndpointStatus.PendingAcceptance, "PE-1")]);
        world.KeyVault.Connections.Set([new PrivateEndpointConnection(Given.Connection("pe-1"), ConnectionStatus.Pending)]);

        world.Run(() => new TestPrerequisite(world.Project).RunAsync(new(), diagnose: false));

        Assert.Equal(0, world.Count("GET privateEndpoints of"));
    }

    [Fact]
    public void Without_a_sign_in_to_Azure_no_request_is_sent_there()
    {
        var world = new World();
        world.Atlas.Encryption.Set(Given.Encryption());
        world.Entra.SessionRefusal = ServiceErrors.Unreachable("login.microsoftonline.com", "POST", "/oauth2/v2.0/token", "no route");

        var (checks, _) = world.Run(() => new TestPrerequisite(world.Project).RunAsync(new(), diagnose: false));

        Assert.Equal(0, world.Count("GET kv-atlas"));
        Assert.All(checks.Where(c => c.Name is "AzureSignIn" or "VaultExists" or "KeyEnabled" or "NetworkProvider"),
            c => Assert.Equal(("Unknown", true), (c.Status, c.Actual.Contains("no route", StringComparison.Ordinal))));
    }
}
