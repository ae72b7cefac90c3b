using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Encryption;

/// <summary>The preconditions of a change, when Atlas's rights may differ after it, and the proof that it was made.</summary>
public sealed class KeyChangeTests
{
    private const string AnotherKey = "https://kv-atlas.vault.azure.net/keys/another/fedcba9876543210fedcba9876543210";

    private static EncryptionAtRest With(string setting) => new(Given.ProjectId)
    {
        Enabled = setting != "Enabled",
        Valid = setting == "Valid" ? false : true,
        KeyIdentifier = setting == "KeyIdentifier" ? Given.OtherKey : Given.Key,
        KeyVaultName = setting == "KeyVaultName" ? "kv-other" : Given.Vault.Name.ToUpperInvariant(),
        ResourceGroupName = setting == "ResourceGroupName" ? "rg-other" : Given.Vault.ResourceGroupName,
        SubscriptionId = setting == "SubscriptionId" ? Given.Tenant : Given.Subscription,
        TenantId = setting == "TenantId" ? Given.Client : Given.Tenant,
        ClientId = setting is "ClientId" or "RoleId" ? null : Given.Client,
        RoleId = setting == "RoleId" ? Given.RoleId() : null,
        AzureEnvironment = setting == "AzureEnvironment" ? "AZURE_CHINA" : null,
        RequirePrivateNetworking = setting == "RequirePrivateNetworking",
        EnabledForSearchNodes = setting == "EnabledForSearchNodes",
    };

    [Theory]
    [InlineData("Enabled", "moved to no key")]
    [InlineData("KeyIdentifier", $"moved to {Given.OtherKey}")]
    [InlineData("KeyVaultName", "(KeyVaultName)")]
    [InlineData("ResourceGroupName", "(ResourceGroupName)")]
    [InlineData("SubscriptionId", "(SubscriptionId)")]
    [InlineData("TenantId", "(TenantId)")]
    [InlineData("ClientId", "(ClientId)")]
    [InlineData("RoleId", "(ClientId, RoleId)")]
    [InlineData("AzureEnvironment", "(AzureEnvironment)")]
    [InlineData("RequirePrivateNetworking", "(RequirePrivateNetworking)")]
    [InlineData("Valid", null)]
    [InlineData("EnabledForSearchNodes", null)]
    [InlineData("", null)]
    public void A_change_of_the_preconditions_is_named(string setting, string? named)
    {
        var overtaken = new KeyChange(Given.Encryption(), new() { KeyIdentifier = Given.OtherKey }).Overtaken(With(setting));

        Assert.Equal(named is null, overtaken is null);
        Assert.EndsWith(named ?? "", overtaken ?? "", StringComparison.Ordinal);
    }

    public static TheoryData<string, bool> Sent => new()
    {
        { "another version", false },
        { "another key", true },
        { "another vault", true },
        { "another application", true },
        { "a role", true },
        { "a secret", false },
        { "private networking", false },
    };

    private static EncryptionAtRestChange Change(string what) => what switch
    {
        "another version" => new() { KeyIdentifier = Given.OtherKey },
        "another key" => new() { KeyIdentifier = AnotherKey },
        "another vault" => new() { ResourceGroupName = "rg-other" },
        "another application" => new() { ClientId = Given.Tenant, ClientSecret = Requests.Secret },
        "a role" => new() { RoleId = Given.RoleId() },
        "a secret" => new() { ClientSecret = Requests.Secret },
        _ => new() { RequirePrivateNetworking = true },
    };

    [Theory]
    [MemberData(nameof(Sent))]
    public void Rights_may_differ_on_another_key_in_another_vault_and_for_another_identity(string what, bool mayDiffer)
    {
        Assert.Equal(mayDiffer, new KeyChange(Given.Encryption(), Change(what)).MayChangeRights);
        Assert.False(new KeyChange(Given.NotEnabled, Change(what)).MayChangeRights);
    }

    [Fact]
    public void A_secret_alone_is_never_seen_and_so_never_shown_to_be_made()
    {
        var change = new KeyChange(Given.Encryption(), new() { ClientSecret = Requests.Secret });

        Assert.False(change.IsMadeIn(Given.Encryption()));
        Assert.False(change.ShowsAtOnce);
    }

    [Fact]
    public void A_new_secret_whose_answer_was_lost_stays_unknown()
    {
        var world = new World();
        world.Atlas.Encryption.Set(Given.Encryption());
        world.Atlas.OnChange = _ => throw Given.Loss();

        var failure = Assert.Throws<AtlasUnreachableException>(() =>
            world.Run(() => new SetEncryptionAtRest(world.Project, world.Answers).RunAsync(new() { ClientId = Given.Client, ClientSecret = Requests.Secret }, null)));

        Assert.DoesNotContain("Nothing has changed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_application_whose_answer_was_lost_is_settled_by_its_id()
    {
        var world = new World();
        world.Atlas.Encryption.Set(Given.Encryption());
        world.KeyVault.Settings.Set(new(Given.Vault, Given.Tenant) { VaultUri = new("https://kv-atlas.vault.azure.net/"),
            AccessPolicies = [new(Given.Tenant, FakeEntra.Atlas.ObjectId, null, ["get", "encrypt", "decrypt"])] });
        world.Atlas.OnChange = _ =>
        {
            world.Atlas.Encryption.Set(new(Given.ProjectId) { Enabled = true, Valid = true, KeyIdentifier = Given.Key, TenantId = Given.Tenant, ClientId = Given.Tenant });
            throw Given.Loss();
        };

        Assert.Equal(Given.Tenant, world.Run(() => new SetEncryptionAtRest(world.Project, world.Answers).RunAsync(new() { ClientId = Given.Tenant, ClientSecret = Requests.Secret }, null))!.ClientId);
        Assert.Single(world.Atlas.Changes);
        Assert.Equal(1, world.Count("sign in AZURE"));
    }

    [Fact]
    public void Another_application_without_rights_is_refused_before_the_question()
    {
        var world = new World();
        world.Atlas.Encryption.Set(Given.Encryption());

        var failure = Assert.Throws<AtlasCmkException>(() =>
            world.Run(() => new SetEncryptionAtRest(world.Project, world.Answers).RunAsync(new() { ClientId = Given.Tenant, ClientSecret = Requests.Secret }, null)));

        Assert.Equal("AtlasLacksKeyRights", failure.ErrorId);
        Assert.Contains($"Atlas as the application {Given.Tenant}", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, world.Count("ask") + world.Count("PATCH"));
    }
}
