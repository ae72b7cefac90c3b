using AtlasCmk.Tests.Fakes;
using AtlasCmk.Tests.KeyAccess;
using AtlasCmk.Tests.Keys;
using Xunit;

namespace AtlasCmk.Tests.Encryption;

/// <summary>Atlas says that a project is enabled, and does not name its key, or not its vault. That is no project without a key.</summary>
public sealed class UnnamedKeyTests
{
    private const string Other = "66c9e8f1dd6c9960802420ea";

    private static EncryptionAtRest Unnamed(string? vault = "kv-atlas", string? group = "rg-keys", string? key = null, string projectId = Given.ProjectId) => new(projectId)
    {
        Enabled = true,
        Valid = true,
        KeyIdentifier = key,
        KeyVaultName = vault,
        ResourceGroupName = group,
        SubscriptionId = Given.Subscription,
        TenantId = Given.Tenant,
        ClientId = Given.Client,
    };

    private static AtlasCmkException Fails(Action act) => Assert.Throws<AtlasCmkException>(act);

    [Fact]
    public void A_rotation_names_what_is_missing()
    {
        var world = new RotationWorld();
        world.World.Atlas.Encryption.Set(Unnamed());

        var e = Fails(() => world.Rotate());

        Assert.Equal("KeyNotNamed", e.ErrorId);
        Assert.DoesNotContain("is not encrypted", e.Message, StringComparison.Ordinal);
        Assert.Empty(world.World.Atlas.Changes);
    }

    [Theory]
    [InlineData(KeyAccessMethod.KeyVersion)]
    [InlineData(KeyAccessMethod.AccessPolicy)]
    public void A_freeze_does_so_too(KeyAccessMethod method)
    {
        var freeze = new FreezeWorld();
        freeze.World.Atlas.Encryption.Set(Unnamed());
        Assert.Equal("KeyNotNamed", Fails(() => freeze.Revoke(method)).ErrorId);
    }

    [Fact]
    public void The_list_of_versions_does_so_too_unless_a_key_is_named()
    {
        var world = new World();
        world.Atlas.Encryption.Set(Unnamed());
        world.KeyVault.KeyVersions.Set([Given.KeyVersion(Given.Key, world.Time.GetUtcNow().AddDays(-1))]);

        Assert.Equal("KeyNotNamed", Fails(() => world.Run(() => new ProjectKeys(world.Project).ListAsync(null))).ErrorId);
        Assert.Null(Assert.Single(world.Run(() => new ProjectKeys(world.Project).ListAsync("atlas-cmk"))).IsInUse);
    }

    [Theory]
    [InlineData(null, "rg-keys")]
    [InlineData("kv-atlas", null)]
    public void An_incompletely_named_vault_does_not_count_as_no_vault(string? vault, string? group)
    {
        var world = new World();
        world.Atlas.Encryption.Set(Unnamed(vault, group, Given.Key));
        Assert.Equal("VaultNotNamed", Fails(() => world.Run(() => new ProjectKeys(world.Project).ListAsync(null))).ErrorId);
        Assert.Equal("VaultNotNamed", Fails(() => world.Run(() => new ProjectConnections(world.Project).ListAsync())).ErrorId);

        world.Atlas.Encryption.Set(Given.NotEnabled);
        var fresh = new World();
        Assert.Equal("VaultNotConfigured", Fails(() => fresh.Run(() => new ProjectConnections(fresh.Project).ListAsync())).ErrorId);
    }

    [Fact]
    public void The_preflight_says_that_Atlas_does_not_name_the_key()
    {
        var world = new World();
        world.Atlas.Encryption.Set(Unnamed());

        var check = world.Run(() => new TestPrerequisite(world.Project).RunAsync(new(), diagnose: false)).Checks.Single(c => c.Name == "KeyIdentifier");

        Assert.Equal("Unknown", check.Status);
        Assert.Contains("Atlas does not name", check.Actual, StringComparison.Ordinal);
        Assert.DoesNotContain("no key yet", check.Actual, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thaw_does_not_say_that_the_project_uses_no_key()
    {
        var freeze = new FreezeWorld();
        freeze.Revoke(KeyAccessMethod.KeyVersion);
        freeze.World.Answers.Questions.Clear();
        freeze.World.Answers.ToSecond = false;
        var doubting = new FreezeWorld();
        doubting.World.Atlas.Encryption.Set(Unnamed());
        doubting.World.Answers.ToSecond = false;
        doubting.World.Records.Files[FreezeWorld.Path] = freeze.World.Records.Files[FreezeWorld.Path];
        doubting.World.KeyVault.KeyVersions.Set(freeze.World.KeyVault.KeyVersions.Now);

        doubting.Grant();

        Assert.Contains(doubting.World.Answers.Questions, q => q.Contains("Atlas does not name", StringComparison.Ordinal));
        Assert.DoesNotContain(doubting.World.Answers.Questions, q => q.Contains("uses no key", StringComparison.Ordinal));
    }

    /// <summary>Its connections may be any of the vault's.</summary>
    [Theory]
    [InlineData(null, "rg-keys", null)]
    [InlineData("kv-atlas", null, Given.Key)]
    [InlineData(null, null, Given.Key)]
    public void A_project_whose_vault_is_not_named_in_full_may_own_a_connection(string? vault, string? group, string? key)
    {
        var world = new World();
        world.Atlas.Encryption.Set(Given.Encryption());
        world.Atlas.Projects.Add(new(Other, "two", "org", 1, default));
        world.Atlas.EncryptionElsewhere[Other] = Unnamed(vault, group, key, Other);
        world.KeyVault.Connections.Set([new PrivateEndpointConnection(Given.Connection("pe-1"), ConnectionStatus.Pending)]);

        var open = Assert.Single(world.Run(() => new ProjectConnections(world.Project, new(world.Atlas, null, default)).ListAsync()));

        Assert.Equal("Unknown", open.VerifiedBy);
        Assert.Contains(Other, Assert.Single(open.Unread), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(KeyAccessMethod.KeyVersion)]
    [InlineData(KeyAccessMethod.AccessPolicy)]
    public void A_freeze_names_another_project_that_may_use_what_is_taken(KeyAccessMethod method)
    {
        var freeze = new FreezeWorld();
        freeze.GivenProject(FreezeWorld.Other, "ledger", Unnamed(null, null, null, FreezeWorld.Other));

        var e = Fails(() => freeze.Revoke(method));

        Assert.Equal("ImpactUnknown", e.ErrorId);
        Assert.Contains(FreezeWorld.Other, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_text_shows_it() => Assert.Contains("key not named", Unnamed().ToString(), StringComparison.Ordinal);
}
