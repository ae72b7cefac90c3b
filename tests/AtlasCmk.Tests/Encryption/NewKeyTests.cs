using AtlasCmk.Clients;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Encryption;

/// <summary>A key version that a project is to be put under is checked in Azure, as far as Azure shows it.</summary>
public sealed class NewKeyTests
{
    private readonly World _world = new();

    public NewKeyTests()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(requirePrivateNetworking: true));
        _world.KeyVault.Hold(Given.Key, Given.OtherKey);
    }

    private EncryptionAtRest? Set(EncryptionAtRestRequest? request = null) =>
        _world.Run(() => new SetEncryptionAtRest(_world.Project, _world.Answers).RunAsync(request ?? Requests.NewKey, null));

    private void AssertNotChecked(string why)
    {
        Assert.NotNull(Set());
        Assert.Single(_world.Atlas.Changes);
        Assert.Contains(_world.Log.Told, t => t.StartsWith($"Whether Atlas can use {Given.OtherKey} was not checked in Azure: ", StringComparison.Ordinal)
            && t.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public void A_version_that_Atlas_cannot_use_is_refused_with_every_reason_before_the_question()
    {
        _world.KeyVault.KeyVersions.Set([Given.KeyVersion(Given.OtherKey, _world.Time.GetUtcNow()) with { Enabled = false, Expires = _world.Time.GetUtcNow().AddDays(1) }]);

        var failure = Assert.Throws<AtlasCmkException>(() => Set());

        Assert.Equal("KeyVersionUnusable", failure.ErrorId);
        Assert.Contains("it is disabled; it expires at", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["GET encryptionAtRest", $"GET kv-atlas/keys/atlas-cmk/versions/{Given.OtherKey[^32..]}"], _world.Journal);
    }

    [Fact]
    public void A_version_that_the_vault_does_not_have_is_refused()
    {
        _world.KeyVault.Hold(Given.Key);

        Assert.Equal("KeyVersionUnknown", Assert.Throws<AtlasCmkException>(() => Set()).ErrorId);
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void A_usable_version_costs_one_request_and_causes_no_message()
    {
        Set();

        Assert.Equal(1, _world.Count("GET kv-atlas"));
        Assert.DoesNotContain(_world.Log.Told, t => t.Contains("was not checked", StringComparison.Ordinal));
    }

    /// <summary>Whether it still can be used is for Atlas to say, which reports it in <c>valid</c>.</summary>
    [Fact]
    public void The_version_in_use_costs_no_request()
    {
        Set(Requests.PrivateNetworking with { Key = KeyIdentifierReading.Parse(Given.Key), RequirePrivateNetworking = false });

        Assert.Equal(0, _world.Count("GET kv-atlas"));
        Assert.Single(_world.Atlas.Changes);
    }

    [Fact]
    public void The_first_key_of_a_project_is_checked_in_the_given_vault()
    {
        _world.Atlas.Encryption.Set(Given.NotEnabled);
        _world.KeyVault.KeyVersions.Set([Given.KeyVersion(Given.Key, _world.Time.GetUtcNow()) with { KeyType = "EC" }]);

        Assert.Equal("KeyVersionUnusable", Assert.Throws<AtlasCmkException>(() => Set(Requests.FirstEnablement)).ErrorId);
    }

    [Fact]
    public void Without_a_sign_in_to_Azure_only_Atlas_checks_the_key()
    {
        _world.KeyVault.OnTheWay = () => throw AzureSignInErrors.AzureSignInFailed("no sign-in was found.");
        AssertNotChecked("no sign-in was found");
    }

    [Fact]
    public void Without_the_right_to_read_keys_only_Atlas_checks_the_key()
    {
        _world.KeyVault.OnTheWay = () => throw AzureFailures.From(new("GET", "/versions", "read the key", "Microsoft.KeyVault/vaults/keys/versions/read", "Reader"),
            403, new("AuthorizationFailed", "no"));
        AssertNotChecked("AuthorizationFailed");
    }

    /// <summary>For example a subscription of another session: a missing version there has no meaning.</summary>
    [Fact]
    public void Without_access_to_the_vault_only_Atlas_checks_the_key()
    {
        _world.KeyVault.Hold();
        _world.KeyVault.Settings.Set(null);
        AssertNotChecked("no such vault");
    }

    [Fact]
    public void If_Azure_does_not_answer_the_change_continues()
    {
        _world.KeyVault.OnTheWay = async () =>
        {
            await Task.Delay(TimeSpan.FromSeconds(31), _world.Time);
            throw new OperationCanceledException();
        };
        AssertNotChecked("did not answer within 30 s");
    }

    [Fact]
    public void A_stop_does_not_skip_the_check()
    {
        _world.KeyVault.OnTheWay = () => throw new OperationCanceledException();

        Assert.ThrowsAny<OperationCanceledException>(() => Set());
        Assert.Empty(_world.Atlas.Changes);
    }
}
