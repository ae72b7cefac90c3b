using System.Security;
using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Suggestions;

public sealed class SessionSuggestionsTests
{
    private readonly World _world = new();
    private readonly FakeConnection _connection;
    private readonly SessionSuggestions _suggestions;

    public SessionSuggestionsTests()
    {
        _connection = new(_world);
        _suggestions = new(_connection, _world.Time);
    }

    [Fact]
    public async Task A_project_is_shown_by_its_name_and_given_by_its_id()
    {
        _world.Atlas.Projects.Add(new("000000000000000000000002", "reports", Given.RoleId(), 1, DateTimeOffset.UnixEpoch));
        _world.Atlas.Projects.Add(new(Given.ProjectId, "payments", Given.RoleId(), 3, DateTimeOffset.UnixEpoch));

        var projects = await _suggestions.ProjectsAsync();

        Assert.Equal(["payments", "reports"], projects!.Select(p => p.Label));
        Assert.Equal([Given.ProjectId, "000000000000000000000002"], projects!.Select(p => p.Text));
        Assert.Equal("payments: 3 clusters, created 1970-01-01", projects![0].Tip);
    }

    [Fact]
    public async Task A_cluster_is_given_by_its_name_whatever_its_kind()
    {
        _world.Atlas.Clusters.Set([Given.Cluster("orders") with { Paused = true }, Given.Cluster("payments") with { EncryptionAtRestProvider = "AZURE" }]);
        _world.Atlas.FlexClusters = [new(Given.ProjectId, "Flexible", ClusterKind.Flex) { InstanceSize = "FLEX" }];

        var clusters = await _suggestions.ClustersAsync(Given.ProjectId);

        Assert.Equal(["Flexible", "orders", "payments"], clusters!.Select(c => c.Text));
        Assert.Equal("M10 IDLE, paused, not encrypted with your key: US_EAST_2", clusters![1].Tip);
        Assert.Equal("M10 IDLE, encrypted with a key of AZURE: US_EAST_2", clusters![2].Tip);
    }

    [Fact]
    public async Task An_endpoint_is_shown_by_its_region_and_status()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE", number: 7)]);

        var endpoint = Assert.Single((await _suggestions.EndpointsAsync(Given.ProjectId))!);

