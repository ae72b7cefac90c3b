using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>Which other identities lose access, according to Azure: with access policies or Azure RBAC, with Atlas and without.</summary>
public sealed class OtherKeyUsersTests
{
    private const string Caller = "b1e2c3d4-0000-4000-8000-00000000000b";
    private const string KeyOfAnother = "https://kv-atlas.vault.azure.net/keys/second/0123456789abcdef0123456789abcdef";

    private static readonly string s_key = $"{Given.Vault.ResourceId}/keys/atlas-cmk";

    private static RoleAssignment Somebody(int number, string who, string scope, string role = FreezeWorld.CryptoUser) => FreezeWorld.Role(number, scope, role) with { PrincipalId = who };

    /// <summary>What else stops with a freeze of the version.</summary>
    private static string AlsoStops(FreezeWorld freeze)
    {
        freeze.Revoke(KeyAccessMethod.KeyVersion);
        return string.Join('\n', freeze.Evidence.Where(e => e.Event == KeyAccessEvent.AlsoStops).Select(e => e.Detail));
    }

    private static FreezeWorld OfRoles(params RoleAssignment[] roles)
    {
        var freeze = new FreezeWorld(usesRoles: true);
        freeze.World.KeyVault.RoleAssignments.Set([.. freeze.World.KeyVault.RoleAssignments.Now, .. roles]);
        freeze.World.KeyVault.RoleDefinitions.Add(new("service", "Key Vault Crypto Service Encryption User",
            [new([], [], ["Microsoft.KeyVault/vaults/keys/read", "Microsoft.KeyVault/vaults/keys/wrap/action", "Microsoft.KeyVault/vaults/keys/unwrap/action"], [])]));
        return freeze;
    }

    [Fact]
    public void With_access_policies_wrapping_and_signing_count_as_use_and_listing_does_not()
    {
        var freeze = new FreezeWorld();
        freeze.SetVault(false, FreezeWorld.Policy("get", "encrypt", "decrypt"),
            FreezeWorld.Policy("get", "wrapKey", "unwrapKey") with { ObjectId = "a-disk" },
            FreezeWorld.Policy("Sign") with { ObjectId = "a-signer" },
            FreezeWorld.Policy("decrypt") with { ObjectId = "a-user", ApplicationId = "an-app" },
            FreezeWorld.Policy("get", "list", "create") with { ObjectId = "a-reader" },
            FreezeWorld.Policy("all") with { ObjectId = Caller });

        // The caller is one of them, and is not listed.
        Assert.Equal(
            $"everything else that uses the key atlas-cmk of the vault kv-atlas, to which these have access: {FakeEntra.Atlas.ObjectId.ToUpperInvariant()} (encrypt decrypt), "
            + "a-disk (wrapKey unwrapKey), a-signer (sign), a-user (decrypt through application an-app); one of them is Atlas",
            AlsoStops(Unnamed(freeze)).Replace(FakeEntra.Atlas.ObjectId, FakeEntra.Atlas.ObjectId.ToUpperInvariant(), StringComparison.Ordinal));
    }

    private static FreezeWorld Unnamed(FreezeWorld freeze)
    {
        freeze.IsAtlasNamed = false;
        return freeze;
    }

