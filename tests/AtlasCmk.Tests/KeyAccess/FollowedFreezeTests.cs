using AtlasCmk.Tests.Fakes;
using CsCheck;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>A freeze by key version of a project that names no version: Atlas follows the latest enabled version, so that every enabled version has to go.</summary>
public sealed class FollowedFreezeTests : FollowedFreezeScenario
{
    /// <summary>While an older version is enabled, the latest one stays: Atlas has nothing to fall back to.</summary>
    [Fact]
    public void Every_enabled_version_is_recorded_and_then_disabled_the_latest_last()
    {
        Freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.Empty(Enabled);
        Assert.Equal([$"PATCH {Place}{Version(Given.Key)} disabled", $"PATCH {Place}{Version(Second)} disabled", $"PATCH {Place}{Version(Third)} disabled"], Changes);
        Assert.True(World.Journal.ToList().IndexOf("write " + FreezeWorld.Path) < World.Journal.ToList().IndexOf(Changes.First()));
        Assert.Equal([Given.Key, Second, Third], World.Records.Files[FreezeWorld.Path].Taken.OfType<EnabledVersion>().Select(v => v.Key.Text));
        Assert.Equal(Key, World.Records.Files[FreezeWorld.Path].Target.Key!.Text);
        Assert.Equal([$"Taken {Subject(Given.Key)}", $"Taken {Subject(Second)}", $"Taken {Subject(Third)}"], Freeze.Events.Where(e => e.StartsWith("Taken", StringComparison.Ordinal)));
        Assert.Equal(3, World.KeyVault.KeyVersions.Now.Count(v => v.FreezeTag is { } tag && FreezeTag.ProjectOf(tag) == Given.ProjectId));
    }

    [Fact]
    public void The_question_names_each_version()
    {
        World.Answers.ToFirst = false;

        Freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.All(new[] { Given.Key, Second, Third }, key => Assert.Contains(Subject(key), World.Answers.Questions[0], StringComparison.Ordinal));
        Assert.DoesNotContain(Version(Disabled), World.Answers.Questions[0], StringComparison.Ordinal);
        Assert.Empty(Changes);
    }

    [Fact]
    public void A_failure_midway_lists_what_was_taken_and_what_was_not_and_the_next_run_continues()
    {
        FailAt(Second);

        var e = Refusal(() => Freeze.Revoke(KeyAccessMethod.KeyVersion));

        Assert.Equal("AzureServerError", e.ErrorId);
        Assert.Equal([$"Taken {Subject(Given.Key)}", $"NotTaken {Subject(Second)}", $"NotTaken {Subject(Third)}"], Freeze.Events.Where(v => v.Contains("Taken", StringComparison.Ordinal)));
        Assert.All(new[] { Given.Key, Second, Third }, key => Assert.Contains(Subject(key), e.Message, StringComparison.Ordinal));
        Assert.Equal(new[] { Second, Third }.Order(), Enabled.Order());
        var record = World.Records.Files[FreezeWorld.Path];

        World.Keys.OnArrival = _ => { };
        Freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.Empty(Enabled);
        Assert.Same(record, World.Records.Files[FreezeWorld.Path]);
        Assert.Equal([Subject(Second), Subject(Third)], World.Answers.Questions[^1].Split("atlas-cmk/").Skip(1).Select(part => $"atlas-cmk/{part[..32]}"));
    }

    /// <summary>The answer was lost, and Azure had carried the change out.</summary>
    [Fact]
    public void A_version_that_went_although_its_answer_was_lost_is_Taken()
    {
        World.Keys.OnTheWayBack = request => _ = request.StartsWith("PATCH", StringComparison.Ordinal) ? throw Failure("Lost.") : 0;

        Refusal(() => Freeze.Revoke(KeyAccessMethod.KeyVersion));

        Assert.Contains($"Taken {Subject(Given.Key)}", Freeze.Events);
        Assert.Contains($"NotTaken {Subject(Third)}", Freeze.Events);
    }

    /// <summary>With an older version that Azure still shows as enabled, Atlas would go back to that one.</summary>
    [Fact]
    public void The_latest_version_stays_while_an_older_one_is_not_seen_to_be_disabled()
    {
        World.Keys.IgnoresChanges = true;

        var e = Refusal(() => Freeze.Revoke(KeyAccessMethod.KeyVersion));

        Assert.Equal("AccessNotTaken", e.ErrorId);
        Assert.Single(Changes);
        Assert.Equal([$"NotTaken {Subject(Given.Key)}", $"NotTaken {Subject(Second)}", $"NotTaken {Subject(Third)}"], Freeze.Events.Where(v => v.Contains("Taken", StringComparison.Ordinal)));
    }

    /// <summary>Another person disables a version on purpose while the question is open.</summary>
    [Fact]
    public void A_version_that_was_disabled_meanwhile_is_not_recorded_and_not_given_back()
    {
        World.Answers.Meanwhile = () => World.KeyVault.KeyVersions.Set([.. World.KeyVault.KeyVersions.Now.Select(v => v.Identifier.IsSameVersion(Second) ? v with { Enabled = false } : v)]);

        Freeze.Revoke(KeyAccessMethod.KeyVersion);
        Freeze.Grant();

        Assert.Equal(new[] { Given.Key, Third }.Order(), Enabled.Order());
        Assert.DoesNotContain($"Taken {Subject(Second)}", Freeze.Events);
    }

