using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The runbook that looks at every project at night, changes nothing, and fails where one does not comply.</summary>
public sealed class ComplianceRunbookTests
{
    [Fact]
    public void Compliance_is_reported_and_a_violation_fails_the_job()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted", "--projects", "2");
        var nightly = new Runbook("nightly-compliance.ps1", sandbox, "");

        var run = nightly.Run();

        Assert.Equal([false, false], run.Output.Select(o => o.Properties["Compliant"].Value));
        Assert.Contains("2 projects do not comply", Assert.Single(run.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Contains("The cluster ledger is not encrypted", Findings(run, 0), StringComparison.Ordinal);
        Assert.Contains("No customer-managed key", Findings(run, 1), StringComparison.Ordinal);
        Assert.Empty(sandbox.Mutations());

        using var shell = Shell.ConnectedTo(sandbox);
        shell.Run("Enable-AtlasClusterEncryption ledger -Wait").Succeeded();
        var name = (string)sandbox.Picture()["projects"]![0]!["name"]!;
        Assert.Equal([true], new Runbook("nightly-compliance.ps1", sandbox, $"-ProjectName {name}").Run().Succeeded("Compliant"));
        Assert.Contains("days old", Findings(new Runbook("nightly-compliance.ps1", sandbox, $"-ProjectName {name} -KeyAgeInDaysAtMost 1").Run(), 0), StringComparison.Ordinal);
        Assert.Contains("the time was up", Findings(new Runbook("nightly-compliance.ps1", sandbox, "-MinutesAtMost 0").Run(), 1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_Atlas_cannot_use_does_not_comply()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted");
        using var shell = Shell.ConnectedTo(sandbox);
        shell.Run("Enable-AtlasClusterEncryption ledger -Wait").Succeeded();
        sandbox.World("expireAzureSecret");
        // Under private networking the data nodes find it out, a while later.
        Eventually.Holds(() => shell.Run("Get-AtlasEncryptionAtRest").Succeeded("Valid") is [false], () => "Atlas did not notice.");

        var run = new Runbook("nightly-compliance.ps1", sandbox, "").Run();

        Assert.Equal([false], run.Output.Select(o => o.Properties["Compliant"].Value));
        Assert.Matches("Test-AtlasCmkPrerequisite -ProjectId '[0-9a-f]{24}' -Diagnose", Findings(run, 0));
        Assert.Single(run.Errors);
    }

    private static string Findings(ShellRun run, int project) => string.Join("\n", ((object[])run.Output[project].Properties["Findings"].Value).Select(f => f.ToString()));
}
