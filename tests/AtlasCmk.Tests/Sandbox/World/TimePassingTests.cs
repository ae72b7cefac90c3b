using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

/// <summary>Months go by at once, and no clock is moved.</summary>
public sealed class TimePassingTests
{
    private readonly TestWorld _world = new(stage: "encrypted");

    private void Pass(int days) => _world.Command("letTimePass", new { span = $"{days}.00:00:00" });

    [Fact]
    public void Ages_grow_and_remaining_times_shrink()
    {
        var (created, secret, now) = (_world.Key.Created, _world.World.Tenant.AtlasApplication.Secrets[0].Expires, _world.World.Now);
        _world.Command("setKeyVersion", new { expires = "60.00:00:00" });

        Pass(30);

        Assert.Equal(now, _world.World.Now);
        Assert.Equal(created.AddDays(-30), _world.Key.Created);
        Assert.Equal(now.AddDays(30), _world.Key.Expires);
        Assert.Equal(secret.AddDays(-30), _world.World.Tenant.AtlasApplication.Secrets[0].Expires);
    }

    [Fact]
    public void Snapshots_expire_and_new_ones_are_taken_under_the_key_of_their_time()
    {
        var cluster = _world.Cluster("orders");
        var first = cluster.Snapshots.Min(s => s.CreatedAt);

        Pass(200);
        Assert.Contains(cluster.Snapshots, s => s.CreatedAt == first.AddDays(-200));

        Pass(100);
        Assert.DoesNotContain(cluster.Snapshots, s => s.CreatedAt == first.AddDays(-300));
        Assert.All(cluster.Snapshots, s => Assert.True(s.ExpiresAt > _world.World.Now));
        Assert.Equal(_world.World.Now, cluster.Snapshots.Max(s => s.CreatedAt));
        Assert.Equal(9, cluster.Snapshots.Count(s => s.FrequencyType == "monthly" && s.KeyIdentifier == cluster.KeyIdentifier));
    }

    [Fact]
    public void A_key_that_expires_meanwhile_stops_its_clusters()
    {
        _world.Command("setKeyVersion", new { expires = "60.00:00:00" });
        Pass(59);
        Assert.False(_world.Cluster("orders").StoppedForKey);

        Pass(2);
        Assert.True(_world.Cluster("orders").StoppedForKey);
        Assert.False(KeyValidator.IsValid(_world.Project));
    }

    [Fact]
    public void A_vault_rotates_by_its_policy_and_Atlas_stays_on_the_version_that_it_was_given()
    {
        var pinned = _world.Project.Encryption.Azure!.KeyIdentifier;
        _world.Command("setRotationPolicy", new { rotateAfter = "P90D", expiryTime = "P120D" });

        Pass(200);

        var versions = _world.Vault.Keys[0].Versions;
        Assert.Equal(4, versions.Count);
        Assert.Equal(TimeSpan.FromDays(90), versions[3].Created - versions[2].Created);
        Assert.Equal(versions[3].Created.AddDays(120), versions[3].Expires);
        Assert.Equal(pinned, _world.Project.Encryption.Azure!.KeyIdentifier);
    }
}
