using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Keys;

/// <summary>Who chooses the version, Atlas or the caller, changes only after a second question.</summary>
public sealed class PinnedRotationTests
{
    private const string Followed = "https://kv-atlas.vault.azure.net/keys/atlas-cmk";

    private readonly RotationWorld _rotation = new();

    private World World => _rotation.World;

    [Theory]
    [InlineData(Followed, RotationWorld.Old, "pinned")]
    [InlineData(RotationWorld.Old, Followed, "does not freeze the data")]
    public void It_asks_twice_and_explains_the_effect(string from, string to, string word)
    {
        World.Atlas.Encryption.Set(Given.Encryption(key: from));
        World.Answers.ToSecond = false;

        Assert.Null(_rotation.Rotate(to));

        Assert.Equal(2, World.Answers.Questions.Count);
        Assert.Contains(word, World.Answers.Questions[1], StringComparison.Ordinal);
        Assert.Empty(World.Atlas.Changes);
    }

    [Fact]
    public void The_question_names_the_latest_version_beside_the_key()
    {
        World.Atlas.Encryption.Set(Given.Encryption(key: RotationWorld.Old));

        _rotation.Rotate(Followed);

        Assert.Contains($"{Followed} (now {RotationWorld.New[^32..]}) instead of {RotationWorld.Old}", World.Answers.Questions[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Pinning_leaves_the_version_that_Atlas_followed()
    {
        World.Atlas.Encryption.Set(Given.Encryption(key: Followed));
        _rotation.GivenCluster("orders");

        var result = _rotation.Rotate(RotationWorld.Old)!;

        Assert.Equal((RotationWorld.New, RotationWorld.Old, true), (result.OldKeyIdentifier, result.NewKeyIdentifier, result.NewKeyInUse));
        Assert.NotNull(result.OldKeyLeftAt);
        Assert.Equal(RotationWorld.Old, Assert.Single(World.Atlas.Changes).KeyIdentifier);
        Assert.Empty(World.Log.Warnings);
    }

    [Fact]
    public void Pinning_to_the_followed_version_leaves_no_old_version()
    {
        World.Atlas.Encryption.Set(Given.Encryption(key: Followed));

        var result = _rotation.Rotate(RotationWorld.New)!;

        Assert.Equal((null, null, null), (result.OldKeyIdentifier, result.OldKeyLeftAt, result.OldKeyStillNeeded));
        Assert.Equal(RotationWorld.New, Assert.Single(World.Atlas.Changes).KeyIdentifier);
    }

    /// <summary>Atlas does not say which version a cluster uses from then on, so that no time frees the old one.</summary>
    [Theory]
    [InlineData(RotationWorld.Old, null)]
    [InlineData(RotationWorld.New, true)]
    public void Following_frees_no_version(string from, bool? needed)
    {
        World.Atlas.Encryption.Set(Given.Encryption(key: from));
        _rotation.GivenCluster("orders");

        var result = _rotation.Rotate(Followed)!;

        Assert.Equal((from, Followed, null, needed), (result.OldKeyIdentifier, result.NewKeyIdentifier, result.OldKeyLeftAt, result.OldKeyStillNeeded));
        Assert.Contains("does not freeze the data", Assert.Single(World.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_latest_enabled_version_is_checked_before_it_is_followed()
    {
        World.KeyVault.KeyVersions.Set([_rotation.Version(RotationWorld.Old, 200), _rotation.Version(RotationWorld.New, 3) with { KeyType = "EC" }]);

        var failure = Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(Followed));

        Assert.Equal("KeyVersionUnusable", failure.ErrorId);
        Assert.Contains(RotationWorld.New[^32..], failure.Message, StringComparison.Ordinal);
        Assert.Empty(World.Answers.Questions);
    }

    [Fact]
    public void The_key_that_is_followed_already_has_nothing_to_send()
    {
        World.Atlas.Encryption.Set(Given.Encryption(key: Followed));

        Assert.Equal(Followed, _rotation.Rotate(Followed)!.NewKeyIdentifier);

        Assert.Equal((0, 0), (World.Count("PATCH"), World.Count("GET kv-atlas")));
        Assert.Equal(TimeSpan.Zero, World.Elapsed);
    }

    [Fact]
    public void A_version_that_Atlas_cannot_use_is_given_up_for_the_latest_one_where_that_is_wanted()
    {
        World.Atlas.Encryption.Set(Given.Encryption(key: Followed));
        _rotation.Validates = key => (5, key == Followed);

        Assert.Equal("RotationRolledBack", Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(RotationWorld.Old, rollBack: true)).ErrorId);

        Assert.Equal([RotationWorld.Old, Followed], World.Atlas.Changes.Select(c => c.KeyIdentifier));
    }
}
