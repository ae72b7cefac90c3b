using System.Collections;
using System.Text.Json.Nodes;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The runbooks do their job in a fresh runspace, and one that was killed is finished by the next without doing anything twice.</summary>
public sealed class RunbookTests : IDisposable
{
    private const int Projects = 3;
    private static readonly string[] s_regions = ["EUROPE_WEST", "US_CENTRAL", "US_EAST_2"];

    private readonly SandboxWorld _sandbox = SandboxWorld.Start("--projects", Projects.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private IEnumerable<JsonObject> Pictured => _sandbox.Picture()["projects"]!.AsArray().Select(p => p!.AsObject());

    private IReadOnlyList<string> ProjectIds => [.. Pictured.Select(p => (string)p["id"]!)];

    public void Dispose() => _sandbox.Dispose();

    private Runbook Enable(string? key = null) => new("enable-project.ps1", _sandbox,
        $"-ProjectId {string.Join(',', ProjectIds)} -KeyIdentifier {key ?? _sandbox["keyIdentifier"]} -ResourceGroupName {_sandbox["resourceGroup"]} "
        + $"-SubscriptionId {_sandbox["subscriptionId"]} -TenantId {_sandbox["tenantId"]} -RegionName {string.Join(',', s_regions)}");

    [Fact]
    public void Projects_are_enabled_in_one_run()
    {
        AssertFinished(Enable().Run());

        AssertDoneOnce();
    }

    /// <summary>With or without a version, it is the same key; another key of the vault is not.</summary>
    [Fact]
    public void Projects_can_follow_the_latest_version_of_their_key_and_not_of_another()
    {
        var (pinned, key) = (_sandbox["keyIdentifier"], _sandbox["keyIdentifier"][.._sandbox["keyIdentifier"].LastIndexOf('/')]);
        AssertFinished(Enable(key).Run());

        AssertFinished(Enable(pinned).Run());
        Assert.All(Enable($"{key}-other").Run().Output, o => Assert.StartsWith("It is under another key", (string)o.Properties["LeftOut"].Value, StringComparison.Ordinal));
        Assert.All(Enable($"{key}-other/{pinned[^32..]}").Run().Output, o => Assert.NotNull(o.Properties["LeftOut"].Value));
    }

    [Theory]
    [InlineData("PATCH", "/encryptionAtRest")]
    [InlineData("POST", "/privateEndpoints")]
    [InlineData("PUT", "/privateEndpointConnections/")]
    [InlineData("PATCH", "/clusters/")]
    public void A_run_that_was_killed_is_finished_by_the_next(string method, string path)
    {
        var runbook = Enable();
        Assert.True(runbook.KillAfter(r => r.Method == method && r.Path.Contains(path, StringComparison.Ordinal) && r.Status is >= 200 and < 300), "It was not killed.");

        AssertFinished(runbook.Run());
        AssertDoneOnce();
    }

    [Fact]
    public void A_run_that_is_out_of_time_reports_it_and_does_not_fail()
    {
        using var slow = SandboxWorld.Start("--provisioning", "1200000");
        var runbook = new Runbook("enable-project.ps1", slow,
            $"-ProjectId {slow.ProjectId} -KeyIdentifier {slow["keyIdentifier"]} -ResourceGroupName {slow["resourceGroup"]} -SubscriptionId "
                + $"{slow["subscriptionId"]} -TenantId {slow["tenantId"]} -RegionName US_EAST_2 -MinutesAtMost 0");

        var run = runbook.Run();

        Assert.Equal([false], run.Output.Select(o => o.Properties["Finished"].Value));
        Assert.All(run.Errors, e => Assert.StartsWith("WaitTimedOut", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.NotEmpty(run.Errors);
    }

    [Fact]
    public void A_project_with_multi_cloud_clusters_is_left_out_and_holds_no_other_up()
    {
        using var mixed = SandboxWorld.Start("--mixed", "--projects", "2");
        var ids = mixed.Picture()["projects"]!.AsArray().Select(p => (string)p!["id"]!).ToList();
        var run = new Runbook("enable-project.ps1", mixed,
            $"-ProjectId {string.Join(',', ids)} -KeyIdentifier {mixed["keyIdentifier"]} -ResourceGroupName {mixed["resourceGroup"]} -SubscriptionId "
                + $"{mixed["subscriptionId"]} -TenantId {mixed["tenantId"]} -RegionName {string.Join(',', s_regions)}").Run();

        Assert.Equal([false, true], run.Succeeded("Finished"));
        Assert.Contains("multi-cloud", (string)run.Output[0].Properties["LeftOut"].Value, StringComparison.Ordinal);
        Assert.All(mixed.Mutations(), r => Assert.DoesNotContain(ids[0], r.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void A_project_under_another_key_is_left_as_it_is_and_another_version_is_the_same_key()
    {
        AssertFinished(Enable().Run());
        var newer = (string)_sandbox.World("addKeyVersion")["keyIdentifier"]!;
        AssertFinished(Enable(newer).Run());
        _sandbox.ForgetRequests();

        var run = Enable(newer.Replace("/keys/", "/keys/not-", StringComparison.Ordinal)).Run();

        Assert.Equal(Enumerable.Repeat<object?>(false, Projects), run.Succeeded("Finished"));
        Assert.Equal(Enumerable.Repeat<object?>(_sandbox["keyIdentifier"], Projects), run.Succeeded("KeyIdentifier"));
        Assert.All(run.Succeeded("LeftOut"), l => Assert.Contains($"another key: {_sandbox["keyIdentifier"]}", (string)l!, StringComparison.Ordinal));
        Assert.Empty(_sandbox.Mutations());
    }

    [Theory]
    [InlineData("mdb_sa_id_0123456789abcdef", "ServiceAccount", "")]
    [InlineData("publickey", "Credential", "66666666-2222-3333-4444-555555555555")]
    public void Without_a_Sandbox_the_account_s_credential_signs_in_by_its_kind_and_its_identity_to_Azure(string user, string parameter, string identity)
    {
        foreach (var name in Runbook.Names)
        {
            // What a user would type for the mandatory parameters; the sign-in comes first, and ends the run here.
            var runbook = new Runbook(name, _sandbox,
                name switch
                {
                    "enable-project.ps1" => "-ProjectId p -KeyIdentifier k -ResourceGroupName r -SubscriptionId s -TenantId t -RegionName x",
                    "start-children.ps1" => "-ChildRunbook child -ChildParameters @{} -AutomationAccountName account -ResourceGroupName group",
                    _ => "",
                } + (identity.Length > 0 ? $" -AzureClientId {identity}" : ""),
                "function Connect-Atlas { $Automation.SignIn = $args -join ' '; throw 'enough' }; function New-AtlasSession { Connect-Atlas @args }");
            ((Hashtable)runbook.Account["Credentials"]!)["AtlasApiKey"] = Credential.Of(user, "secret");

            Assert.Equal("enough", Assert.Single(runbook.Run().Errors).Exception.Message);
            var asked = (string)runbook.Account["SignIn"]!;
            Assert.Contains($"-{parameter}:", asked, StringComparison.Ordinal);
            Assert.Contains("-AzureAuthentication: ManagedIdentity", asked, StringComparison.Ordinal);
            Assert.Equal(identity.Length > 0, asked.Contains($"-AzureClientId: {identity}", StringComparison.Ordinal));
        }
    }

    private void AssertFinished(ShellRun run)
    {
        Assert.Equal(Enumerable.Repeat<object?>(true, Projects), run.Succeeded("Finished"));
        Assert.Equal(ProjectIds, run.Succeeded("ProjectId"));
    }

    /// <summary>One endpoint a region, each with one connection, and each secret and each cluster's change sent once.</summary>
    private void AssertDoneOnce()
    {
        Assert.All(Pictured, p => Assert.Equal(s_regions, p["endpoints"]!.AsArray().Select(e => (string)e!["region"]!).Order()));
        var connections = _sandbox.Picture()["vaults"]!.AsArray().SelectMany(v => v!["connections"]!.AsArray()).ToList();
        Assert.Equal(Projects * s_regions.Length, connections.Count);
        Assert.All(connections, c => Assert.Equal("Approved", (string)c!["status"]!));

        var accepted = _sandbox.Exchanges().Where(e => e.Method is "PATCH" or "POST" && e.Status is >= 200 and < 300 && e.Path.Contains("/groups/", StringComparison.Ordinal)).ToList();
        // An answer that a kill cut off is in no record; no project shows a second one.
        var secrets = accepted.Where(e => e.RequestBody.Contains("\"secret\"", StringComparison.Ordinal)).Select(e => e.Path).ToList();
        Assert.Equal(secrets.Distinct(), secrets);
        Assert.NotEmpty(secrets);
        var changes = accepted.Where(e => e.Method == "PATCH" && e.Path.Contains("/clusters/", StringComparison.Ordinal)).Select(e => e.Path).ToList();
        Assert.Equal(changes.Distinct(), changes);
        Assert.NotEmpty(changes);
    }
}
