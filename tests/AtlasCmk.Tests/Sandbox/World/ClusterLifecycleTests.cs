using AtlasCmk.Sandbox.World;
using Xunit;

namespace AtlasCmk.Tests.Sandbox;

public sealed class ClusterLifecycleTests
{
    [Fact]
    public void The_first_project_has_the_three_clusters_of_the_job()
    {
        var clusters = new TestWorld().Project.Clusters;

        Assert.Equal(["M10", "M30", "M40"], clusters.Select(c => c.Regions.First().InstanceSize));
        Assert.Equal(["REPLICASET", "REPLICASET", "SHARDED"], clusters.Select(c => c.ClusterType));
        Assert.Equal(["US_CENTRAL", "US_EAST_2"], clusters[2].Regions.Select(r => r.RegionName).Distinct().Order());
        Assert.All(clusters, c => Assert.True(c.IsAzureAlone));
    }

    [Fact]
    public void Encrypting_a_cluster_takes_time_and_ends_with_a_snapshot_under_the_new_key()
    {
        var world = new TestWorld(stage: "enabled");
        var cluster = world.Cluster("orders");
        world.World.Do(() => world.World.Clusters.ChangeProvider(cluster, "AZURE"));
        Assert.Equal("UPDATING", cluster.StateName);
        Assert.Null(cluster.KeyIdentifier);

        world.Pass(world.World.Durations.ClusterUpdate);

        Assert.Equal("IDLE", cluster.StateName);
        Assert.Equal(world.Key.Identifier, cluster.KeyIdentifier);
        Assert.Equal(world.Key.Identifier, cluster.Snapshots[^1].KeyIdentifier);
        Assert.Null(cluster.Snapshots[0].KeyIdentifier);
    }

    [Fact]
    public void Clusters_follow_a_new_key_of_their_project()
    {
        var world = new TestWorld(stage: "encrypted");
        var cluster = world.Cluster("orders");
        var before = cluster.KeyIdentifier;
        var after = world.Command("addKeyVersion")["keyIdentifier"]!.GetValue<string>();
        world.World.Do(() =>
        {
            world.Project.Encryption.Azure = world.Project.Encryption.Azure! with { KeyIdentifier = after };
            world.World.Clusters.RollOutKey(world.Project);
        });

        Assert.Equal("IDLE", cluster.StateName);
        world.Pass(world.World.Durations.KeyRollout);
        Assert.Equal(("UPDATING", before), (cluster.StateName, cluster.KeyIdentifier));
        world.Pass(world.World.Durations.ClusterUpdate);
        Assert.Equal(("IDLE", after), (cluster.StateName, cluster.KeyIdentifier));
        Assert.Equal("IDLE", world.Cluster("ledger").StateName);
    }

    [Fact]
    public void They_follow_one_after_the_other_and_a_paused_one_when_it_is_resumed()
    {
        var world = new TestWorld(stage: "encrypted");
        world.Command("setCluster", new { name = "ledger", encryptionAtRestProvider = "AZURE", paused = true });
        var after = world.Command("addKeyVersion")["keyIdentifier"]!.GetValue<string>();
        world.World.Do(() =>
        {
            world.Project.Encryption.Azure = world.Project.Encryption.Azure! with { KeyIdentifier = after };
            world.World.Clusters.RollOutKey(world.Project);
        });

        world.Pass(world.World.Durations.KeyRollout);
        Assert.Equal(["UPDATING", "IDLE", "IDLE"], world.Project.Clusters.Select(c => c.StateName));
        world.Pass(world.World.Durations.ClusterUpdate);
        Assert.Equal(["IDLE", "UPDATING", "IDLE"], world.Project.Clusters.Select(c => c.StateName));
        world.Pass(world.World.Durations.KeyRollout);
        Assert.Equal([after, after, null], world.Project.Clusters.Select(c => c.KeyIdentifier == after ? after : null));

        world.World.Do(() => world.World.Clusters.Pause(world.Cluster("ledger"), false));
        world.Pass(world.World.Durations.ClusterUpdate);
        Assert.Equal(after, world.Cluster("ledger").KeyIdentifier);
    }

    [Fact]
    public void An_old_version_that_is_disabled_before_its_clusters_have_left_it_stops_them()
    {
        var world = new TestWorld(stage: "encrypted");
        var old = world.Key.Version;
        var after = world.Command("addKeyVersion")["keyIdentifier"]!.GetValue<string>();
        world.World.Do(() => world.Project.Encryption.Azure = world.Project.Encryption.Azure! with { KeyIdentifier = after });
        world.Command("setKeyVersion", new { version = old, enabled = false });
        world.Pass(world.World.Durations.ValidationInterval);

        Assert.True(KeyValidator.IsValid(world.Project));
        Assert.True(world.Cluster("orders").StoppedForKey);
    }

    [Fact]
    public void Updates_queue_up_while_the_key_cannot_be_used()
    {
        var world = new TestWorld(stage: "encrypted");
        var cluster = world.Cluster("orders");
        world.Command("setKeyVersion", new { enabled = false });
        world.Pass(world.World.Durations.ValidationInterval);
        world.World.Do(() => world.World.Clusters.ChangeProvider(cluster, "NONE"));
        world.Pass(world.World.Durations.ClusterUpdate * 3);
        Assert.Equal("UPDATING", cluster.StateName);

        world.Command("setKeyVersion", new { enabled = true });
        world.Pass(world.World.Durations.ValidationInterval);
        world.Pass(world.World.Durations.ClusterUpdate);
        Assert.Equal("IDLE", cluster.StateName);
    }

    [Fact]
    public void Private_networking_disables_multi_cloud_clusters_and_no_others()
    {
        var world = new TestWorld(new SandboxOptions { Mixed = true }, "private");

        Assert.True(world.Cluster("global").Paused);
        Assert.False(world.Cluster("reports").Paused);
        Assert.False(world.Cluster("orders").Paused);
    }
}
