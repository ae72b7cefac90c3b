using AtlasCmk.Tests.Clients;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Prerequisites;

/// <summary>Rights in all the ways in which Azure gives them, and what is said where they cannot be seen.</summary>
public sealed class IdentityChecksTests
{
    private const string RoleId = "66c9e8f1dd6c9960802420eb";

    private static readonly string s_atlas = FakeEntra.Atlas.ObjectId;
    private static readonly RoleDefinition s_cryptoUser = Role("crypto", "Key Vault Crypto User", [], ["Microsoft.KeyVault/vaults/keys/*"]);
    private static readonly RoleDefinition s_reader = Role("reader", "Key Vault Reader", ["Microsoft.KeyVault/vaults/read"], []);

    private readonly World _world = new();

    [Theory]
    [InlineData("", "Passed")]
    [InlineData("/keys/atlas-cmk", "Passed")]
    [InlineData("/keys/another", "Failed")]
    [InlineData("-2", "Failed")]
    public void A_role_counts_where_it_reaches_the_key(string below, string status) =>
        Assert.Equal(status, UsingRoles(new RoleAssignment("a", Given.Vault.ResourceId + below, "/x/roleDefinitions/CRYPTO", s_atlas)).Status);

    /// <summary>Roles that Azure lists for the vault apply to it, whatever their scope.</summary>
    [Theory]
    [InlineData("/")]
    [InlineData("/providers/Microsoft.Management/managementGroups/mg")]
    [InlineData("/providers/Microsoft.Other/things/x")]
    public void A_role_above_the_subscription_is_inherited(string scope) =>
        Assert.Equal("Passed", UsingRoles(new RoleAssignment("a", scope, "crypto", s_atlas)).Status);

    [Fact]
    public void A_role_whose_definition_is_not_listed_is_not_known() =>
        Assert.Equal("Unknown", UsingRoles(new RoleAssignment("a", Given.Vault.ResourceId, "/x/roleDefinitions/unlisted", s_atlas)).Status);

    [Fact]
    public void A_role_of_the_subscription_is_inherited() =>
        Assert.Equal("by Key Vault Crypto User", UsingRoles(new RoleAssignment("a", $"/subscriptions/{Given.Subscription}", "crypto", s_atlas)).Actual);

    [Fact]
    public void A_role_with_a_condition_is_for_Azure_to_judge() =>
        Assert.Equal("Unknown", UsingRoles(new RoleAssignment("a", Given.Vault.ResourceId, "crypto", s_atlas) { Condition = "@Resource[…]" }).Status);