    [Fact]
    public void A_version_of_unknown_state_ends_it_before_anything_is_taken()
    {
        World.KeyVault.KeyVersions.Set([.. World.KeyVault.KeyVersions.Now.Select(v => v.Identifier.IsSameVersion(Second) ? v with { Enabled = null } : v)]);

        Assert.Equal("KeyVersionStateUnknown", Refusal(() => Freeze.Revoke(KeyAccessMethod.KeyVersion)).ErrorId);
        Assert.Empty(Changes);
    }

    /// <summary>Resource Manager's list may lag behind the vault: what it lists as enabled, the version itself shows as disabled.</summary>
    [Fact]
    public void A_delayed_list_does_not_mean_that_versions_were_enabled_again()
    {
        World.KeyVault.AsListed = version => version.Identifier.IsSameVersion(Third) ? version with { Enabled = true } : version;

        Freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.Empty(Enabled);
        Assert.DoesNotContain(Freeze.Events, e => e.StartsWith("NotTaken", StringComparison.Ordinal));
    }

    [Fact]
    public void With_no_version_enabled_there_is_nothing_to_take()
    {
        World.KeyVault.KeyVersions.Set([.. World.KeyVault.KeyVersions.Now.Select(v => v with { Enabled = false })]);

        Assert.Equal("NothingToRevoke", Refusal(() => Freeze.Revoke(KeyAccessMethod.KeyVersion)).ErrorId);
    }

    [Fact]
    public void With_Wait_it_is_frozen_once_Atlas_reports_it()
    {
        World.Atlas.Encryption.After(1, Given.Encryption(false, key: Key));
        World.Atlas.Clusters.After(1, [.. World.Atlas.Clusters.Now.Select(c => c with { Paused = true })]);

        Freeze.Revoke(KeyAccessMethod.KeyVersion, wait: 60);

        Assert.Equal($"Frozen {Given.ProjectId}", Freeze.Events.Last());
    }

    /// <summary>Any versions, and an interruption at any change, with the command run again: Atlas never sees an older version as the latest one, and in the end all is as it was.</summary>
    [Fact]
    public void At_no_time_is_an_older_version_the_latest_enabled_one() =>
        Gen.Select(Gen.Bool.Array[1, 6], Gen.Int[0, 6], Gen.Int[0, 6]).Sample((enabled, stopsRevoke, stopsGrant) =>
        {
            var freeze = new FreezeWorld();
            var (vault, now) = (freeze.World.KeyVault.KeyVersions, freeze.World.Time.GetUtcNow());
            freeze.World.Atlas.Encryption.Set(Given.Encryption(key: Key));
            vault.Set([.. enabled.Select((e, i) => Given.KeyVersion($"{Key}/{i + 1:x32}", now.AddDays(i - 100)) with { Enabled = e })]);
            var (before, latest) = (freeze.Rights, Latest());
            if (latest is null)
            {
                return Refusal(() => freeze.Revoke(KeyAccessMethod.KeyVersion)).ErrorId == "NothingToRevoke";
            }

            var fellBack = false;
            Interrupted(stopsRevoke, () => freeze.Revoke(KeyAccessMethod.KeyVersion));
            var isFrozen = Latest() is null;
            Interrupted(stopsGrant, () => freeze.Grant());
            return isFrozen && !fellBack && freeze.Rights == before;

            KeyIdentifier? Latest() => vault.Now.Where(v => v.Enabled is true).MaxBy(v => v.Created)?.Identifier;

            void Interrupted(int at, Action run)
            {
                var changes = 0;
                freeze.World.Keys.OnArrival = request => _ = request.StartsWith("PATCH", StringComparison.Ordinal) && ++changes == at
                    ? throw Failure("Azure failed.") : 0;
                freeze.World.Keys.OnTheWayBack = _ => fellBack |= Latest() is { } now && !now.Equals(latest);
                if (at > 0 && at <= enabled.Count(e => e))
                {
                    Refusal(run);
                }

                run();
            }
        }, iter: 300);

    [Theory]
    [InlineData(KeyAccessMethod.AccessPolicy)]
    [InlineData(KeyAccessMethod.RoleAssignment)]
    public void By_rights_it_works_as_for_any_other_project(KeyAccessMethod method)
    {
        var freeze = new FreezeWorld(method == KeyAccessMethod.RoleAssignment);
        freeze.World.Atlas.Encryption.Set(Given.Encryption(key: Key));
        freeze.World.KeyVault.KeyVersions.Set(World.KeyVault.KeyVersions.Now);
        var before = freeze.Rights;

        freeze.Revoke(method);
        Assert.NotEqual(before, freeze.Rights);
        freeze.Grant();

        Assert.Equal(before, freeze.Rights);
        Assert.DoesNotContain(freeze.World.Journal, e => e.StartsWith("PATCH", StringComparison.Ordinal));
    }
}
