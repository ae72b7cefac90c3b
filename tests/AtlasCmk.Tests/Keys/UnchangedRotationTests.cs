using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>Rotations that have nothing to send, and clocks that are set while one waits.</summary>
public sealed class UnchangedRotationTests
{
    private readonly RotationWorld _rotation = new();

    private World World => _rotation.World;

    [Fact]
    public void The_latest_version_in_use_already_costs_one_look_and_no_wait()
    {
        _rotation.Take(RotationWorld.New);
        World.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE"), Given.Cluster("asleep", "AZURE") with { Paused = true }, Given.Cluster("plain")]);
        World.Atlas.Encryption.Set(Given.Encryption(key: RotationWorld.New));

        var result = _rotation.Rotate()!;

        Assert.Equal(["orders Unchanged", "asleep Paused"], result.Clusters.Select(c => c.ToString()));
        Assert.Equal((null, null, RotationWorld.New, true), (result.OldKeyIdentifier, result.OldKeyLeftAt, result.NewKeyIdentifier, result.Valid));
        Assert.Equal((1, TimeSpan.Zero), (World.Count("GET encryptionAtRest"), World.Elapsed));
        Assert.Empty(World.Log.Warnings);
    }

    [Theory]
    [InlineData("UPDATING", true)]
    [InlineData("IDLE", false)]
    public void A_change_in_progress_from_an_interrupted_run_is_waited_for(string state, bool valid)
    {
        World.Atlas.Encryption.Set(Given.Encryption(valid, key: RotationWorld.New)).After(30, Given.Encryption(key: RotationWorld.New));
        World.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE", state)]).After(30, [Given.Cluster("orders", "AZURE")]);

        Assert.True(_rotation.Rotate(settling: 0)!.Valid);
        Assert.InRange(World.Elapsed.TotalSeconds, 30, 45);
    }

    private const string Versionless = "https://kv-atlas.vault.azure.net/keys/atlas-cmk";

    [Fact]
    public void A_project_that_names_no_version_has_nothing_to_rotate_and_a_warning_says_why()
    {
        World.Atlas.Encryption.Set(Given.Encryption(key: Versionless));
        World.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE")]);

        var result = _rotation.Rotate()!;

        Assert.Equal((null, null, Versionless, true), (result.OldKeyIdentifier, result.OldKeyLeftAt, result.NewKeyIdentifier, result.Valid));
        Assert.Equal("orders Unchanged", Assert.Single(result.Clusters).ToString());
        Assert.Contains("latest enabled version", Assert.Single(World.Log.Warnings), StringComparison.Ordinal);
        Assert.StartsWith("Nothing was sent", result.OldKeyReason, StringComparison.Ordinal);
        Assert.Empty(World.Atlas.Changes);
    }

    [Fact]
    public void A_key_without_a_version_that_Atlas_cannot_use_is_an_error()
    {
        World.Atlas.Encryption.Set(Given.Encryption(false, key: Versionless));
        World.Atlas.Clusters.Set([Given.Cluster("orders", "AZURE")]);

        var failure = Assert.Throws<AtlasCmkException>(() => _rotation.Rotate());

        Assert.Equal("RotatedKeyInvalid", failure.ErrorId);
        Assert.Contains("orders", failure.Message, StringComparison.Ordinal);
        Assert.Empty(World.Atlas.Changes);
    }

    [Fact]
    public void A_key_without_a_version_that_is_valid_soon_is_waited_for()
    {
        World.Atlas.Encryption.Set(Given.Encryption(false, key: Versionless)).After(30, Given.Encryption(key: Versionless));

        Assert.True(_rotation.Rotate()!.Valid);
        Assert.InRange(World.Elapsed.TotalSeconds, 30, 45);
    }

    /// <summary>The machine's clock is set while the data nodes validate and the clusters follow.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public void A_clock_that_is_set_meanwhile_neither_ends_a_wait_nor_moves_the_evidence_back(int hours)
    {
        _rotation.GivenCluster("orders", takes: 0);
        var clock = new SettableClock(World.Time);
        World.Atlas.OnChange = _ =>
        {
            World.Atlas.Encryption.Set(Given.Encryption(requirePrivateNetworking: true, key: RotationWorld.New));
            clock.Offset = TimeSpan.FromHours(hours);
        };
        var began = World.Time.GetUtcNow();
        var project = new SessionContext(new FakeConnection(World), World.Log, clock, default).Project(Given.ProjectId);

        var result = World.Run(() => new RotateKey(project, new(), World.Answers)
            .RunAsync(new(TimeSpan.FromSeconds(60), TimeSpan.FromHours(2)) { Key = KeyIdentifierReading.Parse(RotationWorld.New) }))!;

        Assert.InRange(World.Elapsed.TotalSeconds, 60, 75);
        Assert.Equal("NotSeen", Assert.Single(result.Clusters).State);
        Assert.True(result.CompletedAt >= began.AddHours(Math.Max(hours, 0)).AddSeconds(60));
    }

    /// <summary>Its time of day changes when the clock is set; its measured durations do not.</summary>
    private sealed class SettableClock(TimeProvider steady) : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override long TimestampFrequency => steady.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => steady.GetUtcNow() + Offset;

        public override long GetTimestamp() => steady.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => steady.CreateTimer(callback, state, dueTime, period);
    }
}