        Assert.Equal((Given.EndpointId(7), "US_EAST_2 ACTIVE", "US_EAST_2 ACTIVE"), (endpoint.Text, endpoint.Label, endpoint.Tip));
    }

    [Fact]
    public async Task The_vault_and_its_resource_group_are_those_of_the_project()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());

        Assert.Equal(Given.Vault.Name, Assert.Single((await _suggestions.VaultsAsync(Given.ProjectId))!).Text);
        Assert.Equal(Given.Vault.ResourceGroupName, Assert.Single((await _suggestions.ResourceGroupsAsync(Given.ProjectId))!).Text);
    }

    [Fact]
    public async Task A_project_without_a_key_has_no_vault_to_offer()
    {
        _world.Atlas.Encryption.Set(Given.NotEnabled);

        Assert.Empty((await _suggestions.VaultsAsync(Given.ProjectId))!);
    }

    [Fact]
    public async Task Connections_are_all_of_the_vault_with_whose_they_are()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE", "pe-1")]);
        _world.KeyVault.Connections.Set([new(Given.Connection("pe-1"), "Approved"), new(Given.Connection("left"), "Disconnected")]);

        var connections = await _suggestions.ConnectionsAsync(Given.ProjectId);

        Assert.Equal(["left: Disconnected, not listed by Atlas", "pe-1: Approved, US_EAST_2"], connections!.Select(c => $"{c.Text}: {c.Tip}"));
        Assert.Equal("pe-1", Assert.Single(Suggestion.Find(connections!, "us_east_2")).Text);
    }

    [Fact]
    public async Task If_Azure_refuses_the_connections_that_Atlas_lists_remain()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "PENDING_ACCEPTANCE", "pe-1"), Given.Endpoint("US_CENTRAL", "INITIATING", number: 2)]);
        _world.KeyVault.OnTheWay = () => throw AzureSignInErrors.AzureSignInFailed("no account is signed in");

        Assert.Equal("pe-1", Assert.Single((await _suggestions.ConnectionsAsync(Given.ProjectId))!).Text);
    }

    [Fact]
    public async Task Key_versions_are_whole_identifiers_found_by_the_version()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.KeyVault.KeyVersions.Set([Given.KeyVersion(Given.Key, DateTimeOffset.UnixEpoch), Given.KeyVersion(Given.OtherKey, DateTimeOffset.UnixEpoch.AddDays(1)) with { Enabled = false }]);

        var versions = await _suggestions.KeyVersionsAsync(Given.ProjectId);
        Assert.Equal([Given.Key[..Given.Key.LastIndexOf('/')], .. versions!.Select(v => v.Text)], (await _suggestions.KeysAsync(Given.ProjectId))!.Select(k => k.Text));

        Assert.Equal([Given.OtherKey, Given.Key], versions!.Select(v => v.Text));
        Assert.Equal("atlas-cmk/0123456789abcdef0123456789abcdef Current", versions![1].Label);
        Assert.StartsWith("Disabled, created 1970-01-02: ", versions[0].Tip, StringComparison.Ordinal);
        Assert.Equal(Given.OtherKey, Assert.Single(Suggestion.Find(versions, "FEDC")).Text);
    }

    [Fact]
    public async Task Roles_are_found_by_their_service_principal()
    {
        _world.Atlas.Principals.Add(Given.Principal());

        var role = Assert.Single(Suggestion.Find((await _suggestions.RolesAsync(Given.ProjectId))!, Given.Subscription[..8]));

        Assert.Equal(Given.RoleId(), role.Text);
    }

    [Fact]
    public async Task A_second_key_press_sends_no_request()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE")]);
        await _suggestions.EndpointsAsync(Given.ProjectId);
        var asked = _world.Journal.Count;
        await _suggestions.EndpointsAsync(Given.ProjectId);

        Assert.Equal((1, 1), (asked, _world.Journal.Count));
    }

    [Fact]
    public async Task One_project_s_answers_are_not_another_s()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE")]);
        await _suggestions.EndpointsAsync(Given.ProjectId);

        Assert.Empty((await _suggestions.EndpointsAsync("000000000000000000000002"))!);
    }

    /// <summary>A user does not type faster in a fast world.</summary>
    [Fact]
    public async Task A_session_s_answers_count_for_seconds_of_the_machine()
    {
        var session = Session(new ScaledClock(_world.Time, _world.Time.GetUtcNow(), 100));
        await SessionSuggestions.Of(session).EndpointsAsync(Given.ProjectId);
        var asked = _world.Journal.Count;

        _world.Time.Advance(TimeSpan.FromSeconds(1));
        await SessionSuggestions.Of(session).EndpointsAsync(Given.ProjectId);

        Assert.Equal((1, 1), (asked, _world.Journal.Count));
    }

    [Fact]
    public async Task A_session_that_ended_suggests_nothing()
    {
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE")]);
        var session = Session(_world.Time);
        Assert.Single((await SessionSuggestions.Of(session).EndpointsAsync(Given.ProjectId))!);

        await session.EndAsync(SilentLog.Instance, CancellationToken.None);

        Assert.Null(await SessionSuggestions.Of(session).EndpointsAsync(Given.ProjectId));
    }

    /// <summary>The next source of the Default sign-in would be taken for the whole session.</summary>
    [Fact]
    public async Task A_key_press_does_not_decide_which_identity_signs_in_to_Azure()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        await _suggestions.KeyVersionsAsync(Given.ProjectId);

        var context = Assert.IsAssignableFrom<IAzContext>(Assert.Single(_connection.AzureLogs));
        await Assert.ThrowsAsync<OperationCanceledException>(() => context.GetTokenAsync("Arm", null, CancellationToken.None));
    }

    private AtlasSession Session(TimeProvider time) => new(new() { Atlas = new("public", new SecureString()), Time = time }, _connection, Given.ProjectId, time.GetUtcNow());
}
