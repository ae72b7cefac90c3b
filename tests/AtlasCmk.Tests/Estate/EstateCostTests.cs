using AtlasCmk.Tests.Fakes;
using Xunit;

namespace AtlasCmk.Tests.Estate;

/// <summary>What an estate costs: two rounds a project, and each vault and key once.</summary>
public sealed class EstateCostTests
{
    private readonly World _world = new();
    private readonly EstateReads _reads;

    public EstateCostTests()
    {
        _reads = new(_world.Session);
        _world.KeyVault.Hold(Given.Key);
        _world.Atlas.Encryption.Set(Given.Encryption(requirePrivateNetworking: true));
        _world.Atlas.Clusters.Set([Given.Cluster("orders")]);
    }

    [Fact]
    public async Task A_project_costs_three_requests_to_Atlas_and_three_to_Azure_in_two_rounds()
    {
        var barrier = new RequestBarrier();
        _world.Atlas.OnTheWay = _world.KeyVault.OnTheWay = _world.Applications.OnTheWay = barrier.PassAsync;

        var work = StatusAsync(Given.ProjectId);
        await barrier.LetThroughAsync(2);
        await barrier.LetThroughAsync(4);
        var status = await work.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(
            ["GET application " + Given.Client, "GET clusters", "GET encryptionAtRest", "GET kv-atlas", "GET kv-atlas/keys/atlas-cmk/versions", "GET privateEndpoints", "sign in"],
            _world.Journal.Order(StringComparer.Ordinal));
        Assert.Equal(0, status.KeyAgeInDays);
    }

    [Fact]
    public void A_shared_vault_and_its_key_are_read_once()
    {
        _world.Run(() => Task.WhenAll(Enumerable.Range(1, 40).Select(n => StatusAsync(Given.RoleId(n)))));

        Assert.Equal((40, 40), (_world.Count("GET encryptionAtRest"), _world.Count("GET clusters")));
        Assert.Equal((1, 2, 1, 1), (_world.Count("GET kv-atlas/keys"), _world.Count("GET kv-atlas"), _world.Count("GET application"), _world.Count("sign in")));
    }

    [Fact]
    public void A_project_without_a_key_costs_two_requests_and_none_to_Azure()
    {
        _world.Atlas.Encryption.Set(Given.NotEnabled);
        _world.Run(() => StatusAsync(Given.ProjectId));

        Assert.Equal(["GET clusters", "GET encryptionAtRest"], _world.Journal.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_a_sign_in_to_Azure_the_rest_is_shown_and_no_request_is_sent_there()
    {
        _world.Entra.SessionRefusal = ServiceErrors.Unreachable("login.microsoftonline.com", "POST", "/oauth2/v2.0/token", "no route");
        var status = _world.Run(() => StatusAsync(Given.ProjectId));

        Assert.Equal(0, _world.Count("GET kv-atlas"));
        Assert.Equal((true, true, "Unknown"), (status.Valid, status.Unread.Any(u => u.Contains("no route", StringComparison.Ordinal)), status.VaultAccess));
    }

    [Fact]
    public void A_refusal_of_one_list_leaves_the_rest_and_one_of_the_settings_is_an_error()
    {
        _world.Atlas.Refuse = request => request == "GET privateEndpoints" ? Given.Refusal("GET", 403, "USER_UNAUTHORIZED") : null;
        Assert.Equal((1, null), (_world.Run(() => StatusAsync(Given.ProjectId)) is var status ? status.ClustersEligible : 0, status.Compliant is false ? null : status.Compliant));
        Assert.Contains(status.Unread, u => u.Contains("Project Owner", StringComparison.Ordinal));

        _world.Atlas.Refuse = request => request == "GET encryptionAtRest" ? Given.Refusal("GET", 403, "USER_UNAUTHORIZED") : null;
        Assert.Throws<AtlasApiException>(() => _world.Run(() => StatusAsync(Given.ProjectId)));
    }

    private Task<CmkStatus> StatusAsync(string projectId) => new ReadCmkStatus(_world.Session.Project(projectId), _reads, ComplianceBaseline.BuiltIn).RunAsync((_, _) => false);
}