    [Fact]
    public void If_Atlas_is_known_a_single_other_user_is_named()
    {
        var freeze = new FreezeWorld();
        freeze.SetVault(false, FreezeWorld.Policy("get", "encrypt", "decrypt"), FreezeWorld.Policy("unwrapKey") with { ObjectId = "a-disk" });
        Assert.EndsWith("to which these have access: a-disk (unwrapKey)", AlsoStops(freeze), StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_signs_in_with_a_role_shows_which_identity_is_Atlas()
    {
        var freeze = Unnamed(new FreezeWorld());
        freeze.World.Atlas.Encryption.Set(Given.EncryptionByRole());
        freeze.World.Atlas.Principals.Add(Given.Principal());
        freeze.SetVault(false, FreezeWorld.Policy("decrypt") with { ObjectId = Given.PrincipalRequest.ServicePrincipalId }, FreezeWorld.Policy("unwrapKey") with { ObjectId = "a-disk" });
        Assert.EndsWith("to which these have access: a-disk (unwrapKey)", AlsoStops(freeze), StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_user_of_the_key_is_Atlas() => Assert.Equal("", AlsoStops(Unnamed(new FreezeWorld())));

    [Fact]
    public void With_Azure_RBAC_a_role_at_the_key_the_vault_or_above_counts_as_use()
    {
        var freeze = OfRoles(
            Somebody(11, "a-disk", s_key, "service"),
            Somebody(12, "admins", $"/subscriptions/{Given.Subscription}") with { PrincipalType = "Group" },
            Somebody(13, "a-reader", Given.Vault.ResourceId, "reader"),
            Somebody(14, "elsewhere", $"{Given.Vault.ResourceId}/keys/other"),
            Somebody(15, Caller, Given.Vault.ResourceId));

        Assert.Equal(
            "everything else that uses the key atlas-cmk of the vault kv-atlas, to which these have access: "
            + "a-disk (Key Vault Crypto Service Encryption User), admins (Group, Key Vault Crypto User)",
            AlsoStops(freeze));
    }

    [Fact]
    public void Access_policies_of_a_vault_with_Azure_RBAC_name_no_users()
    {
        var freeze = OfRoles();
        freeze.SetVault(true, FreezeWorld.Policy("all") with { ObjectId = "left-over-1" }, FreezeWorld.Policy("all") with { ObjectId = "left-over-2" });
        Assert.Equal("", AlsoStops(freeze));
    }

    [Fact]
    public void With_an_unreadable_role_the_users_of_the_key_are_unknown()
    {
        var freeze = OfRoles(Somebody(11, "somebody", s_key, "vanished"));
        var e = Assert.ThrowsAny<AtlasCmkException>(() => freeze.Revoke(KeyAccessMethod.KeyVersion));
        Assert.Equal("ImpactUnknown", e.ErrorId);
        Assert.Contains("who else uses the key atlas-cmk in the vault kv-atlas: Azure refused to read the role", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, KeyAccessMethod.KeyVersion, Given.Key, "to which these have access: a-disk (unwrapKey)")]
    [InlineData(true, KeyAccessMethod.KeyVersion, Given.Key, "to which these have access: a-disk (Key Vault Crypto User)")]
    [InlineData(false, KeyAccessMethod.AccessPolicy, Given.Key, "the other keys of the vault kv-atlas: second")]
    [InlineData(false, KeyAccessMethod.AccessPolicy, null, "the keys of the vault kv-atlas: atlas-cmk, second")]
    public void Without_Atlas_others_are_still_named(bool usesRoles, KeyAccessMethod method, string? key, string named)
    {
        var freeze = usesRoles ? OfRoles(Somebody(11, "a-disk", s_key)) : new FreezeWorld();
        freeze.SetVault(usesRoles, FreezeWorld.Policy("get", "encrypt", "decrypt"), FreezeWorld.Policy("unwrapKey") with { ObjectId = "a-disk" });
        freeze.World.KeyVault.KeyVersions.Set([.. freeze.World.KeyVault.KeyVersions.Now, Given.KeyVersion(KeyOfAnother, freeze.World.Time.GetUtcNow())]);

        freeze.RevokeWithoutAtlas(method, key: key);

        Assert.Contains(freeze.Evidence, e => e.Event == KeyAccessEvent.AlsoStops && e.Detail.EndsWith(named, StringComparison.Ordinal));
        Assert.Equal("Atlas was not asked", freeze.Evidence.Single(e => e.Event == KeyAccessEvent.ImpactUnknown).Detail);
        Assert.DoesNotContain(freeze.World.Journal, e => e.StartsWith("GET groups", StringComparison.Ordinal) || e is "GET encryptionAtRest" or "GET clusters");
    }

    [Theory]
    [InlineData("GET kv-atlas/keys", "which keys Atlas's identity loses in the vault kv-atlas: The vault is closed.")]
    public void Keys_that_cannot_be_listed_leave_open_what_stops(string request, string reason)
    {
        var freeze = new FreezeWorld();
        freeze.World.Keys.OnArrival = r => _ = r == request
            ? throw new AzureApiException(AzureErrorCodes.Find("ForbiddenByConnection")!, "The vault is closed.", "", null, 403, "Forbidden", "ForbiddenByConnection") : 0;

        var e = Assert.ThrowsAny<AtlasCmkException>(() => freeze.Revoke(KeyAccessMethod.AccessPolicy));

        Assert.Equal("ImpactUnknown", e.ErrorId);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
        Assert.Empty(freeze.World.Answers.Questions);
        freeze.Revoke(KeyAccessMethod.AccessPolicy, force: true);
        Assert.Equal(["orders", "ledger"], freeze.World.Records.Files[FreezeWorld.Path].RunningClusters);
    }
}
