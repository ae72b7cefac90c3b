using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

public sealed class RevokeKeyAccessTests
{
    private readonly FreezeWorld _freeze = new();

    private World World => _freeze.World;

    private static AtlasCmkException Refusal(Action revoke) => Assert.ThrowsAny<AtlasCmkException>(revoke);

    [Fact]
    public void The_impact_is_shown_and_confirmed_then_recorded_and_only_then_is_access_taken()
    {
        World.Atlas.Snapshots.Set([new("1", "orders") { CreatedAt = World.Time.GetUtcNow().AddDays(-1), Status = "completed" }]);

        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.False(_freeze.IsEnabled);
        Assert.Equal("About to freeze project payments (66c9e8f1dd6c9960802420e9). These clusters will stop: orders (M10), ledger (M30). These backups "
            + "cannot be restored until a thaw: 1 of orders. Projects that this session cannot see may be affected too.", Assert.Single(World.Log.Warnings));
        Assert.Equal(
            "Freeze the data by disabling the key version: atlas-cmk/0123456789abcdef0123456789abcdef (enabled); these clusters will stop: orders (M10), "
                + "ledger (M30); 1 backup cannot be restored until a thaw / project payments (66c9e8f1dd6c9960802420e9)",
            Assert.Single(World.Answers.Questions));
        Assert.Equal(
            ["ask", "write " + FreezeWorld.Path, "PATCH kv-atlas/keys/atlas-cmk/0123456789abcdef0123456789abcdef disabled", "TAG kv-atlas/keys/atlas-cmk/0123456789abcdef0123456789abcdef"],
            World.Journal.Where(e => !e.StartsWith("GET", StringComparison.Ordinal) && e != "sign in"));
        Assert.Equal(
            ["WillStop orders", "WillStop ledger", "BackupsLocked orders", $"Recorded {FreezeWorld.Path}", "Taken atlas-cmk/0123456789abcdef0123456789abcdef"],
            _freeze.Events);
        Assert.All(_freeze.Evidence, e => Assert.Equal((Given.ProjectId, World.Time.GetUtcNow(), FreezeWorld.Path, "KeyVersion", Given.Key),
            (e.ProjectId, e.Time, e.RecordPath, e.Method, e.KeyIdentifier)));
    }

    [Fact]
    public void Declining_writes_and_takes_nothing()
    {
        World.Answers.ToFirst = false;
        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.True(_freeze.IsEnabled);
        Assert.Empty(World.Records.Files);
        Assert.Empty(_freeze.Evidence);
    }

    [Fact]
    public void Only_the_permissions_that_Atlas_needs_are_taken_from_a_policy()
    {
        _freeze.SetVault(false, FreezeWorld.Policy("Get", "list", "encrypt", "decrypt", "wrapKey"), FreezeWorld.Policy("get") with { ObjectId = "somebody" },
            FreezeWorld.Policy("decrypt") with { ApplicationId = "through" });

        _freeze.Revoke(KeyAccessMethod.AccessPolicy);

        Assert.Equal(["decrypt", "get", "list wrapKey"], World.KeyVault.Settings.Now!.AccessPolicies.Select(p => string.Join(' ', p.KeyPermissions)).Order());
        Assert.Contains("Taken " + FakeEntra.Atlas.ObjectId, _freeze.Events);
    }

    [Fact]
    public void A_policy_that_says_all_loses_that()
    {
        _freeze.SetVault(false, FreezeWorld.Policy("all"));
        _freeze.Revoke(KeyAccessMethod.AccessPolicy);
        Assert.Empty(World.KeyVault.Settings.Now!.AccessPolicies);
    }

    [Fact]
    public void Only_roles_that_encrypt_or_decrypt_are_removed()
    {
        var freeze = new FreezeWorld(usesRoles: true);
        freeze.World.KeyVault.RoleAssignments.Set([.. freeze.World.KeyVault.RoleAssignments.Now, FreezeWorld.Role(3, $"{Given.Vault.ResourceId}/keys/atlas-cmk"),
            FreezeWorld.Role(4, $"{Given.Vault.ResourceId}/keys/other")]);

        freeze.Revoke(KeyAccessMethod.RoleAssignment);

        Assert.Equal([$"/subscriptions/{Given.Subscription}", $"{Given.Vault.ResourceId}/keys/other"], freeze.World.KeyVault.RoleAssignments.Now.Select(a => a.Scope));
    }

    [Fact]
    public void Without_a_key_the_roles_at_all_keys_of_the_vault_are_removed()
    {
        var freeze = new FreezeWorld(usesRoles: true);
        string[] scopes = [Given.Vault.ResourceId, $"{Given.Vault.ResourceId}/keys/one", $"{Given.Vault.ResourceId}/keys/two"];
        freeze.World.KeyVault.RoleAssignments.Set([.. scopes.Select((s, i) => FreezeWorld.Role(i + 1, s)), FreezeWorld.Role(9, $"{Given.Vault.ResourceId}-2/keys/one")]);
        var before = freeze.Rights;

        freeze.RevokeWithoutAtlas(KeyAccessMethod.RoleAssignment, key: null);

        Assert.Equal([$"{Given.Vault.ResourceId}-2/keys/one"], freeze.World.KeyVault.RoleAssignments.Now.Select(a => a.Scope));
        freeze.Grant();
        Assert.Equal(before, freeze.Rights);
    }

