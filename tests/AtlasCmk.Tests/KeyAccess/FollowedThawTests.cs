using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>The end of a freeze of every enabled version: by a thaw, or by a version that appears meanwhile.</summary>
public sealed class FollowedThawTests : FollowedFreezeScenario
{
    [Fact]
    public void A_thaw_gives_back_what_was_taken_the_latest_first_and_nothing_else()
    {
        var before = Freeze.Rights;
        Freeze.Revoke(KeyAccessMethod.KeyVersion);

        Freeze.Grant();

        Assert.Equal(before, Freeze.Rights);
        Assert.Equal([$"PATCH {Place}{Version(Third)} enabled", $"PATCH {Place}{Version(Second)} enabled", $"PATCH {Place}{Version(Given.Key)} enabled"], Changes.Skip(3));
    }

    [Fact]
    public void A_thaw_after_a_failure_in_the_middle_gives_back_what_was_taken()
    {
        var before = Freeze.Rights;
        FailAt(Third);
        Refusal(() => Freeze.Revoke(KeyAccessMethod.KeyVersion));
        World.Keys.OnArrival = _ => { };
        Freeze.Evidence.Clear();

        Freeze.Grant();

        Assert.Equal(before, Freeze.Rights);
        Assert.Equal([$"AlreadyGiven {Subject(Third)}", $"Given {Subject(Second)}", $"Given {Subject(Given.Key)}"], Freeze.Events);
    }

    [Fact]
    public void The_older_versions_stay_disabled_while_the_latest_is_not_seen_to_be_back()
    {
        Freeze.Revoke(KeyAccessMethod.KeyVersion);
        World.Keys.IgnoresChanges = true;

        Assert.Equal("AccessNotGiven", Refusal(() => Freeze.Grant()).ErrorId);
        Assert.Single(Changes.Skip(3));
    }

    [Fact]
    public void A_thaw_says_which_newer_version_Atlas_uses_instead()
    {
        Freeze.Revoke(KeyAccessMethod.KeyVersion);
        var made = $"{Key}/99999999999999999999999999999999";
        World.KeyVault.KeyVersions.Set([.. World.KeyVault.KeyVersions.Now, Given.KeyVersion(made, World.Time.GetUtcNow())]);

        Freeze.Grant();

        Assert.Contains(World.Log.Warnings, w => w.Contains(Subject(made), StringComparison.Ordinal));
    }

    /// <summary>Two freezes, because a version was created in between: with the first record alone, Atlas gets an older version.</summary>
    [Fact]
    public void A_thaw_says_which_newer_version_another_freeze_disabled()
    {
        Freeze.Revoke(KeyAccessMethod.KeyVersion);
        var made = $"{Key}/99999999999999999999999999999999";
        World.KeyVault.KeyVersions.Set([.. World.KeyVault.KeyVersions.Now, Given.KeyVersion(made, World.Time.GetUtcNow())]);
        Freeze.Revoke(KeyAccessMethod.KeyVersion, path: "/records/second.json");
        World.Log.Warnings.Clear();

        Freeze.Grant();

        Assert.Contains(World.Log.Warnings, w => w.Contains(Subject(made), StringComparison.Ordinal) && w.Contains("older version", StringComparison.Ordinal));
    }

    [Fact]
    public void A_version_that_was_created_meanwhile_is_named_and_ends_in_an_error()
    {
        var made = $"{Key}/99999999999999999999999999999999";
        World.Keys.OnTheWayBack = request =>
        {
            if (request.StartsWith($"PATCH {Place}{Version(Third)}", StringComparison.Ordinal))
            {
                World.KeyVault.KeyVersions.Set([.. World.KeyVault.KeyVersions.Now, Given.KeyVersion(made, World.Time.GetUtcNow())]);
            }
        };

        var e = Refusal(() => Freeze.Revoke(KeyAccessMethod.KeyVersion));

        Assert.Equal("NewVersionEnabled", e.ErrorId);
        Assert.Contains(Subject(made), e.Message, StringComparison.Ordinal);
        Assert.Contains($"NotTaken {Subject(made)}", Freeze.Events);

        var again = Refusal(() => Freeze.Revoke(KeyAccessMethod.KeyVersion));
        Assert.Equal("RecordOutdated", again.ErrorId);
        Assert.Contains($"-ProjectId '{Given.ProjectId}'", again.Remedy, StringComparison.Ordinal);

        Freeze.Revoke(KeyAccessMethod.KeyVersion, path: "/records/second.json");
        Assert.Empty(Enabled);
        Assert.Equal([made], World.Records.Files["/records/second.json"].Taken.OfType<EnabledVersion>().Select(v => v.Key.Text));
    }

    [Fact]
    public void Versions_that_cannot_be_listed_afterwards_are_no_success()
    {
        World.KeyVault.OnTheWay = () => Changes.Count() == 3 && World.Journal[^1] == "GET kv-atlas/keys/atlas-cmk/versions"
            ? throw Failure("No list.")
            : Task.CompletedTask;

        Assert.Equal("AccessNotTaken", Refusal(() => Freeze.Revoke(KeyAccessMethod.KeyVersion)).ErrorId);
        Assert.Contains(Freeze.Evidence, e => e.Event == "Unseen");
    }

    [Theory]
    [InlineData(true, "a rotation policy")]
    [InlineData(null, "it is unknown whether")]
    public void A_rotation_policy_is_named_before_and_in_the_evidence(bool? has, string word)
    {
        World.Keys.HasRotationPolicy = has is true;
        World.Keys.OnArrival = request => _ = has is null && request.EndsWith("rotationpolicy", StringComparison.Ordinal) ? throw Failure("No.") : 0;

        Freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.Contains(World.Log.Warnings, w => w.Contains(word, StringComparison.Ordinal));
        Assert.Contains(Freeze.Evidence, e => e.Event == "MayEnd" && e.Detail.Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_Atlas_a_key_without_a_version_freezes_all_of_its_versions()
    {
        Freeze.RevokeWithoutAtlas(KeyAccessMethod.KeyVersion, key: Key);
        Assert.Empty(Enabled);

        Freeze.Grant(force: true);
        Assert.Equal(3, Enabled.Count());
    }
}
