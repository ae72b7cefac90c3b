using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Keys;

public sealed class ProjectKeysTests
{
    private readonly World _world = new();

    public ProjectKeysTests()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        Versions(Version(Given.Key, -100), Version(Given.OtherKey, -10));
    }

    private void Versions(params KeyVersion[] versions) => _world.KeyVault.KeyVersions.Set(versions);

    private KeyVersion Version(string identifier, int days) => Given.KeyVersion(identifier, _world.Time.GetUtcNow().AddDays(days));

    private IReadOnlyList<AkvKeyVersion> List(string? keyName = null) => _world.Run(() => new ProjectKeys(_world.Project).ListAsync(keyName));

    private AkvKeyVersion Find(string identifier) => _world.Run(() => new ProjectKeys(_world.Project).FindAsync(KeyIdentifierReading.Parse(identifier)));

    private static void AssertFails(string errorId, Func<object> act) => Assert.Equal(errorId, Assert.Throws<AtlasCmkException>(act).ErrorId);

    [Fact]
    public void The_versions_of_the_projects_key_come_newest_first_and_say_which_is_in_use()
    {
        var versions = List();

        Assert.Equal([(Given.OtherKey, "Usable", (bool?)false, 10), (Given.Key, "Current", true, 100)], versions.Select(v => (v.KeyIdentifier, v.State, v.IsInUse, v.AgeInDays!.Value)));
        Assert.All(versions, v => Assert.True(v is { IsUsable: true, Reason: null, KeyName: "atlas-cmk", KeyType: "RSA", KeySize: 3072, Enabled: true, ProjectId: Given.ProjectId }));
        Assert.Equal("atlas-cmk/0123456789abcdef0123456789abcdef Current", versions[1].ToString());
    }

    [Fact]
    public void Without_a_named_version_the_latest_enabled_one_is_in_use_and_the_others_are_unknown()
    {
        const string Newest = "https://kv-atlas.vault.azure.net/keys/atlas-cmk/00000000000000000000000000000001";
        _world.Atlas.Encryption.Set(Given.Encryption(key: "https://kv-atlas.vault.azure.net/keys/atlas-cmk"));
        Versions(Version(Given.Key, -100), Version(Given.OtherKey, -10), Version(Newest, -1) with { Enabled = false });

        Assert.Equal([(Newest, "Disabled", null), (Given.OtherKey, "Current", true), (Given.Key, "Usable", (bool?)null)], List().Select(v => (v.KeyIdentifier, v.State, v.IsInUse)));
        Assert.Equal((true, null), (Find(Given.OtherKey).IsInUse, Find(Given.Key).IsInUse));
    }

    [Fact]
    public void A_version_in_use_that_Atlas_can_no_longer_use_is_reported()
    {
        Versions(Version(Given.Key, -100) with { Enabled = false, Expires = _world.Time.GetUtcNow().AddDays(-1) });
        var version = Assert.Single(List());
        Assert.True(version is { State: "Disabled", IsInUse: true, IsUsable: false });
        Assert.StartsWith("it is disabled; it expired at ", version.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EC", "Unusable")]
    [InlineData("RSA", "Usable")]
    public void A_key_that_cannot_encrypt_is_unusable(string type, string state)
    {
        Versions(Version(Given.OtherKey, -1) with { KeyType = type });
        Assert.Equal(state, Assert.Single(List()).State);
    }

    [Fact]
    public void After_the_project_is_disabled_no_version_is_in_use()
    {
        _world.Atlas.Encryption.Set(new(Given.ProjectId)
        {
            KeyIdentifier = Given.Key, KeyVaultName = Given.Vault.Name, ResourceGroupName = Given.Vault.ResourceGroupName, SubscriptionId = Given.Subscription,
        });
        Assert.All(List(), v => Assert.False(v.IsInUse));
    }

    [Fact]
    public void Only_properties_that_the_list_omits_are_read_one_by_one()
    {
        List();
        Assert.Equal(1, _world.Count("GET kv-atlas/keys"));

        _world.KeyVault.ListsAreShort = true;
        Versions([.. Enumerable.Range(1, 20).Select(i => Version($"https://kv-atlas.vault.azure.net/keys/atlas-cmk/{i:x32}", -i) with { KeyType = i == 20 ? "EC" : "RSA" })]);
        var versions = List();

        Assert.Equal(1 + 1 + 20, _world.Count("GET kv-atlas/keys"));
        Assert.Equal(Enumerable.Range(1, 20), versions.Select(v => v.AgeInDays!.Value));
        Assert.Equal("EC", Assert.Single(versions, v => v.IsUsable is false).KeyType);
    }

    [Fact]
    public void Another_key_of_the_vault_can_be_named()
    {
        var other = $"https://kv-atlas.vault.azure.net/keys/other/{new string('a', 32)}";
        Versions(Version(Given.Key, -1), Version(other, -2));
        Assert.Equal(other, Assert.Single(List("other")).KeyIdentifier);
        AssertFails("KeyUnknown", () => List("none"));
    }

    [Fact]
    public void One_version_can_be_asked_for_if_it_is_the_vaults()
    {
        Assert.Equal("Usable", Find(Given.OtherKey).State);
        AssertFails("KeyVersionUnknown", () => Find($"https://kv-atlas.vault.azure.net/keys/atlas-cmk/{new string('9', 32)}"));
        AssertFails("KeyNotInProjectsVault", () => Find($"https://kv-other.vault.azure.net/keys/atlas-cmk/{new string('9', 32)}"));
        AssertFails("KeyNotInProjectsVault", () => Find($"https://kv-atlas.vault.azure.cn/keys/atlas-cmk/{new string('9', 32)}"));
    }

    [Fact]
    public void A_project_without_a_vault_has_no_keys()
    {
        _world.Atlas.Encryption.Set(Given.NotEnabled);
        AssertFails("VaultNotConfigured", () => List());
        Assert.Equal(0, _world.Count("GET kv-atlas"));
    }
}
