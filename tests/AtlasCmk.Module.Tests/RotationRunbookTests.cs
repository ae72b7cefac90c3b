using System.Text.Json.Nodes;
using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The runbook that rotates every month, over three projects that share a key.</summary>
public sealed class RotationRunbookTests : IDisposable
{
    private const int Projects = 3;

    private readonly SandboxWorld _sandbox = SandboxWorld.Start("--projects", $"{Projects}");

    private IEnumerable<JsonObject> Pictured => _sandbox.Picture()["projects"]!.AsArray().Select(p => p!.AsObject());

    private IReadOnlyList<string> ProjectIds => [.. Pictured.Select(p => (string)p["id"]!)];

    public void Dispose() => _sandbox.Dispose();

    private Runbook Rotate(string more = "") => new("rotate-key.ps1", _sandbox, $"-SettlingSec 2 {more}");

    private string AddVersion() => (string)_sandbox.World("addKeyVersion")["keyIdentifier"]!;

    private void Enable()
    {
        using var shell = Shell.ConnectedTo(_sandbox);
        shell.Set("application", Credential.Of(_sandbox["azureClientId"], _sandbox["azureClientSecret"]));
        shell.Run($"Get-AtlasProject | Set-AtlasEncryptionAtRest -KeyIdentifier {_sandbox["keyIdentifier"]} -ResourceGroupName {_sandbox["resourceGroup"]} -SubscriptionId "
            + $"{_sandbox["subscriptionId"]} -TenantId {_sandbox["tenantId"]} -AzureCredential $application").Succeeded();
        foreach (var id in ProjectIds)
        {
            _sandbox.World("setCluster", new { projectId = id, name = "orders", encryptionAtRestProvider = "AZURE" });
        }

        _sandbox.ForgetRequests();
    }

    private static void AssertFinished(ShellRun run) => Assert.Equal(Enumerable.Repeat<object?>(true, Projects), run.Succeeded("Finished"));

    /// <summary>No project got the version twice, and no other version was created.</summary>
    private void AssertRotatedOnce()
    {
        var key = Assert.Single(Pictured.Select(p => (string)p["encryption"]!["keyIdentifier"]!).Distinct());
        Assert.NotEqual(_sandbox["keyIdentifier"], key);
        Assert.Equal(2, _sandbox.Picture()["vaults"]![0]!["keys"]![0]!["versions"]!.AsArray().Count);
        var told = _sandbox.Requests().Where(r => r.Method == "PATCH" && r.Status == 200).Select(r => r.Path).ToList();
        Assert.Equal(told.Distinct(), told);
    }

    [Fact]
    public void Every_project_under_a_key_follows_the_version_that_the_vault_has_made()
    {
        AddVersion();
        Assert.Empty(Rotate().Run().Succeeded());
        Enable();

        AssertFinished(Rotate().Run());

        AssertRotatedOnce();
        Assert.DoesNotContain(_sandbox.Requests(), r => r.Face == "keyvault");
    }

    [Theory]
    [InlineData("POST", "/create")]
    [InlineData("PATCH", "/encryptionAtRest")]
    public void A_run_that_was_killed_is_finished_by_the_next_with_one_new_version(string method, string path)
    {
        Enable();
        var runbook = Rotate("-NewVersion $true");

        Assert.True(runbook.KillAfter(r => r.Method == method && r.Path.Contains(path, StringComparison.Ordinal) && r.Status == 200), "It was not killed.");
        AssertFinished(runbook.Run());

        AssertRotatedOnce();
    }

    [Fact]
    public void After_the_time_limit_nothing_is_started_and_a_failure_does_not_delay_the_others()
    {
        Enable();
        AddVersion();
        Assert.Equal(Enumerable.Repeat<object?>(false, Projects), Rotate("-MinutesAtMost 0").Run().Succeeded("Finished"));
        Assert.Empty(_sandbox.Mutations());
        _sandbox.World("refuse", new { errorCode = "NO_PERMISSION_TO_ENCRYPT_DECRYPT", status = 400, method = "PATCH", path = ProjectIds[1] });

        var run = Rotate().Run();

        Assert.Equal([true, false, true], run.Output.Select(o => o.Properties["Finished"].Value));
        Assert.Contains("1 steps failed", run.Errors[^1].ToString(), StringComparison.Ordinal);
    }
}