    [Fact]
    public void A_role_that_is_not_in_the_list_is_asked_for_and_one_that_is_nowhere_stops_the_freeze()
    {
        var freeze = new FreezeWorld(usesRoles: true);
        freeze.World.KeyVault.UnlistedRoles.Add(new("ours", "Ours", [new([], [], ["Microsoft.KeyVault/vaults/keys/*"], [])]));
        freeze.World.KeyVault.RoleAssignments.Set([FreezeWorld.Role(3, Given.Vault.ResourceId, "ours")]);
        freeze.Revoke(KeyAccessMethod.RoleAssignment);
        Assert.Empty(freeze.World.KeyVault.RoleAssignments.Now);

        freeze.World.KeyVault.RoleAssignments.Set([FreezeWorld.Role(3, Given.Vault.ResourceId, "vanished")]);
        Assert.Contains("vanished", Refusal(() => freeze.Revoke(KeyAccessMethod.RoleAssignment, path: "/2")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("Microsoft.Authorization/*")]
    [InlineData("Microsoft.KeyVault/vaults/*")]
    public void A_role_that_is_more_than_access_to_keys_is_refused(string action)
    {
        var freeze = new FreezeWorld(usesRoles: true);
        freeze.World.KeyVault.RoleDefinitions.Add(new("broad", "Everything", [new([action], [], ["Microsoft.KeyVault/vaults/*"], [])]));
        freeze.World.KeyVault.RoleAssignments.Set([FreezeWorld.Role(3, Given.Vault.ResourceId, "broad")]);
        Assert.Equal("RoleTooBroad", Refusal(() => freeze.Revoke(KeyAccessMethod.RoleAssignment, force: true)).ErrorId);
        Assert.Equal(0, freeze.World.Count("DELETE"));
    }

    [Fact]
    public void The_callers_own_ID_is_refused_unless_the_session_signs_in_as_Atlas()
    {
        World.Entra.Session = FakeEntra.Atlas with { ApplicationId = null };
        Assert.Equal("ObjectIdIsOwn", Refusal(() => _freeze.Revoke(KeyAccessMethod.AccessPolicy)).ErrorId);
        Assert.Equal("ObjectIdIsOwn", Refusal(() => _freeze.RevokeWithoutAtlas(KeyAccessMethod.AccessPolicy)).ErrorId);
        Assert.Equal(0, World.Count("PUT"));

        var same = new FreezeWorld();
        same.World.Entra.Session = FakeEntra.Atlas;
        same.Revoke(KeyAccessMethod.AccessPolicy);
        Assert.Equal(1, same.World.Count("PUT"));
    }

    [Fact]
    public void The_warning_says_that_only_the_end_shows_whether_the_identity_belongs_to_Atlas()
    {
        const string Warning = "shows whether Atlas has lost the key";
        _freeze.Revoke(KeyAccessMethod.AccessPolicy);
        Assert.Single(World.Log.Warnings, w => w.Contains(Warning, StringComparison.Ordinal));

        var waiting = new FreezeWorld();
        waiting.World.Atlas.Encryption.After(1, Given.Encryption(false));
        waiting.World.Atlas.Clusters.After(1, [.. waiting.World.Atlas.Clusters.Now.Select(c => c with { Paused = true })]);
        waiting.Revoke(KeyAccessMethod.AccessPolicy, wait: 60);
        Assert.DoesNotContain(waiting.World.Log.Warnings, w => w.Contains(Warning, StringComparison.Ordinal));
    }

    [Fact]
    public void A_path_that_cannot_be_written_is_reported_before_any_question()
    {
        World.Records.IsLocked = true;
        Assert.Equal("RecordNotWritten", Refusal(() => _freeze.Revoke(KeyAccessMethod.KeyVersion)).ErrorId);
        Assert.Empty(World.Answers.Questions);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/resourceGroups/rg-keys")]
    public void An_inherited_role_is_refused_with_its_scope(string below)
    {
        var freeze = new FreezeWorld(usesRoles: true);
        var scope = $"/subscriptions/{Given.Subscription}{below}";
        freeze.World.KeyVault.RoleAssignments.Set([.. freeze.World.KeyVault.RoleAssignments.Now, FreezeWorld.Role(3, scope)]);

        var e = Refusal(() => freeze.Revoke(KeyAccessMethod.RoleAssignment, force: true));

        Assert.Equal("RoleInherited", e.ErrorId);
        Assert.Contains($"Key Vault Crypto User at {scope}, from where", e.Message, StringComparison.Ordinal);
        Assert.Equal(0, freeze.World.Count("DELETE"));
        Assert.Empty(freeze.World.Records.Files);
    }

    [Fact]
    public void A_role_through_a_group_is_refused()
    {
        var freeze = new FreezeWorld(usesRoles: true);
        freeze.World.KeyVault.Groups.Add("a-group");
        freeze.World.KeyVault.RoleAssignments.Set([FreezeWorld.Role(3, Given.Vault.ResourceId) with { PrincipalId = "a-group" }]);

        var e = Refusal(() => freeze.Revoke(KeyAccessMethod.RoleAssignment, force: true));

        Assert.Equal("RoleThroughGroup", e.ErrorId);
        Assert.Contains("a-group", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, KeyAccessMethod.AccessPolicy, "-Method RoleAssignment")]
    [InlineData(false, KeyAccessMethod.RoleAssignment, "-Method AccessPolicy")]
    public void A_method_that_the_vault_does_not_use_is_refused(bool usesRoles, KeyAccessMethod method, string remedy)
    {
        var e = Refusal(() => new FreezeWorld(usesRoles).Revoke(method));
        Assert.Equal("MethodDoesNotFit", e.ErrorId);
        Assert.Contains(remedy, e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_for_a_missing_identity_lists_the_candidates()
    {
        var e = Refusal(() => _freeze.Revoke(KeyAccessMethod.AccessPolicy, named: false));

        Assert.Equal("AtlasIdentityUnknown", e.ErrorId);
        Assert.Contains(FakeEntra.Atlas.ObjectId, e.Message, StringComparison.Ordinal);
        Assert.Contains($"Get-AzADServicePrincipal -ApplicationId '{Given.Client}'", e.Remedy, StringComparison.Ordinal);
        _freeze.Revoke(KeyAccessMethod.KeyVersion, named: false);
    }

    [Fact]
    public void A_project_that_signs_in_with_a_role_is_identified_by_the_role()
    {
        World.Atlas.Encryption.Set(Given.EncryptionByRole());
        World.Atlas.Principals.Add(Given.Principal());
        _freeze.SetVault(false, FreezeWorld.Policy("get", "encrypt", "decrypt") with { ObjectId = Given.PrincipalRequest.ServicePrincipalId });

        _freeze.Revoke(KeyAccessMethod.AccessPolicy, named: false);

        Assert.Empty(World.KeyVault.Settings.Now!.AccessPolicies);
    }

    [Fact]
    public void A_project_that_uses_another_key_is_refused()
    {
        Assert.Equal("KeyNotInUse", Refusal(() => _freeze.Revoke(KeyAccessMethod.KeyVersion, key: Given.OtherKey)).ErrorId);
        World.Atlas.Encryption.Set(Given.NotEnabled);
        Assert.Equal("NotEnabledForProject", Refusal(() => _freeze.Revoke(KeyAccessMethod.KeyVersion)).ErrorId);
        Assert.Equal(0, World.Count("PATCH"));
    }

    [Fact]
    public void Access_that_was_taken_without_a_record_is_refused()
    {
        World.KeyVault.KeyVersions.Set([World.KeyVault.KeyVersions.Now[0] with { Enabled = false }]);
        _freeze.SetVault(false, FreezeWorld.Policy("list"));

        var ofVersion = Refusal(() => _freeze.Revoke(KeyAccessMethod.KeyVersion));
        Assert.Equal("NothingToRevoke", ofVersion.ErrorId);
        Assert.DoesNotContain("group", ofVersion.Remedy, StringComparison.Ordinal);
        Assert.Equal("NothingToRevoke", Refusal(() => _freeze.Revoke(KeyAccessMethod.AccessPolicy)).ErrorId);
    }

    [Fact]
    public void A_record_that_cannot_be_written_leaves_all_as_it_is()
    {
        World.Records.IsFull = true;
        var before = _freeze.Rights;

        Assert.Equal("RecordNotWritten", Refusal(() => _freeze.Revoke(KeyAccessMethod.AccessPolicy)).ErrorId);

        Assert.Equal(before, _freeze.Rights);
    }

    [Fact]
    public void A_change_during_the_question_ends_the_command()
    {
        World.Answers.Meanwhile = () => World.Atlas.Encryption.Set(Given.Encryption(key: Given.OtherKey));
        Assert.Equal("ChangedMeanwhile", Refusal(() => _freeze.Revoke(KeyAccessMethod.KeyVersion)).ErrorId);

        World.Atlas.Encryption.Set(Given.Encryption());
        World.Answers.Meanwhile = () => _freeze.SetVault(false, FreezeWorld.Policy("get", "encrypt", "decrypt", "all"));
        Assert.Equal("ChangedMeanwhile", Refusal(() => _freeze.Revoke(KeyAccessMethod.AccessPolicy)).ErrorId);
        Assert.Empty(World.Records.Files);
    }
}
