using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.PrivateEndpoints;

/// <summary>Several projects share a vault: a connection has no owner only if every visible project was read.</summary>
public sealed class SharedVaultTests
{
    private const string Orders = "66c9e8f1dd6c9960802420f1";
    private const string Ledger = "66c9e8f1dd6c9960802420f2";

    private readonly World _world = new();

    public SharedVaultTests()
    {
        _world.Atlas.Encryption.Set(Given.Encryption());
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", "ACTIVE", "pe-mine")]);
        _world.Atlas.EndpointsElsewhere = [new(Orders, Given.EndpointId(9), "US_WEST", "PENDING_ACCEPTANCE") { PrivateEndpointConnectionName = "PE-ORDERS" }];
        foreach (var (id, name) in new[] { (Given.ProjectId, "payments"), (Orders, "orders"), (Ledger, "ledger") })
        {
            _world.Atlas.Projects.Add(new(id, name, Given.EndpointId(1), 1, default));
        }

        _world.Atlas.EncryptionElsewhere[Ledger] = new(Ledger);
        Vault("pe-mine", "pe-orders");
    }

    private void Vault(params string[] names) => _world.KeyVault.Connections.Set([.. names.Select(n => new PrivateEndpointConnection(Given.Connection(n), "Pending"))]);

    private IReadOnlyList<PrivateEndpointConnection> List() => _world.Run(() => new ProjectConnections(_world.Project, _world.Session.VisibleProjects).ListAsync());

    private FoundConnection Find(string name, bool piped) => _world.Run(() => new FindConnection(_world.Project).RunAsync(new(Given.Connection(name), null, null, piped)));

    [Fact]
    public void A_connection_of_another_visible_project_is_named_as_that_project_s()
    {
        var orders = List().Single(c => c.Name == "pe-orders");

        Assert.Equal(("Atlas", Orders, "US_WEST", Given.EndpointId(9)), (orders.VerifiedBy, orders.ProjectId, orders.RegionName, orders.EndpointId));
        Assert.Equal(0, _world.Count($"GET privateEndpoints of {Ledger}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_is_found_as_that_project_s_too(bool piped)
    {
        var found = Find("pe-orders", piped);

        Assert.Equal((Orders, null), (found.Endpoint!.ProjectId, found.Doubt));
    }

    [Fact]
    public void A_connection_that_no_listed_project_claims_may_belong_to_one_that_is_missing_from_the_list()
    {
        Vault("pe-mine", "pe-open");
        _world.Atlas.ProjectsNotListed = 1;

        var open = List().Single(c => c.Name == "pe-open");

        Assert.Equal("Unknown", open.VerifiedBy);
        Assert.Contains("lists 3 of 4 projects", Assert.Single(open.Unread), StringComparison.Ordinal);
    }

    [Fact]
    public void If_the_project_owns_all_connections_no_other_project_is_read()
    {
        Vault("pe-mine");

        Assert.Equal("Atlas", Assert.Single(List()).VerifiedBy);
        Assert.Equal(["GET encryptionAtRest", "GET kv-atlas", "GET privateEndpoints"], _world.Journal.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_visible_project_is_read_once_however_often_it_is_asked_about()
    {
        List();
        List();
        Find("pe-orders", piped: true);

        Assert.Equal(1, _world.Count("GET groups"));
        Assert.Equal(1, _world.Count($"GET privateEndpoints of {Orders}"));
        // The project itself, orders and ledger.
        Assert.Equal(3, _world.Count("GET encryptionAtRest"));
    }

    [Fact]
    public void A_connection_that_no_visible_project_claims_has_no_owner()
    {
        Vault("pe-mine", "pe-stranger");

        var stranger = List()[1];

        Assert.Equal(("None", null, 0), (stranger.VerifiedBy, stranger.ProjectId, stranger.Unread.Count));
        Assert.Equal("ConnectionNotListed", Assert.Throws<AtlasCmkException>(() => Find("pe-stranger", piped: true)).ErrorId);
    }

    [Theory]
    [InlineData("settings")]
    [InlineData("endpoints")]
    [InlineData("projects")]
    public void Unread_projects_make_the_owner_unknown_and_are_named(string unread)
    {
        Vault("pe-mine", "pe-stranger");
        _world.Atlas.Refuse = request => request switch
        {
            $"GET privateEndpoints of {Orders}" when unread == "endpoints" => Given.Refusal("GET", 403, "USER_UNAUTHORIZED"),
            $"GET encryptionAtRest of {Orders}" when unread == "settings" => Given.Refusal("GET", 403, "USER_UNAUTHORIZED"),
            "GET groups" when unread == "projects" => Given.Refusal("GET", 403, "USER_UNAUTHORIZED"),
            _ => null,
        };

        var (mine, stranger) = (List()[0], List()[1]);
        var failure = Assert.Throws<AtlasCmkException>(() => Find("pe-stranger", piped: true));
        var named = Find("pe-stranger", piped: false);

        Assert.Equal(("Atlas", "Unknown"), (mine.VerifiedBy, stranger.VerifiedBy));
        Assert.Contains(unread == "projects" ? "the list of projects" : $"project orders ({Orders})", Assert.Single(stranger.Unread), StringComparison.Ordinal);
        Assert.Contains("USER_UNAUTHORIZED", Assert.Single(stranger.Unread), StringComparison.Ordinal);
        Assert.Equal("ConnectionOwnerUnknown", failure.ErrorId);
        Assert.Contains("USER_UNAUTHORIZED", failure.Message, StringComparison.Ordinal);
        Assert.Contains("USER_UNAUTHORIZED", named.Doubt, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_list_of_what_could_not_be_read_is_cut_in_messages()
    {
        var owner = new ConnectionOwner(null, [.. Enumerable.Range(1, 40).Select(i => $"project {i}")]);
        Assert.Equal("project 1; project 2; project 3; and 37 more", owner.UnreadText);
    }

    [Fact]
    public void A_vault_is_listed_without_a_project_and_without_Atlas()
    {
        var alone = _world.Run(() => new VaultConnections(_world.Session, Given.Vault, null).ListAsync());
        Assert.Equal(["None", "None"], alone.Select(c => c.VerifiedBy));
        Assert.Equal(["GET kv-atlas"], _world.Journal);

        var seen = _world.Run(() => new VaultConnections(_world.Session, Given.Vault, _world.Session.VisibleProjects).ListAsync());
        Assert.Equal([Given.ProjectId, Orders], seen.Select(c => c.ProjectId));
    }
}
