using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

public sealed class WireCountTests
{
    [Fact]
    public void Requests_of_a_session_cost_one_more_than_their_number_however_concurrent()
    {
        using var sandbox = SandboxWorld.Start("--projects", "40", "--latency", "20");
        using var shell = Shell.ConnectedTo(sandbox);

        var projects = shell.Run("$projects = @(Get-AtlasProject); $projects | Get-AtlasEncryptionAtRest -ThrottleLimit 40").Succeeded();

        Assert.Equal(40, projects.Count);
        // Connect's check, the one page of projects, the organizations, and one for each project: 43, and one challenge.
        Assert.Equal(44, sandbox.Requests().Count);
        Assert.Single(sandbox.Requests(), r => r.Status == 401);
    }

    [Fact]
    public void A_nonce_that_has_expired_costs_one_request_more()
    {
        using var sandbox = SandboxWorld.Start();
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.World("expireNonces");
        sandbox.ForgetRequests();

        shell.Run("Get-AtlasEncryptionAtRest; Get-AtlasEncryptionAtRest").Succeeded();

        Assert.Equal([401, 200, 200], sandbox.Requests().Select(r => r.Status));
    }

    /// <summary>None of the endpoints will fail, so each wait takes all its looks: as many for three endpoints as for one.</summary>
    [Fact]
    public void Endpoints_that_are_awaited_together_share_their_polls()
    {
        using var sandbox = SandboxWorld.AtStage("active");
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.ForgetRequests();

        var run = shell.Run("Get-AtlasAkvPrivateEndpoint | Wait-AtlasAkvPrivateEndpoint -Status PENDING_ACCEPTANCE -TimeoutSec 3");

        Assert.Equal(3, run.Errors.Count);
        Assert.All(run.Errors, e => Assert.Contains("its last status was ACTIVE", e.DisplayText(), StringComparison.Ordinal));
        // The list of Get-, the first look, and those after 0.5, 1.5 and at most 3 s.
        Assert.InRange(sandbox.Requests().Count, 3, 5);
        Assert.All(sandbox.Requests(), r => Assert.EndsWith("/privateEndpoints", r.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void A_lost_answer_does_not_create_a_second_endpoint()
    {
        using var sandbox = SandboxWorld.AtStage("private");
        using var shell = Shell.ConnectedTo(sandbox);
        sandbox.Fault(new { method = "POST", path = "privateEndpoints", loseAnswer = true });

        var made = shell.Run("New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2");

        Assert.Equal(["US_EAST_2"], made.Succeeded("RegionName"));
        Assert.Equal(0, sandbox.FaultsPending());
        Assert.Single(sandbox.Picture()["projects"]![0]!["endpoints"]!.AsArray());
        Assert.Single(sandbox.Mutations());
    }

    [Fact]
    public void A_region_that_has_an_endpoint_gets_no_second_one()
    {
        using var sandbox = SandboxWorld.AtStage("active");
        using var shell = Shell.ConnectedTo(sandbox);

        var endpoints = shell.Run("New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2, us_east_2, EUROPE_WEST -Wait");

        Assert.Equal(["EUROPE_WEST", "US_EAST_2"], endpoints.Succeeded("RegionName").Order());
        Assert.Empty(sandbox.Mutations());
    }

    [Theory]
    [InlineData("New-AtlasAkvPrivateEndpoint -RegionName US_EAST_2")]
    [InlineData("Set-AtlasEncryptionAtRest -EnabledForSearchNodes")]
    [InlineData("Register-AtlasAzureServicePrincipal -TenantId $tenant -ServicePrincipalId $principal")]
    public void Three_inputs_of_one_project_change_it_once(string change)
    {
        using var sandbox = SandboxWorld.AtStage("private");
        using var shell = Shell.ConnectedTo(sandbox);
        shell.Set("tenant", sandbox["tenantId"]);
        shell.Set("principal", AtlasPrincipal.In(sandbox));
        var clusters = shell.Run("$clusters = Get-AtlasClusterEncryption; $clusters").Succeeded();
        sandbox.ForgetRequests();

        Assert.Single(shell.Run($"$clusters | {change}").Succeeded());

        Assert.Equal(3, clusters.Count);
        Assert.Equal(sandbox.Mutations().Select(r => r.Method).Distinct(), sandbox.Mutations().Select(r => r.Method));
    }

    [Fact]
    public void No_body_with_a_secret_leaves_unauthenticated()
    {
        using var sandbox = SandboxWorld.AtStage("enabled");
        using var shell = Shell.ConnectedTo(sandbox);
        var secret = (string)sandbox.World("addAzureSecret")["clientSecret"]!;
        shell.Set("application", Credential.Of(sandbox["azureClientId"], secret));
        sandbox.World("expireNonces");

        shell.Run("Set-AtlasEncryptionAtRest -AzureCredential $application").Succeeded();

        var patches = sandbox.Exchanges().Where(e => e.Method == "PATCH").ToList();
        Assert.Single(patches, e => e.RequestBody.Contains(secret, StringComparison.Ordinal) && e.Status == 200);
        Assert.All(patches.Where(e => e.RequestBody.Length > 0), e => Assert.StartsWith("Digest ", e.RequestHeaders["Authorization"], StringComparison.Ordinal));
    }
}
