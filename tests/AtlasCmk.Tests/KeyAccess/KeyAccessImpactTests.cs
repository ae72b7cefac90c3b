using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>What is told to stop, and what comes of it that more does than was asked for, or that it cannot be told.</summary>
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
    [InlineData(KeyAccessMethod.AccessPolicy, Given.Key, "the same vault as the same identity")]
    [InlineData(KeyAccessMethod.AccessPolicy, KeyOfAnother, "the same vault as the same identity")]
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

    /// <summary>What a neighbour is set to may be anything; the brake has to work all the same.</summary>
    [Fact]
    public void A_sharer_whose_key_makes_no_sense_is_unknown_and_keeps_nobody_from_freezing()
    {
        GivenSharer("not a key");

        Assert.Equal("ImpactUnknown", Assert.Throws<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.AccessPolicy)).ErrorId);
        _freeze.Revoke(KeyAccessMethod.AccessPolicy, force: true);

        Assert.Single(World.Records.Files);
    }

    [Theory]
    [InlineData(KeyAccessMethod.KeyVersion, KeyOfAnother, Given.Client)]
    [InlineData(KeyAccessMethod.AccessPolicy, Given.Key, "b1e2c3d4-0000-4000-8000-0000000000ff")]
    public void A_project_that_has_a_version_or_an_identity_of_its_own_is_not(KeyAccessMethod method, string key, string client)
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
        Assert.Contains("the other keys of the vault kv-atlas for: second", World.Answers.Questions[2], StringComparison.Ordinal);
        Assert.Contains(_freeze.Evidence, e => e.Event == KeyAccessEvent.AlsoStops && e.Detail.Contains("second", StringComparison.Ordinal));
    }

    [Fact]
    public void What_cannot_be_told_is_refused_and_with_Force_said_and_gone_on_with()
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
    public void What_is_known_is_kept_beside_what_is_not(string request, string reason)
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
    public void Clusters_that_cannot_be_listed_are_unknown_in_the_record_and_the_rest_is_told()
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
    public void What_is_paused_under_a_key_that_is_not_valid_already_may_have_run_before()
    {
        World.Atlas.Encryption.Set(Given.Encryption(false));
        World.Atlas.Clusters.Set([.. World.Atlas.Clusters.Now.Select(c => c with { Paused = c.Name != "ledger" })]);

        _freeze.Revoke(KeyAccessMethod.AccessPolicy);

        Assert.Null(World.Records.Files[FreezeWorld.Path].RunningClusters);
        Assert.Contains("The key is not valid already, and these clusters are paused, perhaps for that: orders (M10).", World.Log.Warnings[0], StringComparison.Ordinal);
        World.Atlas.Encryption.Set(Given.Encryption(false)).After(60, Given.Encryption());
        _freeze.Grant(wait: 600);
        Assert.Equal("the key is valid; which clusters ran before is not known", _freeze.Evidence[^1].Detail);
    }

    [Fact]
    public void Projects_that_cannot_be_listed_leave_open_who_shares_the_key()
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
    public void Without_Atlas_a_version_has_to_be_named_and_be_of_the_vault()
    {
        Assert.Equal("VersionNotNamed", Assert.ThrowsAny<AtlasCmkException>(() => _freeze.RevokeWithoutAtlas(KeyAccessMethod.KeyVersion, key: null)).ErrorId);
        Assert.Equal("KeyOfAnotherVault", Assert.ThrowsAny<AtlasCmkException>(() => _freeze.RevokeWithoutAtlas(KeyAccessMethod.KeyVersion, key: Given.Key.Replace("kv-atlas", "kv-other", StringComparison.Ordinal))).ErrorId);
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
