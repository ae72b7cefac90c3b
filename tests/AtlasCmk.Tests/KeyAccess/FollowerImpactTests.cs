using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.KeyAccess;

/// <summary>Who else a freeze by key version reaches, where a project names the key with a version, and another names it without.</summary>
public sealed class FollowerImpactTests
{
    private static readonly string s_key = Given.Key[..Given.Key.LastIndexOf('/')];

    private readonly FreezeWorld _freeze = new();

    private World World => _freeze.World;

    private string Told => string.Join("\n", [.. World.Answers.Questions, .. World.Log.Warnings]);

    /// <param name="own">The key of the project that is frozen.</param>
    /// <param name="other">The key of the other one.</param>
    /// <param name="older">Whether the version before is enabled.</param>
    /// <param name="first">Which of the two versions was created first.</param>
    private void GivenKeys(string own, string other, bool? older = true, string first = Given.OtherKey)
    {
        World.Atlas.Encryption.Set(Given.Encryption(key: own));
        var now = World.Time.GetUtcNow();
        string[] keys = [first, first == Given.Key ? Given.OtherKey : Given.Key];
        World.KeyVault.KeyVersions.Set([.. keys.Select((k, i) => Given.KeyVersion(k, now.AddDays(-100 + (i * 50))) with { Enabled = k == Given.Key ? true : older })]);
        _freeze.GivenProject(FreezeWorld.Other, "billing", FreezeWorld.Elsewhere(other), Given.Cluster("invoices", "AZURE"));
    }

    [Fact]
    public void A_project_that_follows_the_frozen_version_falls_back_to_the_one_before()
    {
        GivenKeys(Given.Key, s_key);
        World.Answers.ToSecond = false;

        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.Equal(2, World.Answers.Questions.Count);
        Assert.Matches($"billing \\({FreezeWorld.Other}\\).*invoices.*fall back.*{KeyIdentifierReading.Parse(Given.OtherKey).Version}", World.Answers.Questions[1]);
        Assert.DoesNotContain("Also stops", Told, StringComparison.Ordinal);

        World.Answers.ToSecond = true;
        _freeze.Revoke(KeyAccessMethod.KeyVersion);
        Assert.Contains(_freeze.Evidence, e => e.Event == "FallsBack" && e.Subject == FreezeWorld.Other);
    }

    [Fact]
    public void If_no_other_version_is_enabled_the_project_is_frozen_too()
    {
        GivenKeys(Given.Key, s_key, older: false);

        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.Contains($"Also stops: project billing ({FreezeWorld.Other})", World.Answers.Questions[1], StringComparison.Ordinal);
    }

    [Fact]
    public void If_Atlas_cannot_use_the_previous_version_the_project_is_frozen_too()
    {
        GivenKeys(Given.Key, s_key);
        World.KeyVault.KeyVersions.Set([.. World.KeyVault.KeyVersions.Now.Select(v => v.Identifier.IsSameVersion(Given.OtherKey) ? v with { Expires = World.Time.GetUtcNow().AddDays(-1) } : v)]);

        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.Contains($"Also stops: project billing ({FreezeWorld.Other})", World.Answers.Questions[1], StringComparison.Ordinal);
        Assert.DoesNotContain("fall back", Told, StringComparison.Ordinal);
    }

    [Fact]
    public void If_a_later_version_is_enabled_Atlas_continues_with_it()
    {
        GivenKeys(Given.Key, s_key, first: Given.Key);

        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.DoesNotContain("fall back", Told, StringComparison.Ordinal);
        Assert.DoesNotContain("Also stops: project billing", Told, StringComparison.Ordinal);
        Assert.Contains("perhaps cluster invoices", Told, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_state_of_a_version_is_reported()
    {
        GivenKeys(Given.Key, s_key, older: null);

        Assert.Equal("ImpactUnknown", Assert.ThrowsAny<AtlasCmkException>(() => _freeze.Revoke(KeyAccessMethod.KeyVersion)).ErrorId);

        _freeze.Revoke(KeyAccessMethod.KeyVersion, force: true);
        Assert.Contains(_freeze.Evidence, e => e.Event == "ImpactUnknown" && e.Detail.Contains(FreezeWorld.Other, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Given.Key)]
    [InlineData(Given.OtherKey)]
    [InlineData(null)]
    public void A_freeze_of_a_follower_names_projects_that_are_pinned_to_its_versions_or_follow(string? other)
    {
        GivenKeys(s_key, other ?? s_key);

        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.Contains($"Also stops: project billing ({FreezeWorld.Other})", World.Answers.Questions[1], StringComparison.Ordinal);
        Assert.Contains("invoices", World.Answers.Questions[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_freeze_of_a_follower_does_not_affect_projects_pinned_to_a_disabled_version()
    {
        GivenKeys(s_key, Given.OtherKey, older: false);

        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.DoesNotContain("billing", Told, StringComparison.Ordinal);
    }

    [Fact]
    public void Backups_that_need_any_of_the_versions_are_counted_once()
    {
        GivenKeys(s_key, s_key);
        var now = World.Time.GetUtcNow();
        World.Atlas.Snapshots.Set([new("1", "orders") { CreatedAt = now.AddDays(-1), Status = "completed" },
            new("2", "orders") { CreatedAt = now.AddDays(-70), Status = "completed" }, new("3", "orders") { CreatedAt = now.AddDays(-300), Status = "completed" }]);

        _freeze.Revoke(KeyAccessMethod.KeyVersion);

        Assert.Equal("2", Assert.Single(_freeze.Evidence, e => e.Event == "BackupsLocked" && e.Subject == "orders" && !e.Detail.Contains(FreezeWorld.Other, StringComparison.Ordinal)).Detail);
    }

    [Fact]
    public void Without_Atlas_one_version_of_several_says_what_a_follower_would_use()
    {
        GivenKeys(Given.Key, s_key);

        _freeze.RevokeWithoutAtlas(KeyAccessMethod.KeyVersion);

        Assert.Contains($"fall back to atlas-cmk/{KeyIdentifierReading.Parse(Given.OtherKey).Version}", Told, StringComparison.Ordinal);
    }
}
