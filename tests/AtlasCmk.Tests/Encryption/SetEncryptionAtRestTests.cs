using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Encryption;

public sealed class SetEncryptionAtRestTests
{
    private readonly World _world = new();

    public SetEncryptionAtRestTests() => _world.KeyVault.Hold(Given.Key, Given.OtherKey);

    private EncryptionAtRest? Set(EncryptionAtRestRequest request, TimeSpan? wait = null) =>
        _world.Run(() => new SetEncryptionAtRest(_world.Project, _world.Answers).RunAsync(request, wait));

    [Fact]
    public void It_reads_asks_and_changes_in_this_order()
    {
        Assert.Same(_world.Atlas.Encryption.Now, Set(Requests.FirstEnablement));

        Assert.Equal(["GET encryptionAtRest", $"GET kv-atlas/keys/atlas-cmk/versions/{Given.Key[^32..]}", "ask", "GET encryptionAtRest", "PATCH encryptionAtRest"], _world.Journal);
        Assert.True(Assert.Single(_world.Atlas.Changes).Enabled);
        Assert.StartsWith($"Enable customer-managed keys, use the key {Given.Key}", Assert.Single(_world.Answers.Questions), StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_parameters_are_refused_before_any_request()
    {
        Assert.Throws<AtlasCmkException>(() => Set(Requests.NewKey with { KeyVaultName = "kv-other" }));

        Assert.Empty(_world.Journal);
    }

    [Fact]
    public void Declining_returns_nothing_and_changes_nothing()
    {
        _world.Answers.ToFirst = false;

        Assert.Null(Set(Requests.FirstEnablement, TimeSpan.FromMinutes(1)));
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void A_project_that_is_as_asked_is_returned_without_a_question()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());

        Assert.Same(_world.Atlas.Encryption.Now, Set(new() { Key = KeyIdentifierReading.Parse(Given.Key) }));
        Assert.Equal(["GET encryptionAtRest"], _world.Journal);
    }

    [Fact]
    public void Multi_cloud_clusters_are_named_in_a_warning_and_in_a_second_question()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Clusters.Set([Given.Cluster("plain"), Given.MultiCloudCluster("wide"), Given.MultiCloudCluster("wider")]);

        Assert.NotNull(Set(Requests.PrivateNetworking));

        Assert.Equal(["GET encryptionAtRest", "GET clusters", "ask", "ask again", "GET clusters", "GET encryptionAtRest", "PATCH encryptionAtRest"], _world.Journal);
        Assert.EndsWith("these would stop: wide, wider.", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
        Assert.Contains("wide, wider", _world.Answers.Questions[1], StringComparison.Ordinal);
        Assert.DoesNotContain("plain", _world.Answers.Questions[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Declining_the_additional_confirmation_changes_nothing()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Clusters.Set([Given.MultiCloudCluster("wide")]);
        _world.Answers.ToSecond = false;

        Assert.Null(Set(Requests.PrivateNetworking));
        Assert.Empty(_world.Atlas.Changes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Clusters_that_came_while_the_user_was_asked_stop_the_change(bool someWereNamed)
    {
        IReadOnlyList<AtlasCluster> named = someWereNamed ? [Given.MultiCloudCluster("wide")] : [];
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Clusters.Set(named);
        _world.Answers.Meanwhile = () => _world.Atlas.Clusters.Set([.. named, Given.MultiCloudCluster("new")]);

        var failure = Assert.Throws<AtlasCmkException>(() => Set(Requests.PrivateNetworking));

        Assert.Equal("ChangedMeanwhile", failure.ErrorId);
        Assert.Contains("(new)", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void Clusters_that_went_while_the_user_was_asked_do_not()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Clusters.Set([Given.MultiCloudCluster("wide")]);
        _world.Answers.Meanwhile = () => _world.Atlas.Clusters.Set([]);

        Assert.NotNull(Set(Requests.PrivateNetworking));
        Assert.Single(_world.Atlas.Changes);
    }

    [Fact]
    public void Private_networking_that_is_on_disables_nothing_more()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(requirePrivateNetworking: true));
        _world.Atlas.Clusters.Set([Given.MultiCloudCluster("wide")]);

        Assert.NotNull(Set(Requests.NewKey with { RequirePrivateNetworking = true }));
        Assert.Equal(0, _world.Count("GET clusters") + _world.Count("ask again"));
    }

    [Fact]
    public void A_move_to_another_vault_is_refused_while_endpoints_exist_naming_settings_and_regions()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(requirePrivateNetworking: true));
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE"), Given.Endpoint("EUROPE_WEST", "FAILED", number: 2)]);

        var failure = Assert.Throws<AtlasCmkException>(() => Set(new() { ResourceGroupName = "rg-other", SubscriptionId = Given.Tenant }));

        Assert.Equal("VaultIsFixed", failure.ErrorId);
        Assert.Contains("ResourceGroupName, SubscriptionId of project", failure.Message, StringComparison.Ordinal);
        Assert.Contains("US_EAST_2 ACTIVE, EUROPE_WEST FAILED", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, _world.Count("ask"));
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void Private_networking_does_not_end_while_endpoints_exist()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(requirePrivateNetworking: true));
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "DELETING")]);

        var failure = Assert.Throws<AtlasCmkException>(() => Set(new() { RequirePrivateNetworking = false }));

        Assert.Equal("EndpointsRemain", failure.ErrorId);
        Assert.Contains("US_EAST_2 DELETING", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void Endpoints_that_came_while_the_user_was_asked_stop_a_move_too()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Answers.Meanwhile = () => _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "INITIATING")]);

        Assert.Equal("VaultIsFixed", Assert.Throws<AtlasCmkException>(() => Set(new() { ResourceGroupName = "rg-other" })).ErrorId);
        Assert.Empty(_world.Atlas.Changes);
    }

    [Fact]
    public void A_new_key_is_no_move()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(requirePrivateNetworking: true));
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE")]);

        Assert.NotNull(Set(Requests.NewKey));
        Assert.Equal(Given.OtherKey, Assert.Single(_world.Atlas.Changes).KeyIdentifier);
    }

    [Fact]
    public void Waiting_ends_as_soon_as_Atlas_says_valid()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(valid: null)).After(20, Given.Encryption(valid: false)).After(60, Given.Encryption());

        Assert.True(Set(Requests.NewKey, TimeSpan.FromMinutes(10))!.Valid);
        Assert.InRange(_world.Elapsed.TotalSeconds, 60, 71);
    }

    [Fact]
    public void The_answer_to_a_new_key_does_not_count_as_its_validation()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.OnChange = _ => _world.Atlas.Encryption.Set(Given.Encryption()).After(0.25, Given.Encryption(valid: false)).After(60, Given.Encryption());

        Assert.True(Set(Requests.NewKey, TimeSpan.FromMinutes(10))!.Valid);
        Assert.InRange(_world.Elapsed.TotalSeconds, 60, 71);
    }

    [Fact]
    public void Under_private_networking_valid_counts_only_once_it_can_no_longer_speak_of_the_former_key()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(requirePrivateNetworking: true));
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1")]);
        _world.Atlas.OnChange = _ => _world.Atlas.Encryption.Set(Given.Encryption(requirePrivateNetworking: true)).After(20, Given.Encryption(valid: false, requirePrivateNetworking: true));

        var failure = Assert.Throws<AtlasCmkException>(() => Set(Requests.NewKey, TimeSpan.FromSeconds(90)));

        Assert.Contains("its last status was not valid", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Waiting_in_vain_names_the_last_status()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(valid: false));

        var failure = Assert.Throws<AtlasCmkException>(() => Set(Requests.NewKey, TimeSpan.FromSeconds(90)));

        Assert.Equal("WaitTimedOut", failure.ErrorId);
        Assert.Contains("not valid within 90 s; its last status was not valid", failure.Message, StringComparison.Ordinal);
        Assert.Single(_world.Atlas.Changes);
    }

    [Fact]
    public void Without_an_active_endpoint_waiting_ends_at_once_with_a_warning()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(valid: false, requirePrivateNetworking: true));
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-1")]);

        Assert.NotNull(Set(Requests.NewKey, TimeSpan.FromMinutes(10)));

        Assert.Equal(TimeSpan.Zero, _world.Elapsed);
        Assert.Contains("validates the key once one is ACTIVE", Assert.Single(_world.Log.Warnings), StringComparison.Ordinal);
    }

    /// <summary>Otherwise a key that is "not valid" looks like a mistake.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Without_Wait_a_warning_explains_why_the_key_is_not_valid_yet(bool valid, int warnings)
    {
        _world.Atlas.Encryption.Set(Given.Encryption(valid: valid));

        Assert.NotNull(Set(new() { RequirePrivateNetworking = true }));

        Assert.Equal(warnings, _world.Log.Warnings.Count(w => w.Contains("validates the key once one is ACTIVE", StringComparison.Ordinal)));
    }

    [Fact]
    public void With_an_active_endpoint_the_data_nodes_are_waited_for()
    {
        _world.Atlas.Encryption.Set(Given.Encryption(valid: false, requirePrivateNetworking: true)).After(30, Given.Encryption(requirePrivateNetworking: true));
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1")]);

        Assert.True(Set(Requests.NewKey, TimeSpan.FromMinutes(10))!.Valid);
        Assert.Empty(_world.Log.Warnings);
    }
}