    /// <summary>A policy that blocks this computer may let Atlas in.</summary>
    [Theory]
    [InlineData("AADSTS7000222", "Failed")]
    [InlineData("AADSTS7000215", "Failed")]
    [InlineData("AADSTS53003", "Unknown")]
    [InlineData("AADSTS999999", "Unknown")]
    public void Only_a_refusal_of_the_application_itself_fails(string code, string status)
    {
        (_world.Entra.Accepts, _world.Entra.Refusal) = (false, code);
        _world.Atlas.Encryption.Set(Given.Encryption(valid: false));

        var check = Check(Request(null), "AtlasSignIn");

        Assert.Equal(status, check.Status);
        Assert.Contains(code, check.Actual, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_for_users_of_the_application_is_not_one_for_itself() =>
        Assert.Equal("Failed", UsingPolicies(Given.Encryption(valid: false), new KeyVaultAccessPolicy(Given.Tenant, s_atlas, Given.Client, ["all"])).Status);

    [Fact]
    public void A_policy_that_allows_all_is_enough() =>
        Assert.Equal("Passed", UsingPolicies(Given.Encryption(valid: false), new KeyVaultAccessPolicy(Given.Tenant, s_atlas.ToUpperInvariant(), null, ["All"])).Status);

    [Fact]
    public void If_a_policy_may_belong_to_a_group_the_right_is_unknown() =>
        Assert.Equal("Unknown", UsingPolicies(Given.Encryption(valid: true), new KeyVaultAccessPolicy(Given.Tenant, "a-group", null, ["all"])).Status);

    [Fact]
    public void A_missing_right_is_a_warning_while_Atlas_can_use_the_key() =>
        Assert.Equal("Warning", UsingPolicies(Given.Encryption(valid: true), new KeyVaultAccessPolicy(Given.Tenant, "a-group", null, ["get"])).Status);

    [Fact]
    public void The_caller_is_no_group() =>
        Assert.Equal("Failed", UsingPolicies(Given.Encryption(valid: false), new KeyVaultAccessPolicy(Given.Tenant, _world.Entra.Session.ObjectId, null, ["all"])).Status);

    [Fact]
    public void The_validity_of_the_current_key_does_not_apply_to_a_change() =>
        Assert.Equal("Unknown", UsingPolicies(Given.Encryption(valid: true), new KeyVaultAccessPolicy(Given.Tenant, "a-group", null, ["all"]), key: Given.OtherKey).Status);

    [Theory]
    [InlineData(RoleId, "Passed", "Passed")]
    [InlineData("66c9e8f1dd6c9960802420ec", "Unknown", "Unknown")]
    public void Atlas_reports_the_object_ID_of_a_registered_service_principal(string listed, string signIn, string rights)
    {
        _world.Atlas.Encryption.Set(new EncryptionAtRest(Given.ProjectId)
        {
            Enabled = true,
            Valid = false,
            RoleId = RoleId,
            KeyIdentifier = Given.Key,
            KeyVaultName = Given.Vault.Name,
            ResourceGroupName = Given.Vault.ResourceGroupName,
            SubscriptionId = Given.Subscription,
        });
        _world.Atlas.Principals.Add(new AzureServicePrincipal(Given.ProjectId, listed) { ServicePrincipalId = "the-principal" });
        _world.KeyVault.Settings.Set(new(Given.Vault, Given.Tenant) { VaultUri = new("https://kv-atlas.vault.azure.net/"),
            AccessPolicies = [new(Given.Tenant, "the-principal", null, ["get", "encrypt", "decrypt"])] });

        var (checks, _) = _world.Run(() => new TestPrerequisite(_world.Project).RunAsync(new(), diagnose: false));

        Assert.Equal((signIn, rights), (checks.Single(c => c.Name == "AtlasSignIn").Status, checks.Single(c => c.Name == "AtlasKeyRights").Status));
    }

    private PrerequisiteCheck UsingRoles(RoleAssignment assignment)
    {
        _world.KeyVault.Settings.Set(new(Given.Vault, Given.Tenant) { VaultUri = new("https://kv-atlas.vault.azure.net/"), UsesRoles = true });
        _world.KeyVault.RoleAssignments.Set([assignment]);
        _world.KeyVault.RoleDefinitions.AddRange([s_reader, s_cryptoUser]);
        _world.Atlas.Encryption.Set(Given.Encryption(valid: false));
        return Check(Request(null), "AtlasKeyRights");
    }

    private PrerequisiteCheck UsingPolicies(EncryptionAtRest project, KeyVaultAccessPolicy policy, string? key = null)
    {
        _world.KeyVault.Settings.Set(new(Given.Vault, Given.Tenant) { VaultUri = new("https://kv-atlas.vault.azure.net/"), AccessPolicies = [policy] });
        _world.Atlas.Encryption.Set(project);
        return Check(Request(key), "AtlasKeyRights");
    }

    private PrerequisiteCheck Check(PrerequisiteRequest request, string name) =>
        _world.Run(() => new TestPrerequisite(_world.Project).RunAsync(request, diagnose: false)).Checks.Single(c => c.Name == name);

    private static PrerequisiteRequest Request(string? key) => new()
    {
        KeyIdentifier = key,
        Settings = new() { ClientId = Given.Client, ClientSecret = ArmFixture.Secret("secret") },
    };

    private static RoleDefinition Role(string id, string name, string[] actions, string[] dataActions) => new(id, name, [new(actions, [], dataActions, [])]);
}
