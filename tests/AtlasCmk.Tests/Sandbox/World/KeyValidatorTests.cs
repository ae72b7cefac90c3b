using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class KeyValidatorTests
{
    private static readonly string[] s_regions = ["US_EAST_2", "US_CENTRAL", "EUROPE_WEST"];

    [Fact]
    public void A_right_configuration_is_usable()
    {
        var world = new TestWorld(stage: "enabled");
        Assert.Equal(KeyFinding.Usable, Try(world));
        Assert.True(KeyValidator.IsValid(world.Project));
    }

    [Fact(Timeout = 30_000)]
    public async Task With_zero_durations_the_world_still_settles()
    {
        var world = new TestWorld(new SandboxOptions { Provisioning = TimeSpan.Zero }, "encrypted");
        await Task.Run(() => world.Pass(TimeSpan.FromMinutes(1)));
        Assert.True(KeyValidator.IsValid(world.Project));
    }

    public static TheoryData<string, string, object> Damages { get; } = new()
    {
        { "AZURE_KEY_VAULT_KEY_NOT_ENABLED", "setKeyVersion", new { enabled = false } },
        { "AZURE_KEY_VAULT_KEY_NOT_ACTIVE", "setKeyVersion", new { notBefore = "01:00:00" } },
        { "AZURE_KEY_VAULT_KEY_EXPIRED", "setKeyVersion", new { expires = "-00:01:00" } },
        { "AZURE_KEY_VAULT_KEY_EXPIRING", "setKeyVersion", new { expires = "1.23:59:00" } },
        { "NO_PERMISSION_TO_ENCRYPT_DECRYPT", "setKeyVersion", new { kty = "EC" } },
        { "NO_PERMISSION_TO_ENCRYPT_DECRYPT", "setKeyVersion", new { keyOps = new[] { "wrapKey", "unwrapKey" } } },
        { "NO_PERMISSION_TO_ENCRYPT_DECRYPT", "removeAccessPolicy", new { } },
        { "NO_PERMISSION_TO_ENCRYPT_DECRYPT", "setAccessPolicy", new { keys = new[] { "get", "encrypt" } } },
        { "NO_PERMISSION_TO_ENCRYPT_DECRYPT", "setVault", new { rbac = true } },
        { "INCORRECT_PROVIDER_AUTH_CREDENTIALS", "removeRole", new { } },
        { "INVALID_AZURE_CREDENTIALS", "expireAzureSecret", new { } },
        { "INVALID_AZURE_API_REQUEST", "setVault", new { publicNetworkAccess = "disabled" } },
        { "INVALID_AZURE_API_REQUEST", "setVault", new { defaultAction = "Deny", ipRules = new[] { "192.0.2.0/24" } } },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Every_damage_to_the_vault_has_its_own_code(string code, string command, object argument)
    {
        var world = new TestWorld(stage: "enabled");
        world.Command(command, argument);

        Assert.Equal(code, Try(world).Code);
    }

    [Fact]
    public void Crypto_User_is_enough_under_roles_and_Service_Encryption_User_is_not()
    {
        var world = new TestWorld(stage: "enabled");
        world.Command("setVault", new { rbac = true });
        world.Command("setRole", new { role = "Key Vault Crypto Service Encryption User" });
        Assert.Equal("NO_PERMISSION_TO_ENCRYPT_DECRYPT", Try(world).Code);

        world.Command("setRole", new { role = "Key Vault Crypto User" });
        Assert.Equal(KeyFinding.Usable, Try(world));
    }

    /// <summary>MongoDB's page on Azure Key Vault names both actions for roles of the customer's own, besides the data actions.</summary>
    [Theory]
    [InlineData("INCORRECT_PROVIDER_AUTH_CREDENTIALS", "Microsoft.KeyVault/vaults/read")]
    [InlineData("INCORRECT_PROVIDER_AUTH_CREDENTIALS", "Microsoft.KeyVault/vaults/keys/read")]
    [InlineData("", "Microsoft.KeyVault/vaults/read", "Microsoft.KeyVault/vaults/keys/read")]
    public void A_custom_role_needs_two_actions_besides_its_data_actions(string code, params string[] actions)
    {
        var world = new TestWorld(stage: "enabled");
        var keys = "Microsoft.KeyVault/vaults/keys/";
        world.Command("setVault", new { rbac = true });
        world.Command("removeRole");
        world.Command("addRole", new { name = "own", actions, dataActions = new[] { keys + "read", keys + "encrypt/action", keys + "decrypt/action" } });
        world.Command("setRole", new { role = "own" });

        Assert.Equal(code, Try(world).Code);
    }

    [Fact]
    public void Permissions_count_however_they_are_written()
    {
        var world = new TestWorld(stage: "enabled");
        world.Command("setAccessPolicy", """{"keys":["Get","ENCRYPT","decrypt"]}""");

        Assert.Equal(KeyFinding.Usable, Try(world));
    }

    [Fact]
    public void The_firewall_accepts_Atlas_if_its_address_is_listed()
    {
        var world = new TestWorld(stage: "enabled");
        world.Command("setVault", new { defaultAction = "Deny", ipRules = new[] { $"{world.World.AtlasAddress}/32" } });

        Assert.Equal(KeyFinding.Usable, Try(world));
    }

    [Fact]
    public void Encrypted_clusters_stop_at_the_next_validation_and_come_back_with_the_key()
    {
        var world = new TestWorld(stage: "encrypted");
        world.Command("setKeyVersion", new { enabled = false });
        Assert.False(world.Cluster("orders").Paused);

        world.Pass(world.World.Durations.ValidationInterval);
        Assert.True(world.Cluster("orders").Paused);
        Assert.False(world.Cluster("ledger").Paused);
        Assert.False(KeyValidator.IsValid(world.Project));

        world.Command("setKeyVersion", new { enabled = true });
        world.Pass(world.World.Durations.ValidationInterval);
        Assert.False(world.Cluster("orders").Paused);
        Assert.True(KeyValidator.IsValid(world.Project));
    }

    [Fact]
    public void An_unreachable_vault_is_not_valid_but_stops_nothing()
    {
        var world = new TestWorld(stage: "encrypted");
        foreach (var region in s_regions)
        {
            world.Command("setEndpoint", new { region, status = "PENDING_RECREATION" });
        }

        world.Pass(world.World.Durations.ValidationInterval);

        Assert.False(KeyValidator.IsValid(world.Project));
        Assert.False(world.Cluster("orders").Paused);
    }

    [Fact]
    public void Clusters_stop_once_the_last_endpoint_that_they_depend_on_is_deleted_and_come_back_with_a_new_way()
    {
        var world = new TestWorld(stage: "encrypted");
        Delete(world, "US_CENTRAL");
        Assert.False(world.Cluster("orders").Paused);

        Delete(world, "US_EAST_2");
        Assert.True(world.Cluster("orders").Paused);
        Assert.False(world.Cluster("ledger").Paused);

        Delete(world, "EUROPE_WEST");
        world.World.Do(() => world.Project.Encryption.Azure = world.Project.Encryption.Azure! with { RequirePrivateNetworking = false });
        world.Pass(world.World.Durations.ValidationInterval);
        Assert.False(world.Cluster("orders").Paused);
    }

    [Fact]
    public void A_cluster_that_has_not_left_the_key_yet_stops_too()
    {
        var world = new TestWorld(stage: "encrypted");
        world.World.Do(() => world.World.Clusters.ChangeProvider(world.Cluster("orders"), "NONE"));
        world.Command("removeEndpoint", new { region = "US_EAST_2" });

        Assert.True(world.Cluster("orders").Paused);
    }

    [Fact]
    public void A_cluster_that_has_left_the_key_needs_no_endpoint()
    {
        var world = new TestWorld(stage: "encrypted");
        world.World.Do(() => world.World.Clusters.ChangeProvider(world.Cluster("orders"), "NONE"));
        world.Pass(world.World.Durations.ClusterUpdate);
        Delete(world, "US_EAST_2");

        Assert.False(world.Cluster("orders").Paused);
    }

    [Fact]
    public void Under_private_networking_a_read_starts_a_validation_that_ends_later()
    {
        var world = new TestWorld(stage: "active");
        world.Command("setKeyVersion", new { enabled = false });
        Observe(world);
        Assert.True(KeyValidator.IsValid(world.Project));

        world.Pass(world.World.Durations.Validation);
        Assert.False(KeyValidator.IsValid(world.Project));
    }

    [Fact]
    public void Over_the_public_network_a_read_is_a_probe()
    {
        var world = new TestWorld(stage: "enabled");
        world.Command("setKeyVersion", new { enabled = false });
        Observe(world);

        Assert.False(KeyValidator.IsValid(world.Project));
    }

    [Fact]
    public void Nothing_is_valid_over_private_networking_before_an_endpoint_is_active()
    {
        var world = new TestWorld(stage: "pending");
        world.Pass(world.World.Durations.ValidationInterval);
        Assert.False(KeyValidator.IsValid(world.Project));

        world.World.Do(() => world.World.Endpoints.Decide(world.Endpoint().Connection!, "Approved", ""));
        world.Pass(world.World.Durations.Activation + world.World.Durations.Validation);
        Assert.True(KeyValidator.IsValid(world.Project));
    }

    private static KeyFinding Try(TestWorld world) =>
        world.World.Do(() => world.World.KeyValidator.Try(world.Project, world.Project.Encryption.Azure!));

    private static void Delete(TestWorld world, string region)
    {
        world.World.Do(() => world.World.Endpoints.Delete(world.Endpoint(region)));
        world.Pass(world.World.Durations.Deletion);
    }

    private static void Observe(TestWorld world) => world.World.Do(() => world.World.KeyValidator.Observe(world.Project));
}
