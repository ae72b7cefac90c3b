using AtlasCmk.Tests.Errors;
using AtlasCmk.Tests.Fakes;
using Xunit;
using static AtlasCmk.Tests.Estate.GivenFacts;

namespace AtlasCmk.Tests.Estate;

/// <summary>Results with their exceptions, and the connections of vaults that projects share.</summary>
public sealed class ComplianceResultTests
{
    private static readonly CmkFacts s_old = Compliant with { KeyVersion = TheKey(Current with { Created = GivenFacts.Now.AddDays(-400) }), ProjectName = "payments" };

    private readonly World _world = new();
    private readonly EstateReads _reads;

    public ComplianceResultTests()
    {
        _reads = new(_world.Session);
        _world.KeyVault.Hold(Given.Key);
        _world.Atlas.Encryption.Set(Given.Encryption(requirePrivateNetworking: true));
        _world.Atlas.Projects.AddRange([new(Given.ProjectId, "one", "org", 1, default), new(Given.RoleId(2), "two", "org", 1, default)]);
        _world.Atlas.Endpoints.Set([Given.Endpoint("US_EAST_2", EndpointStatus.Active, "PE-1")]);
    }

    [Theory]
    [InlineData("payments", "2026-12-01", "Excepted")]
    [InlineData(Given.ProjectId, "2026-12-01", "Excepted")]
    [InlineData("payments", "2026-11-30", "Failed")]
    [InlineData("orders", "2027-12-01", "Failed")]
    public void An_exception_counts_until_the_end_of_its_day(string project, string expires, string result)
    {
        var baseline = Excepting(project, ControlId.KeyAge, expires);
        var found = ComplianceResults.Of(s_old, Judge(ControlId.KeyAge, s_old, baseline), baseline);

        Assert.Equal((result, "the key version is 400 days old"), (found.Result, found.Evidence));
        Assert.Equal(result == "Excepted" ? "moved in March" : null, found.ExceptionReason);
        Assert.Equal(expires == "2026-11-30" ? "the exception until 2026-11-30 no longer counts: moved in March" : null, found.Reason);
    }

    [Fact]
    public void An_exception_does_not_hide_what_passes_or_does_not_apply()
    {
        Assert.Equal("Passed", Judge(ControlId.KeyAge, Compliant, Excepting(Given.ProjectId, ControlId.KeyAge, "2027-01-01")).Result);
        Assert.Equal("NotApplicable", Judge(ControlId.KeyAge, new(Given.NotEnabled, GivenFacts.Now), Excepting(Given.ProjectId, ControlId.KeyAge, "2027-01-01")).Result);
    }

    [Fact]
    public void A_result_has_what_an_auditor_asks_for()
    {
        var result = ComplianceResults.Of(s_old, Judge(ControlId.KeyAge, s_old), ComplianceBaseline.BuiltIn);

        Assert.Equal((Given.ProjectId, "KeyAge", "at most 365 days old", "built-in", GivenFacts.Now), (result.Target, result.Control, result.Expected, result.Baseline, result.AssessedAt));
        Assert.Equal($"Invoke-AtlasKeyRotation -ProjectId '{Given.ProjectId}' -NewVersion", result.Remedy);
        Assert.Equal(["ISO 27001:2022 A.8.24", "PCI DSS 4.0 3.7.4", "DORA RTS 2024/1774 Art. 7"], result.Frameworks);
        Assert.All(ComplianceControls.All, c => Assert.NotEmpty(c.Frameworks));
        Assert.Equal(ControlId.All.Order(), ComplianceControls.All.Append(ConnectionControl.Control).Select(c => c.Id).Order());
    }

    [Fact]
    public void Connections_that_projects_claim_pass()
    {
        Connect("pe-1", "Approved");
        Test(Given.ProjectId, Given.RoleId(2));

        var result = Assert.Single(OfVaults());
        Assert.Equal(("Passed", "vault kv-atlas", null, "1 connection, 2 projects use the vault"), (result.Result, result.Target, result.ProjectId, result.Evidence));
        Assert.Equal(0, _world.Count("GET groups"));
    }

    [Theory]
    [InlineData("Pending", "Failed")]
    [InlineData("Approved", "Failed")]
    [InlineData("Unknown", "Failed")]
    [InlineData("Rejected", "Passed")]
    [InlineData("Disconnected", "Passed")]
    public void A_connection_without_a_project_fails_if_every_visible_project_was_read(string status, string result)
    {
        Connect("pe-stranger", status);
        Test(Given.ProjectId, Given.RoleId(2));

        var found = Assert.Single(OfVaults());
        Assert.Equal((result, result == "Failed"), (found.Result, found.Evidence.Contains($"pe-stranger ({status})", StringComparison.Ordinal)));
        Assert.Empty(SuggestedCommand.In(found.Remedy ?? "").SelectMany(c => c.Faults()));
    }

