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

    private readonly SandboxProcess _sandbox = SandboxProcess.Start("--projects", Projects.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private IEnumerable<JsonObject> Pictured => _sandbox.Picture()["projects"]!.AsArray().Select(p => p!.AsObject());

    private IReadOnlyList<string> ProjectIds => [.. Pictured.Select(p => (string)p["id"]!)];

    public void Dispose() => _sandbox.Dispose();

    private Runbook Enable(string more = "") => new("enable-project.ps1", _sandbox,
        $"-ProjectId {string.Join(',', ProjectIds)} -KeyIdentifier {_sandbox["keyIdentifier"]} -ResourceGroupName {_sandbox["resourceGroup"]} "
        + $"-SubscriptionId {_sandbox["subscriptionId"]} -TenantId {_sandbox["tenantId"]} -RegionName {string.Join(',', s_regions)} {more}");

    private Runbook Rotate() => new("rotate-client-secret.ps1", _sandbox, "");

    private Runbook Split(string more) => new("start-children.ps1", _sandbox,
        $"-ChildRunbook child -ChildParameters @{{ x = 1 }} -AutomationAccountName account -ResourceGroupName group {more}");

    [Fact]
    public void Projects_are_enabled_in_one_run()
    {
        AssertFinished(Enable().Run());

        AssertDoneOnce();
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
    public void A_run_whose_time_is_up_says_so_and_fails_not()
    {
        using var slow = SandboxProcess.Start("--provisioning", "60000");
        var runbook = new Runbook("enable-project.ps1", slow,
            $"-ProjectId {slow.ProjectId} -KeyIdentifier {slow["keyIdentifier"]} -ResourceGroupName {slow["resourceGroup"]} -SubscriptionId {slow["subscriptionId"]} -TenantId {slow["tenantId"]} -RegionName US_EAST_2 -MinutesAtMost 0");

        var run = runbook.Run();

        Assert.Equal([false], run.Output.Select(o => o.Properties["Finished"].Value));
        Assert.All(run.Errors, e => Assert.StartsWith("WaitTimedOut", e.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.NotEmpty(run.Errors);
    }

    [Fact]
    public void A_project_with_multi_cloud_clusters_is_left_out_and_holds_no_other_up()
    {
        using var mixed = SandboxProcess.Start("--mixed", "--projects", "2");
        var ids = mixed.Picture()["projects"]!.AsArray().Select(p => (string)p!["id"]!).ToList();
        var run = new Runbook("enable-project.ps1", mixed,
            $"-ProjectId {string.Join(',', ids)} -KeyIdentifier {mixed["keyIdentifier"]} -ResourceGroupName {mixed["resourceGroup"]} -SubscriptionId {mixed["subscriptionId"]} -TenantId {mixed["tenantId"]} -RegionName {string.Join(',', s_regions)}").Run();

        Assert.Equal([false, true], run.Succeeded("Finished"));
        Assert.Contains("multi-cloud", (string)run.Output[0].Properties["LeftOut"].Value, StringComparison.Ordinal);
        Assert.All(mixed.Mutations(), r => Assert.DoesNotContain(ids[0], r.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_secret_goes_to_every_project_that_uses_the_application_and_once_more_changes_nothing()
    {
        AssertFinished(Enable().Run());
        var runbook = Rotate();
        GiveNewSecret(runbook, (string)_sandbox.World("addAzureSecret")["clientSecret"]!);
        _sandbox.ForgetRequests();

        Assert.True(runbook.KillAfter(r => r.Method == "PATCH" && r.Status == 200), "It was not killed.");
        var run = runbook.Run();

        Assert.Equal(Enumerable.Repeat<object?>(true, Projects), run.Succeeded("Valid"));
        var sent = _sandbox.Exchanges().Where(e => e.Method == "PATCH" && e.RequestBody.StartsWith("{\"azureKeyVault\":{\"secret\":", StringComparison.Ordinal)).ToList();
        Assert.Equal(ProjectIds.Order(), sent.Select(e => e.Path.Split('/')[5]).Distinct().Order());
    }

    [Fact]
    public void A_wrong_secret_reaches_no_project()
    {
        AssertFinished(Enable().Run());
        var runbook = Rotate();
        GiveNewSecret(runbook, "not-a-secret-of-this-application");
        _sandbox.ForgetRequests();

        var run = runbook.Run();

        Assert.NotEmpty(run.Errors);
        Assert.Contains(run.Errors, e => e.FullyQualifiedErrorId.StartsWith("ClientSecretRefused", StringComparison.Ordinal));
        Assert.Empty(_sandbox.Mutations());
    }

    [Fact]
    public void The_projects_are_split_over_children_and_none_gets_two()
    {
        var parent = Split("-ProjectsPerChild 1 -ChildrenAtMost 20");
        parent.Account["StopAfter"] = 1;

        Assert.NotEmpty(parent.Run().Errors);
        parent.Account["StopAfter"] = -1;
        parent.Run().Succeeded();
        Assert.Empty(parent.Run().Succeeded());

        var jobs = ((ArrayList)parent.Account["Jobs"]!).Cast<System.Management.Automation.PSObject>().ToList();
        Assert.Equal(Projects, jobs.Count);
        Assert.Equal(ProjectIds.Order(), jobs.SelectMany(j => (string[])((IDictionary)j.Properties["JobParameters"].Value)["ProjectId"]!).Order());
        Assert.All(jobs, j => Assert.Equal(1, ((IDictionary)j.Properties["JobParameters"].Value)["x"]));
    }

    [Fact]
    public void No_more_children_are_started_than_may_be_at_work()
    {
        var parent = Split("-ProjectsPerChild 2 -ChildrenAtMost 1");

        Assert.Equal(2, ((string[])Assert.Single(parent.Run().Succeeded("ProjectId"))!).Length);
        Assert.Empty(parent.Run().Succeeded());
    }

    [Fact]
    public void Where_there_are_more_projects_than_children_each_has_its_turn()
    {
        var parent = Split("-ProjectsPerChild 1 -ChildrenAtMost 1");

        var turns = Enumerable.Range(0, Projects + 1).Select(_ =>
        {
            var given = ((string[])Assert.Single(parent.Run().Succeeded("ProjectId"))!)[0];
            foreach (System.Management.Automation.PSObject job in (ArrayList)parent.Account["Jobs"]!)
            {
                job.Properties["Status"].Value = "Completed";
            }

            return given;
        }).ToList();

        Assert.Equal(ProjectIds.Order(), turns.Take(Projects).Order());
        Assert.Equal(turns[0], turns[^1]);
    }

    [Theory]
    [InlineData("mdb_sa_id_0123456789abcdef", "ServiceAccount")]
    [InlineData("publickey", "Credential")]
    public void Without_a_Sandbox_the_account_s_credential_signs_in_by_its_kind(string user, string parameter)
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
                },
                "function Connect-Atlas { $Automation.SignIn = $args -join ' '; throw 'enough' }");
            ((Hashtable)runbook.Account["Credentials"]!)["AtlasApiKey"] = Credential.Of(user, "secret");

            Assert.Equal("enough", Assert.Single(runbook.Run().Errors).Exception.Message);
            Assert.StartsWith($"-{parameter}:", (string)runbook.Account["SignIn"]!, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_complies_is_said_to_and_what_does_not_makes_the_job_fail()
    {
        using var sandbox = SandboxProcess.AtStage("encrypted", "--projects", "2");
        var nightly = new Runbook("nightly-compliance.ps1", sandbox, "");

        var run = nightly.Run();

        Assert.Equal([false, false], run.Output.Select(o => o.Properties["Compliant"].Value));
        Assert.Contains("2 projects do not comply", Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Contains("The cluster ledger is not encrypted", Findings(run, 0), StringComparison.Ordinal);
        Assert.Contains("no key of its own", Findings(run, 1), StringComparison.Ordinal);
        Assert.Empty(sandbox.Mutations());

        using var shell = Shell.ConnectedTo(sandbox);
        shell.Run("Enable-AtlasClusterEncryption ledger -Wait").Succeeded();
        var name = (string)sandbox.Picture()["projects"]![0]!["name"]!;
        Assert.Equal([true], new Runbook("nightly-compliance.ps1", sandbox, $"-ProjectName {name}").Run().Succeeded("Compliant"));
        Assert.Contains("days old", Findings(new Runbook("nightly-compliance.ps1", sandbox, $"-ProjectName {name} -KeyAgeInDaysAtMost 1").Run(), 0), StringComparison.Ordinal);
        Assert.Contains("the time was up", Findings(new Runbook("nightly-compliance.ps1", sandbox, "-MinutesAtMost 0").Run(), 1), StringComparison.Ordinal);
    }

    private static string Findings(ShellRun run, int project) => string.Join("\n", ((object[])run.Output[project].Properties["Findings"].Value).Select(f => f.ToString()));

    private static void GiveNewSecret(Runbook runbook, string secret)
    {
        var credentials = (Hashtable)runbook.Account["Credentials"]!;
        var before = (System.Management.Automation.PSCredential)credentials["AtlasApplication"]!;
        credentials["AtlasApplication"] = Credential.Of(before.UserName, secret);
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
