using AtlasCmk.Clients;
using AtlasCmk.Tests.Fakes;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

public sealed class GrantKeyAccessTests
{
    private static readonly string[] s_permissions = ["Get", "encrypt", "Decrypt", "all", "wrapKey", "list", "unwrapKey", "sign"];

    private static AtlasCmkException Refusal(Action work) => Assert.ThrowsAny<AtlasCmkException>(work);

    /// <summary>Any rights, and an interruption after any change, with the command run again: in the end all is as it was.</summary>
    [Fact]
    public void A_thaw_gives_back_the_rights_that_a_freeze_found_and_no_others() =>
        Gen.Select(Gen.Enum<KeyAccessMethod>(), Gen.OneOfConst(s_permissions).Array[1, 8], Gen.Int[0, 7], Gen.Int[0, 3], Gen.Int[0, 3]).Sample((method, permissions, roles, stopsRevoke, stopsGrant) =>
        {
            var freeze = new FreezeWorld(method == KeyAccessMethod.RoleAssignment);
            freeze.SetVault(method == KeyAccessMethod.RoleAssignment, FreezeWorld.Policy([.. permissions.Distinct()]), FreezeWorld.Policy("get", "decrypt") with { ObjectId = "somebody" });
            freeze.World.KeyVault.RoleAssignments.Set(
            [
                FreezeWorld.Role(1, $"/subscriptions/{Given.Subscription}", "reader"),
                .. Enumerable.Range(0, 3).Where(bit => (roles >> bit & 1) == 1).Select(bit => bit == 2
                    ? FreezeWorld.Role(9, Given.Vault.ResourceId) with { Condition = "@Resource[x]", ConditionVersion = "2.0", Description = "for Atlas",
                    DelegatedManagedIdentityResourceId = "/subscriptions/msp/identities/m" }
                    : FreezeWorld.Role(bit + 2, bit == 0 ? $"{Given.Vault.ResourceId}/keys/atlas-cmk" : $"{Given.Vault.ResourceId}/keys/other")),
            ]);
            var before = freeze.Rights;
            var held = Hold(freeze, method);
            if (held.Count == 0)
            {
                return Refusal(() => freeze.Revoke(method)).ErrorId == "NothingToRevoke" && freeze.Rights == before;
            }

            Interrupted(freeze, stopsRevoke, () => freeze.Revoke(method));
            var frozen = Hold(freeze, method).Count == 0 && freeze.Rights != before;
            Interrupted(freeze, stopsGrant, () => freeze.Grant());
            return frozen && freeze.Rights == before;
        }, iter: 300);

    private static IReadOnlyList<KeyGrant> Hold(FreezeWorld freeze, KeyAccessMethod method) => freeze.World.Run(() =>
        new AzureKeyAccess(freeze.Azure, null)
            .FindAsync(new(method, Given.Vault) { Key = KeyIdentifierReading.Parse(Given.Key), ObjectId = FakeEntra.Atlas.ObjectId }));

    /// <summary>The first so many changes are refused by Azure; each time the command is run again.</summary>
    private static void Interrupted(FreezeWorld freeze, int times, Action run)
    {
        var left = times;
        freeze.World.KeyVault.OnRights = Refuse;
        freeze.World.Keys.OnArrival = request =>
        {
            if (request.StartsWith("PATCH", StringComparison.Ordinal))
            {
                Refuse(request);
            }
        };
        while (left > 0)
        {
            Assert.Equal("AzureServerError", Refusal(run).ErrorId);
        }

        run();

        void Refuse(string request)
        {
            if (left-- > 0)
            {
                throw AzureFailures.From(new("PUT", request, "change it", "write"), 500, null);
            }
        }
    }

    [Theory]
    [InlineData(KeyAccessMethod.KeyVersion)]
    [InlineData(KeyAccessMethod.AccessPolicy)]
    public void An_interrupted_freeze_continues_with_the_same_record(KeyAccessMethod method)
    {
        var freeze = new FreezeWorld();
        freeze.World.KeyVault.OnRights = freeze.World.Keys.OnArrival = r => _ = r.StartsWith('P') ? throw Given.Loss() : 0;
        var e = Refusal(() => freeze.Revoke(method));
        Assert.Contains($"Grant-AtlasKeyAccess -RecordPath '{FreezeWorld.Path}'", e.Remedy, StringComparison.Ordinal);
        var record = freeze.World.Records.Files[FreezeWorld.Path];

        freeze.World.KeyVault.OnRights = freeze.World.Keys.OnArrival = _ => { };
        freeze.Revoke(method);

        Assert.Same(record, freeze.World.Records.Files[FreezeWorld.Path]);
        Assert.Equal(1, freeze.World.Count("write"));
        Assert.Equal(1, freeze.Evidence.Count(v => v.Event == KeyAccessEvent.Taken));
    }

    [Fact]
    public void A_freeze_that_is_done_sends_nothing_more()
    {
        var freeze = new FreezeWorld();
        freeze.Revoke(KeyAccessMethod.KeyVersion);
        freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.Equal(1, freeze.World.Count("PATCH"));
        Assert.Single(freeze.World.Answers.Questions);
        Assert.Equal("AlreadyTaken atlas-cmk/0123456789abcdef0123456789abcdef", freeze.Events.Last());
    }

