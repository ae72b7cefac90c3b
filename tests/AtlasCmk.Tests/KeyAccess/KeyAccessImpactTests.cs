using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>What a freeze reports to stop, and what happens if more than the target stops, or if that is unknown.</summary>
public sealed class KeyAccessImpactTests
{
    private const string KeyOfAnother = "https://kv-atlas.vault.azure.net/keys/second/0123456789abcdef0123456789abcdef";

    private readonly FreezeWorld _freeze = new();

    private World World => _freeze.World;

    private void GivenSharer(string key, string client = Given.Client)
    {
        World.KeyVault.KeyVersions.Set([.. World.KeyVault.KeyVersions.Now, .. new[] { KeyOfAnother, Given.OtherKey }.Select(k => Given.KeyVersion(k, World.Time.GetUtcNow().AddDays(-50)))]);
        _freeze.GivenProject(FreezeWorld.Other, "billing", FreezeWorld.Elsewhere(key, client), Given.Cluster("invoices", "AZURE"));
    }

    [Theory]
    [InlineData(KeyAccessMethod.KeyVersion, Given.Key, "the same version")]
    [InlineData(KeyAccessMethod.AccessPolicy, Given.Key, "the same vault with the same identity")]
    [InlineData(KeyAccessMethod.AccessPolicy, KeyOfAnother, "the same vault with the same identity")]
    public void Another_project_that_shares_what_is_taken_is_named_and_asked_about_once_more(KeyAccessMethod method, string key, string why)
    {
        GivenSharer(key);
        World.Answers.ToSecond = false;

        _freeze.Revoke(method);

        Assert.Equal(2, World.Answers.Questions.Count);
        Assert.Contains($"project billing ({FreezeWorld.Other}), which uses {why}", World.Answers.Questions[1], StringComparison.Ordinal);
        Assert.Contains("with its cluster invoices", World.Log.Warnings[0], StringComparison.Ordinal);
        Assert.Empty(World.Records.Files);
    }

