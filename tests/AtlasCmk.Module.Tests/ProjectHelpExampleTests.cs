using AtlasCmk.ModuleTests.Infrastructure;
using Xunit;

namespace AtlasCmk.ModuleTests;

/// <summary>The examples of sessions, projects and clusters.</summary>
public sealed class ProjectHelpExampleTests : HelpExamples
{
    /// <summary>Each cmdlet, and the stage of the job at which its examples make sense, in their order.</summary>
    public static TheoryData<string, string> Stages => new()
    {
        { "Disable-AtlasClusterEncryption", "encrypted" },
        { "Disable-AtlasEncryptionAtRest", "encrypted" },
        { "Disconnect-Atlas", "fresh" },
        { "Enable-AtlasClusterEncryption", "active" },
        { "Export-AtlasCmkReport", "encrypted" },
        { "Get-AtlasClusterEncryption", "active" },
        { "Get-AtlasCmkDiagnosis", "encrypted" },
        { "Get-AtlasCmkError", "fresh" },
        { "Get-AtlasCmkStatus", "encrypted" },
        { "Get-AtlasEncryptionAtRest", "enabled" },
        { "Get-AtlasProject", "enabled" },
        { "Get-AtlasSession", "fresh" },
        { "Invoke-AtlasRequest", "fresh" },
        { "New-AtlasSession", "fresh" },
        { "Set-AtlasEncryptionAtRest", "fresh" },
        { "Test-AtlasCmkCompliance", "encrypted" },
        { "Test-AtlasCmkPrerequisite", "fresh" },
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public void Every_example_of_a_cmdlet_runs(string cmdlet, string stage)
    {
        using var sandbox = SandboxWorld.AtStage(stage);
        RunAll(cmdlet, sandbox);
    }

    [Fact]
    public void Every_cmdlet_has_its_examples_run()
    {
        using var shell = new Shell();
        var all = shell.Run("Get-Command -Module AtlasCmk | ForEach-Object Name").Succeeded().Select(o => o.ToString()).ToList();
        IEnumerable<object[]> stages = [.. Stages, .. EndpointHelpExampleTests.Stages, .. KeyHelpExampleTests.Stages, .. ConnectHelpExampleTests.Stages];
        var run = stages.Select(s => (string)s[0]).ToList();
        string[] wrong =
        [
            .. all.Except(run).Select(n => $"{n} has no stage: add {{ \"{n}\", \"fresh\" }} (or another stage) to Stages of a *HelpExampleTests."),
            .. run.Except(all).Select(n => $"{n} has a stage in a *HelpExampleTests, but is not exported."),
        ];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong));
        Assert.Equal(all.Order(), run.Order());
    }
}
