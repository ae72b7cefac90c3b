using System.Text.Json;
using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class WorldTests
{
    [Fact]
    public void The_same_seed_makes_the_same_world_and_another_seed_another_one()
    {
        Assert.Equal(PictureOf(seed: 7), PictureOf(seed: 7));
        Assert.NotEqual(PictureOf(seed: 7), PictureOf(seed: 8));
    }

    [Fact]
    public void Events_happen_at_their_own_time_however_late_they_are_read()
    {
        var world = new TestWorld();
        var times = new List<DateTimeOffset>();
        var start = world.World.Now;
        world.World.After(TimeSpan.FromSeconds(2), () => times.Add(world.World.Now));
        world.World.After(TimeSpan.FromSeconds(1), () =>
        {
            times.Add(world.World.Now);
            world.World.After(TimeSpan.FromSeconds(0.5), () => times.Add(world.World.Now));
        });

        world.Pass(TimeSpan.FromHours(1));

        Assert.Equal([1, 1.5, 2], times.Select(t => (t - start).TotalSeconds));
    }

    [Theory]
    [InlineData("fresh", null, 0, 0)]
    [InlineData("enabled", null, 0, 0)]
    [InlineData("private", null, 0, 0)]
    [InlineData("pending", "PENDING_ACCEPTANCE", 3, 0)]
    [InlineData("active", "ACTIVE", 3, 0)]
    [InlineData("encrypted", "ACTIVE", 3, 2)]
    public void Stages_are_in_the_state_of_their_name(string stage, string? status, int endpoints, int encrypted)
    {
        var world = new TestWorld(stage: stage);

        Assert.Equal(endpoints, world.Project.Endpoints.Count(e => e.Status == status));
        Assert.Equal(encrypted, world.Project.Clusters.Count(c => c is { EncryptionAtRestProvider: "AZURE", StateName: "IDLE" }));
        Assert.Equal(stage is "enabled" or "active" or "encrypted", KeyValidator.IsValid(world.Project));
    }

    [Fact]
    public void A_stage_stays_as_it_is_when_time_passes()
    {
        var world = new TestWorld(stage: "encrypted");
        world.Pass(TimeSpan.FromHours(1));

        Assert.All(world.Project.Endpoints, e => Assert.Equal("ACTIVE", e.Status));
        Assert.Equal(3, world.Vault.Connections.Count);
        Assert.True(KeyValidator.IsValid(world.Project));
    }

    [Fact]
    public void Further_projects_have_one_cluster_and_share_the_vault_by_default()
    {
        var shared = new TestWorld(new SandboxOptions { Projects = 3 }).World;
        Assert.Equal([3, 1, 1], shared.Projects.Select(p => p.Clusters.Count));
        Assert.Single(shared.Subscription.Vaults);

        var apart = new TestWorld(new SandboxOptions { Projects = 3, VaultPerProject = true }).World;
        Assert.Equal(3, apart.Projects.Select(p => p.Vault.Name).Distinct().Count());
    }

    [Fact]
    public void An_organization_has_at_most_250_projects_so_a_large_world_has_several()
    {
        var world = new TestWorld(new SandboxOptions { Projects = 700 }).World;

        Assert.Equal([250, 250, 200], world.Projects.GroupBy(p => p.Organization).Select(g => g.Count()));
        Assert.Equal(3, world.Organizations.Select(o => o.Name).Distinct().Count());
        Assert.All(world.Projects, p => Assert.Same(p, world.FindProject(p.Id)));
    }

    [Fact]
    public void An_unknown_command_names_itself_and_the_known_ones()
    {
        var error = Assert.Throws<WorldCommandException>(() => new TestWorld().Command("advance"));

        Assert.Contains("'advance'", error.Message, StringComparison.Ordinal);
        Assert.Contains("setKeyVersion", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_without_its_target_names_the_missing_target()
    {
        var error = Assert.Throws<WorldCommandException>(() => new TestWorld().Command("setEndpoint", new { region = "US_EAST", status = "FAILED" }));

        Assert.Contains("US_EAST", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_strangers_connection_is_pending_and_belongs_to_no_endpoint()
    {
        var world = new TestWorld(stage: "pending");
        world.Command("addForeignConnection", new { name = "stranger" });

        var connection = world.Vault.FindConnection("STRANGER")!;
        Assert.Equal("Pending", connection.Status);
        Assert.Null(connection.Endpoint);
        Assert.NotEqual(world.Vault.Connections[0].PrivateEndpointId.Split('/')[2], connection.PrivateEndpointId.Split('/')[2]);
    }

    [Fact]
    public void The_picture_holds_no_secret()
    {
        var world = new TestWorld(stage: "encrypted");
        var picture = WorldState.Of(world.World).ToJsonString();

        Assert.DoesNotContain(world.World.Credentials[0].Secret, picture, StringComparison.Ordinal);
        Assert.DoesNotContain(world.World.Tenant.AtlasApplication.Secrets[0].Value, picture, StringComparison.Ordinal);
        Assert.DoesNotContain(world.World.Tenant.AtlasApplication.Secrets[0].Value, world.Project.Encryption.Azure!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("203.0.113.0/24", "203.0.113.9", true)]
    [InlineData("203.0.113.0/24", "203.0.114.9", false)]
    [InlineData("203.0.113.9", "203.0.113.9", true)]
    [InlineData("203.0.113.9", "::ffff:203.0.113.9", true)]
    [InlineData("nonsense", "203.0.113.9", false)]
    public void Address_rules_are_addresses_or_networks(string rule, string address, bool covered) =>
        Assert.Equal(covered, AddressRange.Covers(rule, System.Net.IPAddress.Parse(address)));

    private static string PictureOf(int seed) =>
        JsonSerializer.Serialize(WorldState.Of(new TestWorld(new SandboxOptions { Seed = seed }, "encrypted").World));
}