    /// <summary>Another project can have any settings; the freeze must still work.</summary>
    [Fact]
    public void A_sharing_project_with_an_unreadable_key_is_unknown_and_does_not_prevent_a_freeze()
    {
        GivenSharer("not a key");

        Assert.Equal("ImpactUnknown", Assert.Throws<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.AccessPolicy)).ErrorId);
        _freeze.Revoke(KeyAccessMethod.AccessPolicy, force: true);

        Assert.Single(World.Records.Files);
    }

    [Theory]
    [InlineData(KeyAccessMethod.KeyVersion, KeyOfAnother, Given.Client)]
    [InlineData(KeyAccessMethod.AccessPolicy, Given.Key, "b1e2c3d4-0000-4000-8000-0000000000ff")]
    public void A_project_with_a_different_version_or_identity_is_not_affected(KeyAccessMethod method, string key, string client)
    {
        GivenSharer(key, client);
        World.Answers.ToSecond = false;

        _freeze.Revoke(method);

        Assert.DoesNotContain("billing", string.Concat([.. World.Answers.Questions, .. World.Log.Warnings]), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_keys_of_the_vault_are_lost_with_the_identitys_rights_and_not_with_a_version()
    {
        World.KeyVault.KeyVersions.Set([.. World.KeyVault.KeyVersions.Now, Given.KeyVersion(KeyOfAnother, World.Time.GetUtcNow())]);

        _freeze.Revoke(KeyAccessMethod.KeyVersion, path: "/1");
        Assert.Single(World.Answers.Questions);

        World.KeyVault.KeyVersions.Set([.. World.KeyVault.KeyVersions.Now.Select(v => v with { Enabled = true })]);
        _freeze.Revoke(KeyAccessMethod.AccessPolicy, path: "/2");
        Assert.Contains("the other keys of the vault kv-atlas: second", World.Answers.Questions[2], StringComparison.Ordinal);
        Assert.Contains(_freeze.Evidence, e => e.Event == KeyAccessEvent.AlsoStops && e.Detail.Contains("second", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_impact_is_refused_and_with_Force_becomes_a_warning()
    {
        World.Atlas.OnTheWay = () => World.Journal[^1].EndsWith("/snapshots", StringComparison.Ordinal) ? throw Given.Refusal("GET", 500, "UNEXPECTED_ERROR") : Task.CompletedTask;

        var e = Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.KeyVersion));
        Assert.Equal("ImpactUnknown", e.ErrorId);
        Assert.Contains("cluster orders of project", e.Message, StringComparison.Ordinal);
        Assert.Contains("-Force", e.Remedy, StringComparison.Ordinal);
        Assert.Empty(World.Answers.Questions);
        Assert.True(_freeze.IsEnabled);

        _freeze.Revoke(KeyAccessMethod.KeyVersion, force: true);
        Assert.False(_freeze.IsEnabled);
        Assert.Contains(_freeze.Evidence, v => v.Event == KeyAccessEvent.ImpactUnknown);
        Assert.Equal(["orders", "ledger"], World.Records.Files[FreezeWorld.Path].RunningClusters);
    }

    /// <summary>One failure does not throw away what else was read.</summary>
    [Theory]
    [InlineData("GET kv-atlas/keys/atlas-cmk/versions", "no versions today")]
    [InlineData("GET kv-atlas/keys", "no keys today")]
    public void Known_facts_are_kept_beside_unknown_ones(string request, string reason)
    {
        var failure = new AzureApiException(AzureErrors.AzureServerError, reason, "", null, 500, null);
        World.KeyVault.OnTheWay = () => World.Journal[^1] == request ? throw failure : Task.CompletedTask;
        World.Keys.OnArrival = r => _ = r == request ? throw failure : 0;

        var e = Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.AccessPolicy));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);

        _freeze.Revoke(KeyAccessMethod.AccessPolicy, force: true);
        Assert.Contains("These clusters will stop: orders (M10), ledger (M30).", World.Log.Warnings.First(w => w.Contains("About to freeze", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(["orders", "ledger"], World.Records.Files[FreezeWorld.Path].RunningClusters);
    }

    [Fact]
    public void Clusters_that_cannot_be_listed_are_unknown_in_the_record_and_the_rest_is_reported()
    {
        World.Atlas.Snapshots.Set([new("1", "orders") { CreatedAt = World.Time.GetUtcNow().AddDays(-1), Status = "completed" }]);
        var lists = 0;
        World.Atlas.OnTheWay = () => World.Journal[^1] == "GET clusters" && lists++ == 0 ? throw Given.Refusal("GET", 500, "UNEXPECTED_ERROR") : Task.CompletedTask;

        _freeze.Revoke(KeyAccessMethod.KeyVersion, force: true);

        Assert.Null(World.Records.Files[FreezeWorld.Path].RunningClusters);
        Assert.Contains("BackupsLocked orders", _freeze.Events);
        Assert.Contains(_freeze.Evidence, e => e.Event == KeyAccessEvent.ImpactUnknown);
    }

    /// <summary>One freeze on top of another: what the first one stopped does not count as never having run.</summary>
    [Fact]
    public void A_paused_cluster_under_an_invalid_key_may_have_run_before()
    {
        World.Atlas.Encryption.Set(Given.Encryption(false));
        World.Atlas.Clusters.Set([.. World.Atlas.Clusters.Now.Select(c => c with { Paused = c.Name != "ledger" })]);

        _freeze.Revoke(KeyAccessMethod.AccessPolicy);

        Assert.Null(World.Records.Files[FreezeWorld.Path].RunningClusters);
        Assert.Contains("The key is already invalid. These clusters are paused, perhaps because of that: orders (M10).", World.Log.Warnings[0], StringComparison.Ordinal);
        World.Atlas.Encryption.Set(Given.Encryption(false)).After(60, Given.Encryption());
        _freeze.Grant(wait: 600);
        Assert.Equal("the key is valid; it is unknown which clusters ran before", _freeze.Evidence[^1].Detail);
    }

    [Fact]
    public void If_projects_cannot_be_listed_it_is_unknown_which_share_the_key()
    {
        World.Atlas.OnTheWay = () => World.Journal[^1] == "GET groups" ? throw Given.Refusal("GET", 500, "UNEXPECTED_ERROR") : Task.CompletedTask;
        Assert.Equal("ImpactUnknown", Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.KeyVersion)).ErrorId);
    }

    [Fact]
    public void A_project_whose_settings_cannot_be_read_leaves_open_whether_it_shares_the_key()
    {
        _freeze.GivenProject(FreezeWorld.Other, "billing", FreezeWorld.Elsewhere(Given.Key));
        World.Atlas.OnTheWay = () => World.Count("GET encryptionAtRest") == 3 ? throw Given.Refusal("GET", 403, "ACCESS_FORBIDDEN") : Task.CompletedTask;
        var e = Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.KeyVersion));
        Assert.Equal("ImpactUnknown", e.ErrorId);
        Assert.Contains($"project {FreezeWorld.Other}: it could not be read", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_Atlas_it_takes_Force_and_nothing_is_asked_of_it()
    {
        Assert.Equal("ImpactUnknown", Assert.ThrowsAny<AtlasCmkException>(() => _freeze.RevokeWithoutAtlas(KeyAccessMethod.KeyVersion, force: false)).ErrorId);

        _freeze.RevokeWithoutAtlas(KeyAccessMethod.KeyVersion);

        Assert.False(_freeze.IsEnabled);
        Assert.DoesNotContain(World.Journal, e => e.StartsWith("GET groups", StringComparison.Ordinal) || e is "GET encryptionAtRest" or "GET clusters");
        Assert.Equal("key vault kv-atlas", World.Answers.Questions[0].Split(" / ")[1]);
        Assert.Null(World.Records.Files[FreezeWorld.Path].RunningClusters);
    }

    [Fact]
    public void Without_Atlas_a_version_of_the_vault_must_be_named()
    {
        Assert.Equal("VersionNotNamed", Assert.ThrowsAny<AtlasCmkException>(() => _freeze.RevokeWithoutAtlas(KeyAccessMethod.KeyVersion, key: null)).ErrorId);
        Assert.Equal("KeyOfAnotherVault", Assert.ThrowsAny<AtlasCmkException>(() =>
            _freeze.RevokeWithoutAtlas(KeyAccessMethod.KeyVersion, key: Given.Key.Replace("kv-atlas", "kv-other", StringComparison.Ordinal))).ErrorId);
        _freeze.RevokeWithoutAtlas(KeyAccessMethod.AccessPolicy, key: null);
        Assert.Equal(["wrapKey"], World.KeyVault.Settings.Now!.AccessPolicies[0].KeyPermissions);
    }

    /// <summary>The clusters are listed twice, and the lists may differ.</summary>
    [Fact]
    public void A_cluster_that_only_one_of_two_lists_has_is_not_passed_over()
    {
        var freeze = new FreezeWorld();
        var whole = freeze.World.Atlas.Clusters.Now;
        var lists = 0;
        freeze.World.Atlas.OnTheWay = () =>
        {
            if (freeze.World.Journal[^1] == "GET clusters")
            {
                freeze.World.Atlas.Clusters.Set(lists++ == 0 ? [.. whole.Where(c => c.Name != "ledger")] : whole);
            }

            return Task.CompletedTask;
        };

        var e = Assert.ThrowsAny<AtlasCmkException>(() => freeze.Revoke(KeyAccessMethod.KeyVersion));

        Assert.Equal("ImpactUnknown", e.ErrorId);
        Assert.Contains("ledger", e.Message, StringComparison.Ordinal);
    }
}