    [Fact]
    public void It_is_not_assessed_while_a_visible_project_was_not_read()
    {
        Connect("pe-stranger", "Pending");
        Test(Given.ProjectId);

        var found = Assert.Single(OfVaults());
        Assert.Equal(("NotAssessed", Given.ProjectId), (found.Result, found.ProjectId));
        Assert.Contains("1 of 2 visible projects was not read", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_not_assessed_if_the_endpoints_of_a_project_cannot_be_read()
    {
        Connect("pe-stranger", "Pending");
        _world.Atlas.Refuse = request => request.StartsWith("GET privateEndpoints of", StringComparison.Ordinal) ? Given.Refusal("GET", 403, "USER_UNAUTHORIZED") : null;
        Test(Given.ProjectId, Given.RoleId(2));

        Assert.Equal("NotAssessed", Assert.Single(OfVaults()).Result);
    }

    [Fact]
    public void A_connection_of_another_service_is_named_in_the_baseline_or_excepted_by_its_vault()
    {
        Connect("pe-bank", "Approved");
        Test(Given.ProjectId, Given.RoleId(2));

        Assert.Equal("Passed", Assert.Single(OfVaults(new() { Connections = ["pe-bank"] })).Result);
        Assert.Equal("Excepted", Assert.Single(OfVaults(Excepting("kv-atlas", ControlId.VaultConnections, "2027-01-01"))).Result);
        Assert.Empty(OfVaults(new() { Controls = new HashSet<string> { ControlId.KeyAge } }));
    }

    /// <summary>Each organization has credentials of its own. Its projects claim connections of a vault that all of them share.</summary>
    [Fact]
    public void A_connection_that_a_project_of_another_session_claims_passes()
    {
        Connect("pe-2", "Approved");
        var other = new EstateReads(_world.Session);
        Test(Given.ProjectId);
        _world.Atlas.EndpointsElsewhere = [new AkvPrivateEndpoint(Given.RoleId(2), Given.EndpointId(2), "US_EAST_2", EndpointStatus.Active) { PrivateEndpointConnectionName = "PE-2" }];
        Test(other, Given.RoleId(2));

        var found = Assert.Single(_world.Run(() => new TestVaultConnections([_reads, other], ComplianceBaseline.BuiltIn).RunAsync(Equal)));

        Assert.Equal(("Passed", "1 connection, 2 projects use the vault"), (found.Result, found.Evidence));
    }

    [Fact]
    public void The_remedy_of_an_unclaimed_connection_only_looks_at_it()
    {
        Connect("pe-stranger", "Pending");
        Test(Given.ProjectId, Given.RoleId(2));

        Assert.DoesNotContain("Deny-", Assert.Single(OfVaults()).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_cannot_be_read_is_not_assessed_in_every_required_control()
    {
        var results = TestCompliance.Unread(_world.Project, ComplianceBaseline.BuiltIn, Given.Refusal("GET", 403, "USER_UNAUTHORIZED"));

        Assert.Equal(ComplianceControls.All.Where(c => ComplianceBaseline.BuiltIn.Requires(c.Id)).Select(c => c.Id), results.Select(r => r.Control));
        Assert.All(results, r => Assert.Equal((ControlResult.NotAssessed, Given.ProjectId), (r.Result, r.ProjectId)));
    }

    private static ComplianceBaseline Excepting(string project, string control, string expires) =>
        new() { Exceptions = [new(project, control, "moved in March", DateOnly.ParseExact(expires, "yyyy-MM-dd", null))] };

    private void Connect(string name, string status) => _world.KeyVault.Settings.Set(new(Given.Vault, Given.Tenant)
    {
        VaultUri = new("https://kv-atlas.vault.azure.net/"),
        Connections = [new PrivateEndpointConnection(Given.Connection(name), status)],
    });

    private void Test(params string[] projects) => Test(_reads, projects);

    private void Test(EstateReads reads, params string[] projects)
    {
        foreach (var id in projects.Where(id => id != Given.ProjectId))
        {
            _world.Atlas.EncryptionElsewhere[id] = Given.Encryption(requirePrivateNetworking: true, projectId: id);
        }

        _world.Run(() => Task.WhenAll(projects.Select(id => new TestCompliance(_world.Session.Project(id), reads, ComplianceBaseline.BuiltIn).RunAsync(Equal))));
    }

    private IReadOnlyList<ComplianceResult> OfVaults(ComplianceBaseline? baseline = null) =>
        _world.Run(() => new TestVaultConnections([_reads], baseline ?? ComplianceBaseline.BuiltIn).RunAsync(Equal));

    private static bool Equal(string pattern, string name) => pattern == name;
}
