using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Keys;

public sealed class RotationFailureTests
{
    private readonly RotationWorld _rotation = new();

    private World World => _rotation.World;

    [Fact]
    public void The_error_of_a_refusal_says_that_nothing_changed()
    {
        World.Atlas.OnChange = _ => throw Given.Refusal("PATCH", 400, "ENCRYPTION_AT_REST_SETTINGS_INVALID");

        var failure = Assert.Throws<AtlasApiException>(() => _rotation.Rotate(RotationWorld.New, rollBack: true));

        Assert.Equal(("KeyUnreachable", "ENCRYPTION_AT_REST_SETTINGS_INVALID", 400), (failure.ErrorId, failure.ErrorCode, failure.StatusCode));
        Assert.StartsWith($"Nothing has changed: project {Given.ProjectId} stays on {RotationWorld.Old}. Atlas refused", failure.Message, StringComparison.Ordinal);
        Assert.Single(World.Atlas.Changes);
    }

    [Fact]
    public void A_change_whose_answer_was_lost_is_settled_by_looking()
    {
        _rotation.GivenCluster("orders");
        World.Atlas.OnChange = change =>
        {
            _rotation.Take(change.KeyIdentifier!);
            throw Given.Loss();
        };

        Assert.Equal("orders Completed", Assert.Single(_rotation.Rotate(RotationWorld.New)!.Clusters).ToString());
        Assert.Single(World.Atlas.Changes);
    }

    [Fact]
    public void A_change_that_did_not_reach_Atlas_has_changed_nothing()
    {
        World.Atlas.OnChange = _ => throw Given.Loss();

        var failure = Assert.Throws<AtlasUnreachableException>(() => _rotation.Rotate(RotationWorld.New));

        Assert.Equal("ServiceUnreachable", failure.ErrorId);
        Assert.Contains("Nothing has changed", failure.Message, StringComparison.Ordinal);
        Assert.Single(World.Atlas.Changes);
    }

    [Fact]
    public void A_key_that_stays_not_valid_is_a_failure_that_names_the_stake_and_the_way_back()
    {
        _rotation.GivenCluster("orders");
        _rotation.Validates = key => (5, key == RotationWorld.Old);

        var failure = Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(RotationWorld.New));

