using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>A freeze reports what it cannot see, before the question.</summary>
public sealed class HiddenAccessTests
{
    private const string Group = "b1e2c3d4-0000-4000-8000-0000000000dd";

    [Fact]
    public void Another_policy_may_be_a_group_of_Atlas_s_identity()
    {
        var freeze = new FreezeWorld();
        freeze.SetVault(false, FreezeWorld.Policy("get", "encrypt", "decrypt"), FreezeWorld.Policy("Decrypt") with { ObjectId = Group }, FreezeWorld.Policy("list") with { ObjectId = "lister" });

        freeze.Revoke(KeyAccessMethod.AccessPolicy);

        var warning = Assert.Single(freeze.World.Log.Warnings, w => w.Contains("group", StringComparison.Ordinal));
        Assert.Contains(Group, warning, StringComparison.Ordinal);
        Assert.DoesNotContain("lister", warning, StringComparison.Ordinal);
        Assert.Contains(freeze.Evidence, e => e.Event == "MayRemain" && e.Subject == Group);
        Assert.True(freeze.Evidence.FindIndex(e => e.Event == "MayRemain") < freeze.Evidence.FindIndex(e => e.Event == "Recorded"));
    }

    [Fact]
    public void A_role_of_a_group_may_be_Atlas_s_too()
    {
        var freeze = new FreezeWorld(usesRoles: true);
        freeze.World.KeyVault.RoleAssignments.Set([FreezeWorld.Role(1, Given.Vault.ResourceId), FreezeWorld.Role(5, Given.Vault.ResourceId) with { PrincipalId = Group, PrincipalType = "Group" }]);

        freeze.Revoke(KeyAccessMethod.RoleAssignment, force: true);

        Assert.Contains(freeze.World.Log.Warnings, w => w.Contains(Group, StringComparison.Ordinal) && w.Contains("group", StringComparison.Ordinal));
        Assert.Contains(freeze.Evidence, e => e.Event == "MayRemain" && e.Subject == Group);
    }

    [Fact]
    public void A_freeze_of_a_version_leaves_no_other_way()
    {
        var freeze = new FreezeWorld();
        freeze.SetVault(false, FreezeWorld.Policy("get", "encrypt", "decrypt"), FreezeWorld.Policy("decrypt") with { ObjectId = Group });
        freeze.Revoke(KeyAccessMethod.KeyVersion);
        Assert.DoesNotContain(freeze.Evidence, e => e.Event == "MayRemain");
    }

    [Fact]
    public void A_cluster_that_may_still_be_leaving_the_key_is_named_before_anything_is_taken()
    {
        var freeze = new FreezeWorld();
        freeze.World.Atlas.Clusters.Set([.. freeze.World.Atlas.Clusters.Now, Given.Cluster("leaving", state: "UPDATING")]);

        var e = Assert.ThrowsAny<AtlasCmkException>(() => freeze.Revoke(KeyAccessMethod.KeyVersion));

        Assert.Equal("ImpactUnknown", e.ErrorId);
        Assert.Contains("leaving (UPDATING)", e.Message, StringComparison.Ordinal);
    }

    /// <summary>Its backups may need the key until they expire, as they did before it left.</summary>
    [Fact]
    public void A_project_that_left_the_vault_is_named_as_not_read()
    {
        var freeze = new FreezeWorld();
        freeze.GivenProject(FreezeWorld.Other, "moved", new(FreezeWorld.Other));

        freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.Contains(FreezeWorld.Other, freeze.World.Log.Warnings[0], StringComparison.Ordinal);
        Assert.Contains(freeze.Evidence, e => e.Event == KeyAccessEvent.ImpactUnknown && e.Subject == FreezeWorld.Other);
    }

    /// <summary>Backups of clusters that are gone can be locked too.</summary>
    [Fact]
    public void Backups_that_could_not_be_read_are_named_before_anything_is_taken()
    {
        var freeze = new FreezeWorld();
        freeze.World.Atlas.HidesDeletedClusters = true;

        var e = Assert.ThrowsAny<AtlasCmkException>(() => freeze.Revoke(KeyAccessMethod.KeyVersion));

        Assert.Equal("ImpactUnknown", e.ErrorId);
        Assert.Contains(Given.ProjectId, e.Message, StringComparison.Ordinal);
        Assert.Empty(freeze.World.Answers.Questions);
    }
}
