using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>Cmdlets that look at all projects of a session.</summary>
public sealed class EstateTests
{
    [Fact]
    public void A_session_without_a_project_stands_for_all_in_the_order_of_Atlas()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted", "--projects", "4");
        using var shell = Shell.ConnectedTo(sandbox);
        var all = shell.Run("Get-AtlasProject").Succeeded("ProjectId");
        Assert.Equal([sandbox.ProjectId], shell.Run("Get-AtlasCmkStatus").Succeeded("ProjectId"));
        sandbox.ForgetRequests();

        // The key of the Sandbox can read every project.
        var key = $"[pscredential]::new('{sandbox["publicKey"]}', (ConvertTo-SecureString '{sandbox["privateKey"]}' -AsPlainText -Force))";
        shell.Run($"$all = New-AtlasSession -Credential ({key}) -AtlasUri {sandbox.AtlasUri}").Succeeded();
        Assert.Equal(all, shell.Run("Get-AtlasCmkStatus -Session $all").Succeeded("ProjectId"));
        Assert.Equal(all, shell.Run("$all | Get-AtlasCmkStatus").Succeeded("ProjectId"));
        Assert.Equal(all, shell.Run("Get-AtlasProject | Get-AtlasCmkStatus").Succeeded("ProjectId"));
        Assert.Empty(sandbox.Mutations());
    }

    [Fact]
    public void A_project_that_cannot_be_read_is_an_error_and_the_others_are_shown()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted", "--projects", "3");
        using var shell = Shell.ConnectedTo(sandbox);
        var all = shell.Run("Get-AtlasProject").Succeeded("ProjectId");
        sandbox.World("refuse", new { errorCode = "NOT_TODAY", status = 400, path = $"{all[1]}/encryptionAtRest", times = 9 });

        var run = shell.Run("Get-AtlasProject | Get-AtlasCmkStatus");

        Assert.Equal([all[0], all[2]], run.Output.Select(o => o.Properties["ProjectId"].Value));
        Assert.Contains((string)all[1]!, Assert.Single(run.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_says_whether_everything_passes_and_a_file_decides_what_is_required()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted", "--projects", "2");
        using var shell = Shell.ConnectedTo(sandbox);
        using var folder = new TemporaryFolder();
        var lax = folder.Write("lax.json", """
            {
              "version": 1,
              "controls": { "ClusterEncryption": false, "VaultNetwork": false, "Credential": false, "CloudBackup": false, "VaultConnections": true },
              "exceptions": [ { "project": "66*", "control": "PurgeProtection", "reason": "practice", "expires": "2099-12-31" } ]
            }
            """);

        Assert.Equal([true], shell.Run($"Test-AtlasCmkCompliance -Baseline '{lax}' -Quiet -AllowNotAssessed").Succeeded().Select(o => o.BaseObject));
        Assert.Equal([false], shell.Run("Test-AtlasCmkCompliance -Quiet -AllowNotAssessed").Succeeded().Select(o => o.BaseObject));
        Assert.Equal([false], shell.Run($"Get-AtlasProject | Test-AtlasCmkCompliance -Baseline '{lax}' -Quiet -AllowNotAssessed").Succeeded().Select(o => o.BaseObject));
        Assert.Equal(["Failed"], shell.Run("Get-AtlasProject | Test-AtlasCmkCompliance | Where-Object Control -eq ClusterEncryption | Where-Object Result -ne NotApplicable").Succeeded("Result"));

        sandbox.ForgetRequests();
        var refused = shell.Run($"Test-AtlasCmkCompliance -Baseline '{folder.Write("odd.json", "{ 'version': 1, 'controls': { 'KeyAges': true } }")}'");
        Assert.Contains("controls.KeyAges", Assert.Single(refused.Errors).ToString(), StringComparison.Ordinal);
        Assert.Empty(sandbox.Requests());
    }

    [Fact]
    public void A_report_is_written_from_results_and_from_their_copies()
    {
        using var sandbox = SandboxWorld.AtStage("encrypted", "--projects", "2");
        using var shell = Shell.ConnectedTo(sandbox);
        using var folder = new TemporaryFolder();
        shell.Run($"Set-Location '{folder.Root}'; $results = Get-AtlasProject | Test-AtlasCmkCompliance").Succeeded();

        Assert.Empty(shell.Run("$results | Export-AtlasCmkReport r.html -WhatIf").Succeeded());
        Assert.Empty(Directory.GetFiles(folder.Root));
        Assert.Equal("r.html", Assert.Single(shell.Run("$results | Export-AtlasCmkReport r.html").Succeeded("Name")));
        Assert.Contains("0 of 2", File.ReadAllText(folder["r.html"]), StringComparison.Ordinal);
        shell.Run("$results | Export-AtlasCmkReport one.json; $results | Export-Clixml c.xml; Import-Clixml c.xml | Export-AtlasCmkReport two.json").Succeeded();
        Assert.Equal(WithoutTime(folder["one.json"]), WithoutTime(folder["two.json"]));

        Assert.StartsWith("ReportExists", Assert.Single(shell.Run("$results | Export-AtlasCmkReport r.html -NoClobber").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("InputNotUnderstood", Assert.Single(shell.Run("Get-AtlasProject | Export-AtlasCmkReport other.html").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith("ReportFormatUnknown", Assert.Single(shell.Run("$results | Export-AtlasCmkReport r.pdf").Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(["c.xml", "one.json", "r.html", "two.json"], Directory.GetFiles(folder.Root).Select(Path.GetFileName).Order());

        static string[] WithoutTime(string file) => [.. File.ReadLines(file).Where(l => !l.Contains("createdAt", StringComparison.Ordinal))];
    }
}