        Assert.Equal("RotatedKeyInvalid", failure.ErrorId);
        Assert.Contains("shuts down the clusters whose key it cannot use: orders", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"-KeyIdentifier '{RotationWorld.Old}'", failure.Remedy, StringComparison.Ordinal);
        Assert.Contains($"Get-AtlasCmkDiagnosis -ProjectId '{Given.ProjectId}'", failure.Remedy, StringComparison.Ordinal);
        Assert.Single(World.Atlas.Changes);
    }

    [Fact]
    public void Under_private_networking_validation_may_lag()
    {
        _rotation.Validates = _ => (100, true);

        Assert.True(_rotation.Rotate(RotationWorld.New)!.Valid);
    }

    /// <summary>The data nodes validate, and until they have, Atlas repeats what it knew of the key before.</summary>
    [Fact]
    public void Under_private_networking_valid_may_still_speak_of_the_old_key()
    {
        _rotation.GivenCluster("orders", takes: 0);
        World.Atlas.OnChange = _ => World.Atlas.Encryption.Set(Private(true)).After(25, Private(false));

        Assert.Equal("RotatedKeyInvalid", Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(RotationWorld.New, settling: 0)).ErrorId);
        Assert.InRange(World.Elapsed.TotalSeconds, 120, 135);
    }

    [Fact]
    public void A_stale_valid_before_the_first_look_of_the_nodes_is_no_key_that_turned_invalid()
    {
        World.Atlas.OnChange = _ => World.Atlas.Encryption.Set(Private(true)).After(25, Private(false)).After(100, Private(true));

        Assert.True(_rotation.Rotate(RotationWorld.New, settling: 0)!.Valid);
        Assert.InRange(World.Elapsed.TotalSeconds, 100, 115);
    }

    private static EncryptionAtRest Private(bool valid) => Given.Encryption(valid, requirePrivateNetworking: true, key: RotationWorld.New);

    [Fact]
    public void A_key_that_becomes_invalid_is_reported_at_once()
    {
        _rotation.GivenCluster("orders", takes: 3000);
        World.Atlas.OnChange = change =>
        {
            _rotation.Take(change.KeyIdentifier!);
            World.Atlas.Encryption.After(30, Given.Encryption(false, key: RotationWorld.New));
        };

        Assert.Equal("RotatedKeyInvalid", Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(RotationWorld.New)).ErrorId);
        Assert.InRange(World.Elapsed.TotalSeconds, 30, 41);
    }

    [Fact]
    public void A_project_is_moved_back_only_on_request()
    {
        _rotation.GivenCluster("orders");
        _rotation.Validates = key => (5, key == RotationWorld.Old);

        var failure = Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(RotationWorld.New, rollBack: true));

        Assert.Equal("RotationRolledBack", failure.ErrorId);
        Assert.EndsWith($"Test-AtlasCmkPrerequisite -ProjectId '{Given.ProjectId}' -KeyIdentifier '{RotationWorld.New}'", failure.Remedy, StringComparison.Ordinal);
        Assert.Equal([RotationWorld.New, RotationWorld.Old], World.Atlas.Changes.Select(c => c.KeyIdentifier));
        Assert.Equal((RotationWorld.Old, true), (World.Atlas.Encryption.Now.KeyIdentifier, World.Atlas.Encryption.Now.Valid));
    }

    [Fact]
    public void A_refused_roll_back_is_reported()
    {
        _rotation.GivenCluster("orders");
        _rotation.Validates = _ => (5, false);
        World.Atlas.OnChange = change =>
        {
            if (change.KeyIdentifier == RotationWorld.Old)
            {
                throw Given.Refusal("PATCH", 400, "ENCRYPTION_AT_REST_SETTINGS_INVALID");
            }

            _rotation.Take(change.KeyIdentifier!);
        };

        var failure = Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(RotationWorld.New, rollBack: true));

        Assert.Equal("RollBackFailed", failure.ErrorId);
        Assert.Contains("ENCRYPTION_AT_REST_SETTINGS_INVALID", failure.Message, StringComparison.Ordinal);
        Assert.Contains("orders", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rotation_that_another_run_overtakes_stops_with_an_error()
    {
        const string theirs = "https://kv-atlas.vault.azure.net/keys/atlas-cmk/00000000000000000000000000000abc";
        _rotation.GivenCluster("orders");
        World.Atlas.OnChange = change =>
        {
            _rotation.Take(change.KeyIdentifier!);
            World.Atlas.Encryption.After(60, Given.Encryption(key: theirs));
        };

        var failure = Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(RotationWorld.New, rollBack: true));

        Assert.Equal("RotationOvertaken", failure.ErrorId);
        Assert.Contains(theirs, failure.Message, StringComparison.Ordinal);
        Assert.Single(World.Atlas.Changes);
    }

    [Fact]
    public void A_project_that_moved_while_the_question_was_open_is_left_alone()
    {
        World.Answers.Meanwhile = () => World.Atlas.Encryption.Set(Given.Encryption(key: "https://kv-atlas.vault.azure.net/keys/atlas-cmk/00000000000000000000000000000abc"));

        Assert.Equal("ChangedMeanwhile", Assert.Throws<AtlasCmkException>(() => _rotation.Rotate(RotationWorld.New)).ErrorId);
        Assert.Empty(World.Atlas.Changes);
    }

    [Fact]
    public void Another_rotation_to_the_same_version_does_no_harm()
    {
        _rotation.GivenCluster("orders");
        World.Answers.Meanwhile = () => _rotation.Take(RotationWorld.New);

        var result = _rotation.Rotate(RotationWorld.New)!;

        Assert.Equal((RotationWorld.Old, RotationWorld.New), (result.OldKeyIdentifier, result.NewKeyIdentifier));
        Assert.Equal("orders Completed", Assert.Single(result.Clusters).ToString());
        Assert.Empty(World.Atlas.Changes);
    }
}