    [Fact]
    public void A_record_of_another_target_is_never_continued_or_overwritten()
    {
        var freeze = new FreezeWorld();
        freeze.Revoke(KeyAccessMethod.KeyVersion);
        freeze.Grant();
        var record = freeze.World.Records.Files[FreezeWorld.Path];

        Assert.Equal("RecordOfAnother", Refusal(() => freeze.Revoke(KeyAccessMethod.AccessPolicy)).ErrorId);
        Assert.Equal("RecordOfAnother", Refusal(() => freeze.RevokeWithoutAtlas(KeyAccessMethod.KeyVersion)).ErrorId);
        freeze.World.KeyVault.KeyVersions.Set([.. freeze.World.KeyVault.KeyVersions.Now, Given.KeyVersion(Given.OtherKey, freeze.World.Time.GetUtcNow())]);
        freeze.World.Atlas.Encryption.Set(Given.Encryption(key: Given.OtherKey));
        Assert.Equal("RecordOfAnother", Refusal(() => freeze.Revoke(KeyAccessMethod.KeyVersion)).ErrorId);

        Assert.Same(record, freeze.World.Records.Files[FreezeWorld.Path]);
    }

    [Fact]
    public void Access_that_came_after_the_record_is_not_taken_by_it()
    {
        var freeze = new FreezeWorld();
        freeze.Revoke(KeyAccessMethod.AccessPolicy);
        freeze.SetVault(false, FreezeWorld.Policy("get", "all"));

        var e = Refusal(() => freeze.Revoke(KeyAccessMethod.AccessPolicy));

        Assert.Equal("RecordOutdated", e.ErrorId);
        Assert.Contains("(all)", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_thaw_may_be_run_again_and_leaves_what_is_there()
    {
        var freeze = new FreezeWorld();
        freeze.Revoke(KeyAccessMethod.AccessPolicy);
        freeze.SetVault(false, FreezeWorld.Policy("wrapKey", "GET"));
        freeze.Grant();
        freeze.Grant();

        Assert.Equal(1, freeze.World.Count("PUT kv-atlas/accessPolicies/add"));
        Assert.Equal(["decrypt", "encrypt", "GET", "wrapKey"], freeze.World.KeyVault.Settings.Now!.AccessPolicies[0].KeyPermissions.Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal(["AlreadyGiven get", "Given encrypt, decrypt", "AlreadyGiven get, encrypt, decrypt"],
            freeze.Evidence.Where(e => e.Event.EndsWith("Given", StringComparison.Ordinal)).Select(e => $"{e.Event} {e.Detail.Split(';')[0]}"));
        Assert.Contains(freeze.World.Log.Warnings, w => w.StartsWith("A grant in Azure takes some minutes to work", StringComparison.Ordinal));
    }

    [Fact]
    public void A_role_that_was_given_back_meanwhile_is_not_a_failure()
    {
        var freeze = new FreezeWorld(usesRoles: true);
        freeze.Revoke(KeyAccessMethod.RoleAssignment);
        var role = FreezeWorld.Role(1, Given.Vault.ResourceId);
        freeze.World.Answers.Meanwhile = () => freeze.World.KeyVault.RoleAssignments.Set([.. freeze.World.KeyVault.RoleAssignments.Now, role with { Id = $"{role.Id}0" }]);

        freeze.Grant();

        Assert.Equal(2, freeze.World.KeyVault.RoleAssignments.Now.Count);
    }

    [Fact]
    public void A_role_that_exists_with_another_condition_is_an_error_that_names_both()
    {
        var freeze = new FreezeWorld(usesRoles: true);
        freeze.Revoke(KeyAccessMethod.RoleAssignment);
        var role = FreezeWorld.Role(7, Given.Vault.ResourceId) with { Condition = "@Resource[narrow]" };
        freeze.World.KeyVault.RoleAssignments.Set([.. freeze.World.KeyVault.RoleAssignments.Now, role]);

        var e = Refusal(() => freeze.Grant());

        Assert.Equal("RoleDiffers", e.ErrorId);
        Assert.All(new[] { role.Id, "the condition @Resource[narrow]", "no condition" }, part => Assert.Contains(part, e.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(freeze.Evidence, v => v.Event == KeyAccessEvent.Given);
    }

    [Fact]
    public void The_question_and_the_evidence_name_the_role_and_its_principal()
    {
        var freeze = new FreezeWorld(usesRoles: true);
        freeze.Revoke(KeyAccessMethod.RoleAssignment);
        var record = freeze.World.Records.Files[FreezeWorld.Path];
        freeze.World.Records.Files[FreezeWorld.Path] = record with { Taken = [.. record.Taken.OfType<AssignedRole>().Select(r => r with { RoleName = "Harmless" })] };

        freeze.Grant();

        var named = $"Key Vault Crypto User for {FakeEntra.Atlas.ObjectId} at vaults/kv-atlas";
        Assert.Contains(named, freeze.World.Answers.Questions[^1], StringComparison.Ordinal);
        Assert.StartsWith(named, freeze.Evidence[^1].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("reader", "RoleNotOfKeys")]
    [InlineData("owner", "RoleNotOfKeys")]
    [InlineData("broad", "RoleTooBroad")]
    [InlineData("admin", null)]
    public void A_role_that_no_freeze_takes_is_not_given(string role, string? errorId)
    {
        var freeze = new FreezeWorld(usesRoles: true);
        freeze.World.KeyVault.RoleDefinitions.AddRange(
        [
            new("owner", "Owner", [new(["*"], [], [], [])]),
            new("broad", "Broad", [new(["*"], [], ["Microsoft.KeyVault/vaults/keys/*"], [])]),
            new("admin", "Key Vault Administrator", [new(["Microsoft.Authorization/*/read", "Microsoft.KeyVault/vaults/*/read"], [], ["Microsoft.KeyVault/vaults/*"], [])]),
        ]);
        freeze.Revoke(KeyAccessMethod.RoleAssignment);
        var record = freeze.World.Records.Files[FreezeWorld.Path];
        freeze.World.Records.Files[FreezeWorld.Path] = record with { Taken = [new AssignedRole(FreezeWorld.Role(1, Given.Vault.ResourceId, role))] };

        if (errorId is null)
        {
            freeze.Grant();
            Assert.Equal(1, freeze.World.Count("PUT"));
            return;
        }

        Assert.Equal(errorId, Refusal(() => freeze.Grant()).ErrorId);
        Assert.Equal(0, freeze.World.Count("PUT"));
        Assert.Single(freeze.World.Answers.Questions);
    }

    [Theory]
    [InlineData(KeyAccessMethod.AccessPolicy, true)]
    [InlineData(KeyAccessMethod.RoleAssignment, false)]
    public void A_grant_that_the_vault_no_longer_uses_is_not_reported_as_given(KeyAccessMethod method, bool usesRoles)
    {
        var freeze = new FreezeWorld(usesRoles: !usesRoles);
        freeze.Revoke(method);
        freeze.World.KeyVault.Settings.Set(freeze.World.KeyVault.Settings.Now! with { UsesRoles = usesRoles });

        var e = Refusal(() => freeze.Grant());

        Assert.Equal("MethodDoesNotFit", e.ErrorId);
        Assert.Contains("Nothing was given", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(freeze.Evidence, v => v.Event == KeyAccessEvent.Given);
    }

    /// <summary>A thaw waits for the clusters of its record.</summary>
    [Fact]
    public void A_second_freeze_with_more_clusters_needs_a_new_record()
    {
        var freeze = new FreezeWorld();
        var clusters = freeze.World.Atlas.Clusters.Now;
        freeze.World.Atlas.Clusters.Set([.. clusters.Where(c => c.Name != "ledger")]);
        freeze.Revoke(KeyAccessMethod.KeyVersion);
        freeze.Grant();
        freeze.Revoke(KeyAccessMethod.KeyVersion);
        freeze.Grant();
        freeze.World.Atlas.Clusters.Set(clusters);
        var questions = freeze.World.Answers.Questions.Count;

        var e = Refusal(() => freeze.Revoke(KeyAccessMethod.KeyVersion));

        Assert.Equal("RecordOutdated", e.ErrorId);
        Assert.Contains("ledger", e.Message, StringComparison.Ordinal);
        Assert.Contains("another -RecordPath", e.Remedy, StringComparison.Ordinal);
        Assert.True(freeze.IsEnabled);
        Assert.Equal(questions, freeze.World.Answers.Questions.Count);
        freeze.Revoke(KeyAccessMethod.KeyVersion, path: "/2");
        Assert.Equal(["orders", "ledger"], freeze.World.Records.Files["/2"].RunningClusters);
    }

    [Fact]
    public void Declining_the_wait_emits_no_evidence()
    {
        var freeze = new FreezeWorld();
        freeze.Revoke(KeyAccessMethod.KeyVersion);
        var told = freeze.Evidence.Count;
        freeze.World.Answers.ToFirst = false;
        freeze.Revoke(KeyAccessMethod.KeyVersion, wait: 60);
        Assert.Equal(told, freeze.Evidence.Count);
    }

    [Fact]
    public void A_role_with_another_condition_is_not_the_one_that_was_taken()
    {
        var (plain, conditional) = (FreezeWorld.Role(1, Given.Vault.ResourceId), FreezeWorld.Role(2, Given.Vault.ResourceId) with { Condition = "@Resource[x]" });
        Assert.Single(KeyGrant.Beyond([new AssignedRole(plain)], [new AssignedRole(conditional)]));
        Assert.Empty(KeyGrant.Beyond([new AssignedRole(conditional)], [new AssignedRole(conditional with { Id = plain.Id })]));
    }

    [Fact]
    public void A_withdrawn_version_is_reported()
    {
        var freeze = new FreezeWorld();
        freeze.Revoke(KeyAccessMethod.KeyVersion);
        freeze.World.KeyVault.KeyVersions.Set([]);
        Assert.Equal("KeyVersionUnknown", Refusal(() => freeze.Grant()).ErrorId);
    }
}
