using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>Missing data in Azure's answers count neither as held nor as taken.</summary>
public sealed class UnclearAnswerTests
{
    private readonly FreezeWorld _freeze = new();

    private AtlasCmkException Refused(Action what)
    {
        var before = _freeze.Rights;
        var e = Assert.Throws<AtlasCmkException>(what);
        Assert.Equal(before, _freeze.Rights);
        return e;
    }

    [Fact]
    public void A_vault_that_does_not_show_its_policies_is_not_frozen_by_them()
    {
        _freeze.World.KeyVault.Settings.Set(_freeze.World.KeyVault.Settings.Now! with { AccessPolicies = [], AccessGap = "Azure does not say which" });
        Assert.Equal("VaultAccessUnknown", Refused(() => _freeze.Revoke(KeyAccessMethod.AccessPolicy)).ErrorId);
    }

    [Fact]
    public void The_other_users_of_a_version_are_then_unknown()
    {
        _freeze.World.KeyVault.Settings.Set(_freeze.World.KeyVault.Settings.Now! with { AccessPolicies = [], AccessGap = "Azure does not say which" });
        var e = Refused(() => _freeze.Revoke(KeyAccessMethod.KeyVersion));
        Assert.Equal(("ImpactUnknown", true), (e.ErrorId, e.Message.Contains("Azure does not say which", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("OCI")]
    [InlineData("azure")]
    [InlineData("")]
    public void A_cluster_whose_key_provider_is_not_known_may_stop_too(string provider)
    {
        _freeze.World.Atlas.Clusters.Set([.. _freeze.World.Atlas.Clusters.Now, Given.Cluster("odd", provider)]);
        var e = Refused(() => _freeze.Revoke(KeyAccessMethod.KeyVersion));
        Assert.Equal(("ImpactUnknown", true), (e.ErrorId, e.Message.Contains("whether cluster odd uses the key", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_version_of_which_Azure_does_not_say_whether_it_is_enabled_is_not_frozen()
    {
        _freeze.World.KeyVault.KeyVersions.Set([_freeze.World.KeyVault.KeyVersions.Now[0] with { Enabled = null }]);
        Assert.Equal("KeyVersionStateUnknown", Refused(() => _freeze.Revoke(KeyAccessMethod.KeyVersion)).ErrorId);
    }

    [Fact]
    public void It_is_not_reported_as_thawed()
    {
        _freeze.Revoke(KeyAccessMethod.KeyVersion);
        _freeze.World.KeyVault.KeyVersions.Set([_freeze.World.KeyVault.KeyVersions.Now[0] with { Enabled = null }]);
        Assert.Equal("KeyVersionStateUnknown", Assert.Throws<AtlasCmkException>(() => _freeze.Grant()).ErrorId);
    }
}
