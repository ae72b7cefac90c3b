using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The runbook and the script for pipelines that test every project at night, change nothing, and fail on findings.</summary>
public sealed class ComplianceRunbookTests
{
    private const string Lax = """{ "version": 1, "controls": { "VaultNetwork": false, "KeyAge": { "maximumDays": 3650 } } }""";

    [Fact]
    public void What_is_open_is_emitted_and_fails_the_job()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted", "--projects", "2");
        using var folder = new TemporaryFolder();
        var lax = folder.Write("lax.json", Lax);

        var run = new Runbook("nightly-compliance.ps1", sandbox, $"-Baseline '{lax}'").Run();

        Assert.Equal(["ClusterEncryption", "Enabled"], run.Output.Select(o => o.Properties["Control"].Value));
        Assert.Matches("^not compliant: [^,]+, [^,]+$", Assert.Single(run.Errors).Exception.Message);
        Assert.Empty(sandbox.Mutations());

        using var shell = Shell.ConnectedTo(sandbox);
        shell.Run("Enable-AtlasClusterEncryption ledger -Wait").Succeeded();
        var name = (string)sandbox.Picture()["projects"]![0]!["name"]!;
        Assert.Empty(new Runbook("nightly-compliance.ps1", sandbox, $"-ProjectName {name} -Baseline '{lax}'").Run().Succeeded());
        Assert.Equal(["VaultNetwork"], new Runbook("nightly-compliance.ps1", sandbox, $"-ProjectName {name}").Run().Output.Select(o => o.Properties["Control"].Value));
    }

    [Fact]
    public void A_project_that_cannot_be_read_fails_the_job()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        sandbox.World("refuse", new { errorCode = "NOT_TODAY", status = 400, path = "encryptionAtRest", times = 9 });

        Assert.Contains("not read: ", Assert.Single(new Runbook("nightly-compliance.ps1", sandbox, "").Run().Errors).Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_script_of_the_pipelines_writes_every_report_and_fails_on_findings()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        using var folder = new TemporaryFolder();
        using var shell = new Shell();
        var lax = folder.Write("lax.json", Lax);
        var script = $"& '{Path.Combine(Repository.Root, "module", "examples", "pipelines", "compliance.ps1")}' -Sandbox '{sandbox.File}' -Folder '{folder["out"]}' -Baseline '{lax}'";

        var run = shell.Run(script);

        Assert.StartsWith("Not compliant: 1 open results", Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Equal(["compliance.html", "compliance.json", "compliance.xml"], Directory.GetFiles(folder["out"]).Select(Path.GetFileName).Order());
        Assert.Empty(sandbox.Mutations());

        shell.Run($"$null = Connect-Atlas -Sandbox '{sandbox.File}'; Enable-AtlasClusterEncryption ledger -Wait").Succeeded();
        Assert.Equal(3, shell.Run(script).Succeeded().Count);
    }
}
