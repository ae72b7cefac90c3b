using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Encryption;

/// <summary>A key without a version: what setting it says and checks, and what it resolves to.</summary>
public sealed class FollowedKeyTests
{
    private const string Followed = "https://kv-atlas.vault.azure.net/keys/atlas-cmk";

    private readonly World _world = new();

    public FollowedKeyTests()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.OnChange = change => _world.Atlas.Encryption.Set(Given.Encryption(key: change.KeyIdentifier ?? Followed));
        Hold(true);
    }

    private void Hold(bool? newerIsEnabled) => _world.KeyVault.KeyVersions.Set(
        [Given.KeyVersion(Given.Key, _world.Time.GetUtcNow().AddDays(-9)), Given.KeyVersion(Given.OtherKey, _world.Time.GetUtcNow()) with { Enabled = newerIsEnabled }]);

    private EncryptionAtRest? Set(string key, EncryptionAtRestRequest? request = null) =>
        _world.Run(() => new SetEncryptionAtRest(_world.Project, _world.Answers).RunAsync((request ?? new()) with { Key = KeyIdentifierReading.ParseKey(key) }, null));

    private EncryptionAtRest Read(bool resolve = true) => _world.Run(() => new ReadEncryptionAtRest(_world.Project).RunAsync(resolve));

    [Fact]
    public void It_appears_in_the_question_and_once_as_a_warning()
    {
        var project = Set(Followed)!;

        Assert.All(new[] { Assert.Single(_world.Log.Warnings), Assert.Single(_world.Answers.Questions) },
            text => Assert.Contains(FollowedVersion.Meaning.TrimEnd('.'), text, StringComparison.Ordinal));
        Assert.Contains(Given.OtherKey[^32..], _world.Answers.Questions[0], StringComparison.Ordinal);
        Assert.Equal((true, Given.OtherKey), (project.FollowsLatestVersion, project.ResolvedKeyIdentifier));
        Assert.Equal(Followed, Assert.Single(_world.Atlas.Changes).KeyIdentifier);
    }

    [Fact]
    public void It_works_at_the_first_enablement()
    {
        _world.Atlas.Encryption.Set(Given.NotEnabled);

        Assert.True(Set(Followed, Requests.FirstEnablement)!.FollowsLatestVersion);

        Assert.Equal((Followed, "kv-atlas", true), _world.Atlas.Changes.Select(c => (c.KeyIdentifier, c.KeyVaultName, c.Enabled is true)).Single());
        Assert.Single(_world.Log.Warnings);
    }

    [Fact]
    public void A_project_that_follows_already_is_sent_nothing_and_warned_of_nothing()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(key: Followed));

        Set(Followed.ToUpperInvariant().Replace("HTTPS", "https", StringComparison.Ordinal));
        Set(Followed, Requests.PrivateNetworking);

        Assert.Null(Assert.Single(_world.Atlas.Changes).KeyIdentifier);
        Assert.DoesNotContain(_world.Log.Warnings, w => w.Contains("names no version", StringComparison.Ordinal));
    }

    [Fact]
    public void Going_back_to_a_version_says_that_Atlas_no_longer_follows()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(key: Followed));

        Assert.Equal((false, Given.Key), (Set(Given.Key)!.FollowsLatestVersion, _world.Atlas.Encryption.Now.ResolvedKeyIdentifier));

        Assert.Contains("no longer follow", Assert.Single(_world.Answers.Questions), StringComparison.Ordinal);
        Assert.Empty(_world.Log.Warnings);
    }

    public static TheoryData<string, bool, string> Unusable => new() { { "EC", true, "KeyVersionUnusable" }, { "RSA", false, "KeyVersionUnusable" }, { "", false, "KeyUnknown" } };

    [Theory]
    [MemberData(nameof(Unusable))]
    public void The_latest_enabled_version_is_checked(string type, bool enabled, string errorId)
    {
        _world.KeyVault.KeyVersions.Set(type.Length == 0 ? [] : [Given.KeyVersion(Given.OtherKey, _world.Time.GetUtcNow()) with { KeyType = type, Enabled = enabled }]);

        Assert.Equal(errorId, Assert.Throws<AtlasCmkException>(() => Set(Followed)).ErrorId);
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void A_newer_version_that_is_disabled_is_no_hindrance()
    {
        Hold(false);
        Assert.Equal(Given.Key, Set(Followed)!.ResolvedKeyIdentifier);
    }

    [Fact]
    public void Azure_is_asked_only_on_demand_and_only_for_a_key_without_a_version()
    {
        Assert.Equal(Given.Key, Read().ResolvedKeyIdentifier);
        _world.Atlas.Encryption.Set(Given.Encryption(key: Followed));
        Assert.Null(Read(resolve: false).ResolvedKeyIdentifier);
        Assert.Equal(0, _world.Count("GET kv-atlas"));

        Assert.Equal(Given.OtherKey, Read().ResolvedKeyIdentifier);
        Assert.Equal(1, _world.Count("GET kv-atlas"));
        Assert.Empty(_world.Log.Warnings);
    }

    [Theory]
    [InlineData(true, "no sign-in was found")]
    [InlineData(false, "does not say whether")]
    public void Values_that_Azure_does_not_show_stay_empty_with_the_reason(bool refuses, string why)
    {
        _world.Atlas.Encryption.Set(Given.Encryption(key: Followed));
        Hold(null);
        _world.KeyVault.OnTheWay = () => refuses ? throw AzureSignInErrors.AzureSignInFailed("no sign-in was found.") : Task.CompletedTask;

        Assert.Null(Read().ResolvedKeyIdentifier);
        Assert.Contains(why, Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
    }
}
